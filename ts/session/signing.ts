import type { AuthInstance } from '../instance/authInstance.js';
import { callInContext } from '../instance/callInContext.js';
import { importLater } from '../loader/importLater.js';
import type { WebRequest, WebRequestInit, WebResponse, WebURL } from '../platform/webTypes.js';
import { heldRequest } from '../signing/heldRequest.js';
import type { PresignUrlInput, SignedFetchOptions, SigningHost, SignRequestInput } from '../signing/signingTypes.js';
import type { AmplifyContext } from './amplifyContext.js';
import { memberOfAny } from '../values/members.js';
import type { SessionData } from '../wire/sessionData.js';
import { toSession } from './toSession.js';

const signingFile = /* @__PURE__ */ importLater(
  'the signing module',
  () => import(/* webpackChunkName: "cognito-wasm-signing" */ '../signing/signingFile.js'),
);

/**
 * A function of the file that signs. What it is given is taken at the time of the call, and so is who signs, except with `auto`, which may
 * need nobody.
 */
const later =
  (auth: () => AuthInstance, name: 'presignUrl' | 'signedFetch' | 'signRequest') =>
  async (...given: unknown[]): Promise<never> => {
    const held = heldRequest(name === 'signedFetch', given);
    const [request, init, options] = held;
    const instance = auth();
    const mode = memberOfAny(options, 'authMode') ?? 'iam';
    const isSigned = mode === 'iam';
    // A `Request` has a text of the name `credentials`.
    const isNeeded = isSigned
      ? typeof memberOfAny(request, 'credentials') !== 'object'
      : mode === 'userPool' || mode === 'idToken';
    const first =
      isNeeded &&
      instance.run<SessionData>(isSigned ? 'getCredentials' : 'getTokens', { signal: memberOfAny(init, 'signal') });
    // Whoever asks for it gets the reason.
    if (first) first.catch(() => undefined);
    const host: SigningHost = {
      auth: instance,
      session: async (part, input) =>
        toSession(await ((memberOfAny(input, 'forceRefresh') === undefined && first) || instance.run(part, input))),
    };
    const call = (await signingFile())[name] as (host: SigningHost, ...held: unknown[]) => Promise<unknown>;
    return (await call(host, ...held)) as never;
  };

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const signingFunctions = (auth: () => AuthInstance) => ({
  presignUrl: later(auth, 'presignUrl') as (input: PresignUrlInput) => Promise<string>,
  signedFetch: later(auth, 'signedFetch') as (
    input: string | WebURL | WebRequest,
    init?: WebRequestInit,
    options?: SignedFetchOptions,
  ) => Promise<WebResponse>,
  signRequest: later(auth, 'signRequest') as (input: SignRequestInput) => Promise<Record<string, string>>,
});

/** The same in a context: see {@link AmplifyContext}. */
export function presignUrl(context: AmplifyContext, input: PresignUrlInput): Promise<string>;
/**
 * Signs a URL with AWS credentials, so that it works without headers until it expires: to download from S3, or for the websocket of AWS
 * IoT. Whoever has the URL can use it.
 *
 * The code that signs is loaded at the first call.
 *
 * @throws `AuthError` as {@link signRequest}.
 * @example
 * ```ts
 * const url = await presignUrl({ url: 'https://bucket.s3.eu-west-1.amazonaws.com/photo.jpg', expiresIn: 60 });
 * ```
 */
export function presignUrl(input: PresignUrlInput): Promise<string>;
export function presignUrl(...args: unknown[]): Promise<string> {
  return callInContext(signingFunctions, 'presignUrl', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function signedFetch(
  context: AmplifyContext,
  input: string | WebURL | WebRequest,
  init?: WebRequestInit,
  options?: SignedFetchOptions,
): Promise<WebResponse>;
/**
 * Like `fetch`, with AWS credentials or a token of the session: see {@link RequestAuthMode}. Resolves with the service's response,
 * whatever its status is.
 *
 * If the service says that the credentials have expired, it sends the request once more with new ones; if it says that this machine's
 * clock is wrong, with the service's time. Forms and streams are read to their end first. Redirects are not followed.
 *
 * @throws `AuthError` named
 * - `NotAuthorizedException`: nobody is signed in and guest access is off; nothing was sent;
 * - `UserUnAuthenticatedException`, `SignedOutException`, `SessionExpiredException` or another error of the session;
 * - `InvalidIdTokenException`: the session has no ID token, and `authMode` asks for it;
 * - `InvalidParameterException`: an input is wrong, or the address is not `https` and not on this machine;
 * - `NetworkError`, `ModuleFileException`, `AbortError`.
 * @example
 * ```ts
 * const response = await signedFetch('https://abc123.execute-api.eu-west-1.amazonaws.com/prod/items');
 * ```
 */
export function signedFetch(
  input: string | WebURL | WebRequest,
  init?: WebRequestInit,
  options?: SignedFetchOptions,
): Promise<WebResponse>;
export function signedFetch(...args: unknown[]): Promise<WebResponse> {
  return callInContext(signingFunctions, 'signedFetch', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function signRequest(context: AmplifyContext, input: SignRequestInput): Promise<Record<string, string>>;
/**
 * Signs a request with AWS credentials (Signature Version 4), and returns its headers: those given and those of the signature. Send them
 * with the same method, URL and body.
 *
 * The code that signs is loaded at the first call.
 *
 * @throws `AuthError` named
 * - `NotAuthorizedException`: nobody is signed in and guest access is off;
 * - `InvalidParameterException`: an input is wrong, or the address is not `https` and not on this machine;
 * - `ModuleFileException`: the code that signs cannot be loaded;
 * - another error of the session.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 * @example
 * ```ts
 * const request = { url: 'https://bucket.s3.eu-west-1.amazonaws.com/note.txt', method: 'PUT', body: 'text' };
 * await fetch(request.url, { method: request.method, body: request.body, headers: await signRequest(request) });
 * ```
 */
export function signRequest(input: SignRequestInput): Promise<Record<string, string>>;
export function signRequest(...args: unknown[]): Promise<Record<string, string>> {
  return callInContext(signingFunctions, 'signRequest', args);
}

import { AuthError } from '../errors/authError.js';
import { invalidInput, memberOf } from '../errors/invalidInput.js';
import { checkedAddress, sendRequest } from '../platform/sendRequest.js';
import type { AWSCredentials } from '../types/authTokens.js';
import { memberOfAny, ownMembers } from '../values/members.js';
import { hashOf, readBody } from './body.js';
import { addressOf, choiceOf, headersOf, listenerOf, methodOf, reading, requireObject, textOf } from './readInput.js';
import { checkAddress, judgeReply, type Remedy, sign } from './signer.js';
import type { RequestAuthMode, SignedFetchOptions, SigningHost, SigningInstance } from './signingTypes.js';
import { pairs, poolIdOf, sessionCredentials } from './signRequest.js';

/** By how many milliseconds services' clocks are ahead of this machine's, as one of them has said. */
const clockOffsets = new WeakMap<SigningInstance, number>();

/** Headers of the application that show who sends the request. */
const openHeaders = ['authorization', 'x-api-key'] as const;

/** How much of a refusal's body is read. */
const longestRefusal = 8_192;

/** Members of a `Request` that become options of the one that is sent. */
const ofRequest = [
  'method',
  'headers',
  'body',
  'mode',
  'credentials',
  'cache',
  'redirect',
  'referrer',
  'referrerPolicy',
  'integrity',
  'keepalive',
  'signal',
] as const;

/** The address and the options of a request. A `Request` is one, too. */
function readArguments(
  input: unknown,
  init: unknown,
): { readonly url: string; readonly given: RequestInit; readonly isRequest: boolean } {
  if (init !== undefined) requireObject(init, '`init`');
  const own = ownMembers((init ?? {}) as RequestInit);
  const url = memberOf(input, 'url');
  if (typeof url !== 'string') return { url: addressOf(input), given: own, isRequest: false };
  const members = Object.fromEntries(ofRequest.map((name) => [name, memberOf(input, name)] as const));
  // The mode of a navigation cannot be given to another request.
  if (members['mode'] === 'navigate') delete members['mode'];
  const isRequest = own.redirect === undefined;
  return { url: addressOf(url), given: ownMembers({ ...members, ...own }), isRequest };
}

/** Redirects are not followed: the token would go to another address, for which the signature is not good anyway. */
function redirectOf(options: RequestInit, isRequest: boolean): 'error' | 'manual' {
  const { redirect } = options;
  if (redirect === 'manual') return redirect;
  if (redirect === undefined || redirect === 'error' || isRequest) return 'error';
  throw invalidInput('`redirect` is not "error" or "manual": credentials do not follow a redirect');
}

/** Sends a request. Every rejection is an `AuthError`. */
async function send(url: string, options: RequestInit): Promise<Response> {
  try {
    return await sendRequest(url, options);
  } catch (reason) {
    const { signal } = options;
    if (memberOfAny(signal, 'aborted') === true)
      throw new AuthError({
        name: 'AbortError',
        message: 'the call was aborted by its signal',
        retryable: true,
        underlyingError: memberOfAny(signal, 'reason'),
      });
    throw new AuthError({
      name: 'NetworkError',
      message: 'the service could not be reached, or the browser keeps its answer from this page',
      category: 'network',
      recoverySuggestion: 'Check the connection and, if the service is on another site, its CORS settings.',
      retryable: true,
      underlyingError: reason,
    });
  }
}

/** The beginning of a reply's body. The reply itself can still be read. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.clone().body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader && text.length < longestRefusal) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  void reader?.cancel().catch(() => undefined);
  return text.slice(0, longestRefusal);
}

/** What can help after this reply, if anything. */
async function remedyFor(response: Response, signedAt: number): Promise<Remedy | undefined> {
  if (![400, 401, 403].includes(response.status)) return undefined;
  const header = (name: string): string | undefined => response.headers.get(name)?.slice(0, 256);
  const body = await beginningOf(response).catch(() => '');
  return await judgeReply(signedAt, response.status, header('x-amzn-errortype'), header('date'), body);
}

/** Reads the arguments of `signedFetch`. */
function readCall(input: unknown, init: unknown, options: unknown) {
  requireObject(options, '`options`');
  const authMode = choiceOf<RequestAuthMode>(options, 'authMode', ['iam', 'userPool', 'idToken', 'none', 'auto']);
  const { url, given, isRequest } = readArguments(input, init);
  const headers = headersOf(given.headers);
  const names = headers.map(([name]) => name);
  const isOpen = authMode === 'none' || (authMode === 'auto' && openHeaders.some((name) => names.includes(name)));
  const { body, ...rest } = given;
  const redirect = isOpen ? {} : { redirect: redirectOf(given, isRequest) };
  const request = ownMembers({ ...rest, method: methodOf(given), ...redirect });
  return {
    authMode: isOpen ? ('none' as const) : authMode,
    url: checkedAddress(url, request),
    headers,
    names,
    body,
    request,
    isSigned: choiceOf(options, 'payload', ['signed', 'unsigned']) === 'signed',
    service: textOf(options, 'service'),
    region: textOf(options, 'region'),
    listener: listenerOf(options),
  };
}

/** See `signedFetch` of the package. */
export async function signedFetch(
  host: SigningHost,
  input: unknown,
  init: unknown,
  options: SignedFetchOptions = {},
): Promise<Response> {
  const call = reading(() => readCall(input, init, options));
  const { authMode, url, headers, names, request, service, region } = call;
  const signal = request.signal ?? undefined;
  const { content, type } = await readBody(call.body);
  if (type !== undefined && !names.includes('content-type')) headers.push(['content-type', type]);
  const sendWith = (added: readonly (readonly [string, string])[] = []): Promise<Response> => {
    const all = [...headers, ...added] as [string, string][];
    return send(url, ownMembers({ ...request, ...(content !== undefined && { body: content }), headers: all }));
  };
  if (authMode === 'none') return await sendWith();

  await checkAddress(url);
  if (authMode === 'userPool' || authMode === 'idToken') {
    if (names.includes('authorization')) throw invalidInput('the request has an `authorization` header already');
    return await sendWith([['authorization', await tokenOf(host, authMode, signal)]]);
  }

  let credentials = await credentialsFor(host, authMode, signal);
  if (!credentials) return await sendWith();
  const hash = call.isSigned ? await hashOf(content) : undefined;
  const tried = new Set<Remedy['kind']>();
  for (;;) {
    const time = Date.now() + (clockOffsets.get(host.auth) ?? 0);
    const { method } = request;
    const details = {
      method,
      url,
      headers,
      hash,
      time,
      service,
      region,
      poolId: poolIdOf(host),
      wantsDetails: call.listener !== undefined,
    };
    const signed = await sign(details, credentials);
    if (signed.details) call.listener?.(signed.details);
    const response = await sendWith(pairs(signed.added));
    const remedy = await remedyFor(response, time);
    // Each is tried once.
    if (!remedy || tried.has(remedy.kind)) return response;
    tried.add(remedy.kind);
    if (remedy.kind === 'clock') clockOffsets.set(host.auth, remedy.serverTime - Date.now());
    else credentials = await sessionCredentials(host, { forceRefresh: true, signal });
    void response.body?.cancel().catch(() => undefined);
  }
}

async function tokenOf(host: SigningHost, authMode: 'userPool' | 'idToken', signal: unknown): Promise<string> {
  const { userPoolTokensResult: result } = await host.session('getTokens', { signal });
  if (result.type === 'FAILURE') throw result.error;
  const token = authMode === 'userPool' ? result.value.accessToken : result.value.idToken;
  if (token !== undefined) return token;
  throw new AuthError({ name: 'InvalidTokens', message: 'the session has no ID token', category: 'invalidState' });
}

/** The credentials to sign with. With `auto`, none if there cannot be any; if they cannot be fetched now, the call fails. */
async function credentialsFor(
  host: SigningHost,
  authMode: 'iam' | 'auto',
  signal: unknown,
): Promise<AWSCredentials | undefined> {
  const { awsCredentialsResult: result } = await host.session('getCredentials', { signal });
  if (result.type === 'SUCCESS') return result.value;
  const { category, retryable } = result.error;
  const isWithout = !retryable && ['configuration', 'notAuthorized', 'signedOut'].includes(category);
  if (authMode === 'auto' && isWithout) return undefined;
  throw result.error;
}

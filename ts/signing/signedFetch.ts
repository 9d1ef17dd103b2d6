import { AuthError } from '../errors/authError.js';
import { cannotHaveCredentials } from '../errors/cannotHaveCredentials.js';
import { invalidInput, memberOf } from '../errors/invalidInput.js';
import { checkedRequest, sendRequest } from '../platform/sendRequest.js';
import { pageTimer } from '../platform/timer.js';
import { missingIdToken } from '../token/missingIdToken.js';
import type { AWSCredentials } from '../types/authTokens.js';
import { memberOfAny, ownMembers } from '../values/members.js';
import { hashOf, readBody } from './body.js';
import { clockOffset, keepClockOffset } from './clock.js';
import { addressOf, choiceOf, headersOf, listenerOf, methodOf, reading, requireObject, textOf } from './readInput.js';
import { checkAddress, judgeReply, type Remedy, sign } from './signer.js';
import type { RequestAuthMode, SignedFetchOptions, SigningHost } from './signingTypes.js';
import { pairs, poolIdOf } from './signRequest.js';

/** Headers of the application that show who sends the request, as a signature in the URL does. */
const openHeaders = ['authorization', 'x-api-key'] as const;

/** How much of a refusal's body is read, in characters, and for how long, in milliseconds: it may never end. */
const longestRefusal = 8_192;
const longestWait = 3_000;

/** Members of a `Request` that become options of the one that is sent. */
const ofRequest = [
  'method',
  'headers',
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

/** Options of `signedFetch` that have no meaning among those of `fetch`, and would be ignored there. */
const ownOptions = ['authMode', 'service', 'region', 'payload', 'onSigned'];

/** The address and the options of a request, without the body of a `Request`. */
function readArguments(
  input: unknown,
  init: unknown,
): { readonly url: string; readonly given: RequestInit; readonly request: unknown } {
  if (init !== undefined) requireObject(init, '`init`');
  const own = ownMembers((init ?? {}) as RequestInit);
  const misplaced = ownOptions.find((name) => name in own);
  if (misplaced !== undefined) throw invalidInput(`\`${misplaced}\` belongs into the third argument`);
  const url = memberOf(input, 'url');
  if (typeof url !== 'string') return { url: addressOf(input), given: own, request: undefined };
  const members = Object.fromEntries(ofRequest.map((name) => [name, memberOf(input, name)] as const));
  // The mode of a navigation cannot be given to another request.
  if (members['mode'] === 'navigate') delete members['mode'];
  // Whoever made the request has seldom chosen this.
  if (members['redirect'] === 'follow') delete members['redirect'];
  return { url: addressOf(url), given: ownMembers({ ...members, ...own }), request: input };
}

/** Redirects are not followed: the token would go to another address, for which the signature is not good anyway. */
function redirectOf({ redirect = 'error' }: RequestInit): 'error' | 'manual' {
  if (redirect === 'manual' || redirect === 'error') return redirect;
  throw invalidInput('`redirect` is not "error" or "manual": credentials do not follow a redirect');
}

/** The error of a call that its signal has ended. */
const abortError = (signal: unknown): AuthError =>
  new AuthError({
    name: 'AbortError',
    message: 'the call was aborted by its signal',
    retryable: true,
    underlyingError: memberOfAny(signal, 'reason'),
  });

/** Sends a request. Every rejection is an `AuthError`. */
async function send(url: string, options: RequestInit): Promise<Response> {
  try {
    return await sendRequest(url, options);
  } catch (reason) {
    const { signal } = options;
    if (memberOfAny(signal, 'aborted') === true) throw abortError(signal);
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
  // After this, what is being read ends.
  const stop = (): void => void reader?.cancel().catch(() => undefined);
  const timer = pageTimer.start(stop, longestWait);
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (reader && text.length < longestRefusal) {
      const { done, value } = await reader.read();
      if (done) return text;
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    pageTimer.stop(timer);
  }
  stop();
  return text.slice(0, longestRefusal);
}

/** The statuses with which services refuse a signature, among other things. */
const refusals = [400, 401, 403];

/** What can help after this reply, if anything. Both times are as the signature has them. */
async function remedyFor(response: Response, signedAt: number, repliedAt: number): Promise<Remedy | undefined> {
  if (!refusals.includes(response.status)) return undefined;
  const header = (name: string): string | undefined => response.headers.get(name)?.slice(0, 256);
  const body = await beginningOf(response).catch(() => '');
  return await judgeReply([signedAt, repliedAt, response.status], header('x-amzn-errortype'), header('date'), body);
}

/** Reads the arguments of `signedFetch`. */
function readCall(input: unknown, init: unknown, options: unknown) {
  requireObject(options, '`options`');
  const authMode = choiceOf<RequestAuthMode>(options, 'authMode', ['iam', 'userPool', 'idToken', 'none', 'auto']);
  const { url, given, request } = readArguments(input, init);
  const headers = headersOf(given.headers);
  const has = (name: string): boolean => headers.some(([other]) => other === name);
  const isShown = openHeaders.some(has) || /[?&]x-amz-signature=/i.test(url);
  const isOpen = authMode === 'none' || (authMode === 'auto' && isShown);
  const { body, ...rest } = given;
  const sent = ownMembers({
    ...rest,
    headers,
    method: methodOf(given),
    ...(!isOpen && { redirect: redirectOf(given) }),
  });
  const checked = checkedRequest(url, sent);
  if (!isOpen) {
    if (!/^https?:/.test(checked.url)) throw invalidInput('`signedFetch` is for http: see `presignUrl` for websockets');
    if (checked.mode === 'no-cors') throw invalidInput('`mode` is "no-cors", which sends no signature and no token');
  }
  return {
    authMode: isOpen ? ('none' as const) : authMode,
    url: checked.url,
    // Those that are sent: browsers leave out some that pages must not set.
    headers: Array.from(checked.headers as unknown as Iterable<[string, string]>),
    body,
    request,
    sent,
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
  const { authMode, url, headers, sent, service, region } = call;
  const { method } = sent;
  const signal = sent.signal ?? undefined;
  const has = (name: string): boolean => headers.some(([other]) => other === name);
  const isWithToken = authMode === 'userPool' || authMode === 'idToken';
  if (authMode !== 'none') await checkAddress(url);
  if (isWithToken && has('authorization')) throw invalidInput('the request has an `authorization` header already');
  // While a body is read, somebody else may sign in: who sends the request is who is signed in now.
  const token = isWithToken ? await tokenOf(host, authMode, signal) : undefined;
  const sender = authMode === 'iam' || authMode === 'auto' ? await senderFor(host, authMode, signal) : undefined;

  const { content, type } = await readBody(call.body, call.request, signal);
  if (signal?.aborted) throw abortError(signal);
  if (content !== undefined && ['GET', 'HEAD'].includes(method))
    throw invalidInput('a request with the method GET or HEAD has no body');
  if (type !== undefined && !has('content-type')) headers.push(['content-type', type]);
  const sendWith = (added: readonly (readonly [string, string])[] = []): Promise<Response> => {
    const names = added.map(([name]) => name);
    const all = [...headers.filter(([name]) => !names.includes(name)), ...added] as [string, string][];
    return send(url, ownMembers({ ...sent, ...(content !== undefined && { body: content }), headers: all }));
  };
  if (token !== undefined) return await sendWith([['authorization', token]]);
  if (!sender) return await sendWith();

  let { credentials } = sender;
  const hash = call.isSigned ? await hashOf(content) : undefined;
  const tried = new Set<Remedy['kind']>();
  let offset = clockOffset(host.auth, url);
  for (;;) {
    const time = Date.now() + offset;
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
    // Now, not when the body has been read, and not when the request was signed: it may have taken long to send.
    const repliedAt = Date.now();
    // Whatever else a service answers, it had nothing against the signature.
    if (!refusals.includes(response.status)) keepClockOffset(host.auth, url, offset, tried.has('clock'));
    const remedy = await remedyFor(response, time, repliedAt + offset);
    // Each is tried once.
    if (!remedy || tried.has(remedy.kind)) return response;
    tried.add(remedy.kind);
    if (remedy.kind === 'clock') offset = remedy.serverTime - repliedAt;
    else {
      const renewed = await renewedFor(host, sender, signal);
      if (!renewed) return response;
      credentials = renewed;
    }
    void response.body?.cancel().catch(() => undefined);
  }
}

async function tokenOf(host: SigningHost, authMode: 'userPool' | 'idToken', signal: unknown): Promise<string> {
  const { userPoolTokensResult: result } = await host.session('getTokens', { signal });
  if (result.type === 'FAILURE') throw result.error;
  const token = authMode === 'userPool' ? result.value.accessToken : result.value.idToken;
  if (token !== undefined) return token;
  throw missingIdToken();
}

/** Whose credentials sign a request. */
interface Sender {
  readonly credentials: AWSCredentials;
  readonly userSub: string | undefined;
  readonly identityId: string | undefined;
}

/** Who signs. With `auto`, nobody if there cannot be credentials; if they are refused or cannot be fetched now, the call fails. */
async function senderFor(host: SigningHost, authMode: 'iam' | 'auto', signal: unknown): Promise<Sender | undefined> {
  const { awsCredentialsResult: result, userSub, identityId } = await host.session('getCredentials', { signal });
  if (result.type === 'SUCCESS') return { credentials: result.value, userSub, identityId };
  if (authMode === 'auto' && cannotHaveCredentials(result.error)) return undefined;
  throw result.error;
}

/** New credentials of the sender; none if that is no longer who is signed in. */
async function renewedFor(host: SigningHost, sender: Sender, signal: unknown): Promise<AWSCredentials | undefined> {
  // Another request may have renewed them since: only those that were refused are renewed.
  for (const forceRefresh of [false, true]) {
    const found = await host.session('getCredentials', { forceRefresh, signal });
    const { awsCredentialsResult: result, userSub, identityId } = found;
    if (result.type === 'FAILURE') throw result.error;
    if (userSub !== sender.userSub || identityId !== sender.identityId) return undefined;
    if (forceRefresh || result.value.accessKeyId !== sender.credentials.accessKeyId) return result.value;
  }
  return undefined;
}

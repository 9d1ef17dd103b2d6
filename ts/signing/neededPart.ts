import { readMember } from '../values/members.js';

/** A part of the session, and the input with which it is asked for. */
export interface NeededPart {
  readonly part: 'getCredentials' | 'getTokens';
  readonly input: { readonly signal?: unknown };
}

/** What may show who sends the request, so that `auto` needs no credentials. */
const shown = /authorization|x-api-key|x-amz-signature/i;

/** The names and values in `Headers` as a list, and other headers as they are. */
function plainHeaders(holder: unknown): unknown {
  const headers = readMember(holder, 'headers');
  const isList = typeof headers === 'object' && headers !== null && Symbol.iterator in headers;
  return isList ? Array.from(headers as Iterable<unknown>) : headers;
}

const mayBeOpen = (input: unknown, init: unknown): boolean =>
  shown.test(JSON.stringify([input, readMember(input, 'url'), plainHeaders(input), plainHeaders(init)]));

/**
 * The part of the session that a call is going to ask for first, so that it can be that of whoever is signed in now. `undefined` if it
 * needs none, or only the code that reads it in full can say that.
 *
 * @param isFetch - Whether it is a call of `signedFetch`.
 * @param held - The arguments, as `heldRequest` returns them.
 */
export function neededPart(isFetch: boolean, [input, init, options]: readonly unknown[]): NeededPart | undefined {
  try {
    if (!isFetch)
      return readMember(input, 'credentials') === undefined ? { part: 'getCredentials', input: {} } : undefined;
    const authMode = readMember(options, 'authMode') ?? 'iam';
    const isWithToken = authMode === 'userPool' || authMode === 'idToken';
    if (!isWithToken && authMode !== 'iam' && (authMode !== 'auto' || mayBeOpen(input, init))) return undefined;
    const signal = readMember(init, 'signal') ?? readMember(input, 'signal');
    return { part: isWithToken ? 'getTokens' : 'getCredentials', input: { signal } };
  } catch {
    // It is refused later, with the reason.
    return undefined;
  }
}

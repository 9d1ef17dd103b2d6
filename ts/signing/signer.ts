/** The signing module's functions, with values instead of messages. */
import { AuthError, type AuthErrorCategory } from '../errors/authError.js';
import { invalidInput } from '../errors/invalidInput.js';
import { withSigningModule } from '../loader/signingModule.js';
import type { AWSCredentials } from '../types/authTokens.js';
import { ownMembers } from '../values/members.js';
import { fieldsOf, writeFields } from './fields.js';
import type { SigningDetails } from './signingTypes.js';

/** A request as the module signs it. */
export interface ReadRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The SHA-256 of the body; absent if the body is not signed. */
  readonly hash: Uint8Array | undefined;
  /** The time of the signature, in milliseconds. */
  readonly time: number;
  readonly service: string | undefined;
  readonly region: string | undefined;
  /** The id of a pool, whose region is used if nothing else says one. */
  readonly poolId: string | undefined;
  /** For a signature in the query: how many seconds it is good. */
  readonly expiresIn?: number;
  /** Whether it is told what was signed. */
  readonly wantsDetails: boolean;
}

/** What a signature adds to the request, names and values of headers, or a URL; and what was signed. */
export interface Signed {
  readonly details: SigningDetails | undefined;
  readonly added: readonly string[];
}

async function ask(
  name: 'sign_request' | 'check_address' | 'judge_reply',
  fields: readonly (string | Uint8Array | undefined)[],
): Promise<string[]> {
  const [error, ...rest] = await withSigningModule((module) => {
    const { room } = module;
    const length = writeFields(fields, room);
    if (length !== undefined) return module.call(name, length, fieldsOf);
    room.fill(0);
    throw invalidInput('the address and the headers of the request are too long to be signed');
  });
  if (!error) return rest;
  const [category, text = '', recoverySuggestion] = rest;
  throw new AuthError({
    name: error,
    message: text,
    category: category as AuthErrorCategory,
    recoverySuggestion: recoverySuggestion || undefined,
  });
}

/** Signs a request. */
export async function sign(request: ReadRequest, credentials: AWSCredentials): Promise<Signed> {
  const { time, expiresIn, wantsDetails, method, url, hash, service, region, poolId, headers } = ownMembers(request);
  const { accessKeyId, secretAccessKey, sessionToken } = ownMembers(credentials);
  const answer = await ask('sign_request', [
    String(time),
    expiresIn === undefined ? undefined : String(expiresIn),
    wantsDetails ? '' : undefined,
    method,
    url,
    hash,
    service,
    region,
    poolId,
    accessKeyId,
    secretAccessKey,
    sessionToken,
    ...headers.flat(),
  ]);
  if (!wantsDetails) return { details: undefined, added: answer };
  const [canonicalRequest = '', stringToSign = '', signature = '', ...added] = answer;
  return { details: { canonicalRequest, stringToSign, signature }, added };
}

/** Checks that credentials may be sent to an address. */
export async function checkAddress(url: string): Promise<void> {
  await ask('check_address', [url]);
}

/** What can help after a refusal: other credentials, or a signature with the service's time. */
export type Remedy = { readonly kind: 'credentials' } | { readonly kind: 'clock'; readonly serverTime: number };

/**
 * Reads why a service refused a request.
 *
 * @param numbers - The time of the signature, that of the reply by the same clock, and the status.
 */
export async function judgeReply(
  numbers: readonly [signedAt: number, repliedAt: number, status: number],
  errorType: string | undefined,
  date: string | undefined,
  body: string,
): Promise<Remedy | undefined> {
  const [kind, serverTime] = await ask('judge_reply', [...numbers.map(String), errorType, date, body]);
  if (kind === 'expired') return { kind: 'credentials' };
  return kind === 'skew' ? { kind: 'clock', serverTime: Number(serverTime) } : undefined;
}

import { invalidInput, memberOf } from '../errors/invalidInput.js';
import type { AWSCredentials } from '../types/authTokens.js';
import { clockOffset } from './clock.js';
import { hashOf, readBody, requireKnownBytes } from './body.js';
import {
  addressOf,
  choiceOf,
  credentialsIn,
  headersOf,
  listenerOf,
  methodOf,
  reading,
  requireObject,
  textOf,
  timeOf,
} from './readInput.js';
import { type ReadRequest, sign } from './signer.js';
import type { PresignUrlInput, SigningHost, SignRequestInput } from './signingTypes.js';

const defaultExpiresIn = 900;

/** The credentials of the session. Rejects with the reason if there are none. */
async function sessionCredentials(host: SigningHost): Promise<AWSCredentials> {
  const { awsCredentialsResult: result } = await host.session('getCredentials', {});
  if (result.type === 'FAILURE') throw result.error;
  return result.value;
}

/** The id of the identity pool or the user pool, which begins with the region. */
export function poolIdOf({ auth }: SigningHost): string | undefined {
  const cognito = auth.configured?.resources?.Auth?.Cognito;
  return cognito?.identityPoolId ?? cognito?.userPoolId;
}

/** Reads what both functions have in common. */
function readBoth(host: SigningHost, input: unknown) {
  requireObject(input);
  const url = addressOf(memberOf(input, 'url'));
  const request: Omit<ReadRequest, 'hash' | 'wantsDetails'> = {
    method: methodOf(input),
    url,
    headers: headersOf(memberOf(input, 'headers')),
    time: timeOf(memberOf(input, 'date')) ?? Date.now() + clockOffset(host.auth, url),
    service: textOf(input, 'service'),
    region: textOf(input, 'region'),
    poolId: poolIdOf(host),
  };
  const listener = listenerOf(input);
  return { request: { ...request, wantsDetails: listener !== undefined }, listener, given: credentialsIn(input) };
}

/** See `signRequest` of the package. */
export async function signRequest(host: SigningHost, input: SignRequestInput): Promise<Record<string, string>> {
  const { request, listener, given, isSigned, body } = reading(() => {
    const isSigned = choiceOf(input, 'payload', ['signed', 'unsigned']) === 'signed';
    const body = memberOf(input, 'body');
    if (isSigned) requireKnownBytes(body);
    return { ...readBoth(host, input), isSigned, body };
  });
  // While a body is hashed, somebody else may sign in: who signs is who is signed in now.
  const credentials = given ?? (await sessionCredentials(host));
  const hash = isSigned ? await hashOf((await readBody(body)).content) : undefined;
  const { details, added } = await sign({ ...request, hash }, credentials);
  if (details) listener?.(details);
  return Object.fromEntries([...request.headers, ...pairs(added)]);
}

/** See `presignUrl` of the package. */
export async function presignUrl(host: SigningHost, input: PresignUrlInput): Promise<string> {
  const { request, listener, given, expiresIn } = reading(() => ({
    ...readBoth(host, input),
    expiresIn: memberOf(input, 'expiresIn') ?? defaultExpiresIn,
  }));
  if (typeof expiresIn !== 'number' || !Number.isInteger(expiresIn) || expiresIn < 1)
    throw invalidInput('`expiresIn` is not a number of seconds from 1 to 604800');
  const credentials = given ?? (await sessionCredentials(host));
  const hash = await hashOf(undefined);
  const { details, added } = await sign({ ...request, hash, expiresIn: Math.min(expiresIn, 0xffff_ffff) }, credentials);
  if (details) listener?.(details);
  return added[0] ?? '';
}

/** Names and values that follow each other, in pairs. */
export function pairs(texts: readonly string[]): [name: string, value: string][] {
  return texts.flatMap((name, index) => (index % 2 === 0 ? [[name, texts[index + 1] ?? '']] : []));
}

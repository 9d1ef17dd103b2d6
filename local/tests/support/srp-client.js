/** A minimal SRP client, for requests that no SDK sends. */
import { SEED } from '../../src/index.js';
import { concat, fromBase64, toBase64, utf8 } from '../../src/encoding.js';
import { hmacSha256, sha256 } from '../../src/hashing.js';
import { N, multiplier, pad, powerModN, readSalt, toNumber } from '../../src/srp.js';
import { call, withClient } from './calls.js';

const a = toNumber(new Uint8Array(32).fill(7));
export const SRP_A = powerModN(2n, a).toString(16);

/** Starts a sign-in, and returns its challenge. */
export function beginSrp(cognito, { username = 'username', client = {}, parameters = {} } = {}) {
  return call(cognito, 'InitiateAuth', {
    ...withClient(client),
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: username, SRP_A, ...parameters },
  });
}

/** The right answer to a challenge, with a given time. */
export async function proof(
  { ChallengeParameters: asked },
  password = 'Password123',
  { timestamp = 'Tue Jan 2 03:04:05 UTC 2024', poolId = SEED.userPoolId, claimedUser } = {},
) {
  const poolName = poolId.split('_')[1];
  const userId = asked.USER_ID_FOR_SRP;
  const B = BigInt(`0x${asked.SRP_B}`);
  const u = toNumber(await sha256(concat(pad(BigInt(`0x${SRP_A}`)), pad(B))));
  const inner = await sha256(utf8(`${poolName}${userId}:${password}`));
  const x = toNumber(await sha256(concat(pad(readSalt(asked.SALT)), inner)));
  const base = (((B - (await multiplier) * powerModN(2n, x)) % N) + N) % N;
  const S = powerModN(base, a + u * x);
  const extracted = await hmacSha256(pad(u), pad(S));
  const info = concat(utf8('Caldera Derived Key'), Uint8Array.of(1));
  const key = (await hmacSha256(extracted, info)).slice(0, 16);
  const named = claimedUser ?? userId;
  const claimed = concat(utf8(`${poolName}${named}`), fromBase64(asked.SECRET_BLOCK), utf8(timestamp));
  return {
    USERNAME: named,
    PASSWORD_CLAIM_SECRET_BLOCK: asked.SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: toBase64(await hmacSha256(key, claimed)),
    TIMESTAMP: timestamp,
  };
}

/** The request that answers a PASSWORD_VERIFIER challenge. */
export const verifierAnswer = (ChallengeResponses, client = {}) => ({
  ...withClient(client),
  ChallengeName: 'PASSWORD_VERIFIER',
  ChallengeResponses,
});

/** A complete sign-in with SRP. Returns the last reply. */
export async function signInWithSrp(cognito, options = {}) {
  const challenge = await beginSrp(cognito, options);
  const responses = await proof(challenge, options.password, options);
  return call(cognito, 'RespondToAuthChallenge', verifierAnswer(responses, options.client));
}

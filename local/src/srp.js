/**
 * The server's half of Cognito's SRP-6a, in BigInt.
 *
 * It is written from the protocol and shares nothing with the browser's implementation, so that the two test
 * each other.
 *
 * RFC 5054 defines the protocol, RFC 3526 §3 the group. Cognito differs: the generator is 2, every
 * number is hashed as Java's `BigInteger.toByteArray` writes it, and the session key comes from
 * a short HKDF.
 */
import { concat, fromHex, toHex, utf8 } from './encoding.js';
import { hmacSha256, sha256 } from './hashing.js';

/** The 3072-bit safe prime. */
export const N = BigInt(
  '0x' +
    'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74' +
    '020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437' +
    '4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED' +
    'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05' +
    '98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB' +
    '9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B' +
    'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718' +
    '3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33' +
    'A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7' +
    'ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864' +
    'D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2' +
    '08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
);

const g = 2n;
const KEY_INFO = concat(utf8('Caldera Derived Key'), Uint8Array.of(1));
const KEY_BYTES = 16;

/**
 * A number as two's-complement bytes: as few as possible, including the sign.
 *
 * @param {bigint} number
 */
export function pad(number) {
  // Count the digits of the number, or of its complement if it is negative.
  const digits = (number < 0n ? ~number : number).toString(16);
  const bytes = Math.ceil(digits.length / 2);
  const signBit = digits.length % 2 === 0 && (digits[0] ?? '0') >= '8';
  const length = signBit ? bytes + 1 : bytes;
  return fromHex(
    BigInt.asUintN(8 * length, number)
      .toString(16)
      .padStart(2 * length, '0'),
  );
}

/**
 * Reads a salt in Cognito's format: a number that may have a minus sign.
 *
 * @param {string} text
 */
export const readSalt = (text) => (text.startsWith('-') ? -BigInt(`0x${text.slice(1)}`) : BigInt(`0x${text}`));

/** @param {Uint8Array} bytes big-endian */
export const toNumber = (bytes) => (bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`));

/**
 * @param {bigint} base
 * @param {bigint} exponent not negative
 */
export function powerModN(base, exponent) {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

/** `k = H(pad(N) | pad(g))`, a constant. */
export const multiplier = sha256(concat(pad(N), pad(g))).then(toNumber);

/**
 * The verifier, which the server stores instead of the password.
 *
 * @param {string} poolName the part of the user pool id after `_` (a device group key for devices)
 * @param {string} userId `USER_ID_FOR_SRP` (a device key for devices)
 * @param {string} password
 * @param {bigint} salt
 */
export async function passwordVerifier(poolName, userId, password, salt) {
  const inner = await sha256(utf8(`${poolName}${userId}:${password}`));
  const x = toNumber(await sha256(concat(pad(salt), inner)));
  return powerModN(g, x);
}

/**
 * @param {bigint} b the server's secret
 * @param {bigint} verifier
 * @returns {Promise<bigint>} `B = k·v + g^b mod N`
 */
export async function serverPublicValue(b, verifier) {
  return ((await multiplier) * verifier + powerModN(g, b)) % N;
}

/**
 * The session key, as the server computes it. The client must reject `B mod N = 0`; the caller must have
 * rejected `A mod N = 0`.
 *
 * @param {{ A: bigint, B: bigint, b: bigint, verifier: bigint }} exchange
 */
export async function serverSessionKey({ A, B, b, verifier }) {
  const u = toNumber(await sha256(concat(pad(A), pad(B))));
  const S = powerModN(A * powerModN(verifier, u), b);
  const extracted = await hmacSha256(pad(u), pad(S));
  return (await hmacSha256(extracted, KEY_INFO)).slice(0, KEY_BYTES);
}

/**
 * `PASSWORD_CLAIM_SIGNATURE`: the client's proof that it derived the same key.
 *
 * @param {Uint8Array} key
 * @param {{ poolName: string, userId: string, secretBlock: Uint8Array, timestamp: string }} claim
 */
export function claimSignature(key, { poolName, userId, secretBlock, timestamp }) {
  return hmacSha256(key, concat(utf8(poolName), utf8(userId), secretBlock, utf8(timestamp)));
}

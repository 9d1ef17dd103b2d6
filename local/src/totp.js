/** The codes of authenticator apps. https://www.rfc-editor.org/rfc/rfc6238 */
import { equalBytes, fromBase32, utf8 } from './encoding.js';
import { hmacSha1 } from './hashing.js';

const STEP_SECONDS = 30;
const DIGITS = 6;
/** How many time steps before and after the current one are also valid, since clocks differ. */
const TOLERANCE = 1;

/**
 * The time step of a code, among those that are valid now.
 *
 * @param {string} secret base32
 * @param {string} code
 * @param {number} nowMs
 * @returns {Promise<number | undefined>} undefined for a wrong code
 */
export async function totpStep(secret, code, nowMs) {
  const present = Math.floor(nowMs / 1000 / STEP_SECONDS);
  for (let step = present - TOLERANCE; step <= present + TOLERANCE; step += 1) {
    if (equalBytes(utf8(code), utf8(await hotp(secret, step)))) return step;
  }
  return undefined;
}

/**
 * @param {string} secret base32
 * @param {number} nowMs
 * @returns {Promise<string>} the code that an app would show
 */
export const totpCode = (secret, nowMs) => hotp(secret, Math.floor(nowMs / 1000 / STEP_SECONDS));

/**
 * https://www.rfc-editor.org/rfc/rfc4226#section-5.3
 *
 * @param {string} secret base32
 * @param {number} counter
 */
async function hotp(secret, counter) {
  const message = new DataView(new ArrayBuffer(8));
  message.setBigUint64(0, BigInt(counter));
  const digest = await hmacSha1(fromBase32(secret), new Uint8Array(message.buffer));
  const offset = (digest.at(-1) ?? 0) & 15;
  const truncated = new DataView(digest.buffer).getUint32(offset) & 0x7fffffff;
  return String(truncated % 10 ** DIGITS).padStart(DIGITS, '0');
}

/**
 * The relying party's checks of an authenticator's response.
 * https://www.w3.org/TR/webauthn-3/#sctn-rp-operations
 */
import { readCbor } from './cbor.js';
import { concat, equalBytes, fromBase64Url, toBase64Url, utf8 } from './encoding.js';
import { sha256, source } from './hashing.js';

/** https://www.iana.org/assignments/cose/cose.xhtml#algorithms */
export const ALGORITHMS = { ES256: -7, RS256: -257 };

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;
const HEADER_BYTES = 37;

/** @typedef {'malformed' | 'challenge' | 'origin' | 'relyingParty' | 'unsupported' | 'user' | 'signature'} Flaw */

/** The reason why an authenticator's response is rejected. */
export class WebAuthnFlaw extends Error {
  /** @param {Flaw} flaw */
  constructor(flaw) {
    super(`WebAuthn: ${flaw}`);
    this.flaw = flaw;
  }
}

/**
 * @typedef {object} Expected
 * @property {string} challenge base64url
 * @property {string} relyingPartyId
 * @property {boolean} userVerified whether the authenticator must have verified its user
 */

/**
 * @typedef {object} NewCredential
 * @property {string} id base64url
 * @property {import('jose').JWK} publicKey
 * @property {keyof typeof ALGORITHMS} algorithm
 * @property {number} counter
 */

/**
 * Accepts `none` and self attestation. The authenticator's model is not verified.
 *
 * @param {{ clientDataJSON: string, attestationObject: string }} response base64url
 * @param {Expected} expected
 * @returns {Promise<NewCredential>}
 */
export async function verifyRegistration({ clientDataJSON, attestationObject }, expected) {
  const clientData = bytesOf(clientDataJSON);
  checkClientData(clientData, 'webauthn.create', expected);
  const attestation = mapOf(cborOf(bytesOf(attestationObject)).value);
  const authData = attestation.get('authData');
  if (!(authData instanceof Uint8Array)) throw new WebAuthnFlaw('malformed');
  const { counter, credential } = await checkAuthenticatorData(authData, expected);
  if (credential === undefined) throw new WebAuthnFlaw('malformed');

  const { publicKey, algorithm } = publicJwk(credential.key);
  const statement = mapOf(attestation.get('attStmt'));
  if (attestation.get('fmt') === 'packed' && !statement.has('x5c')) {
    const signature = statement.get('sig');
    if (statement.get('alg') !== ALGORITHMS[algorithm] || !(signature instanceof Uint8Array)) {
      throw new WebAuthnFlaw('malformed');
    }
    await checkSignature(publicKey, algorithm, signature, authData, clientData);
  } else if (attestation.get('fmt') !== 'none') {
    throw new WebAuthnFlaw('unsupported');
  }
  return { id: toBase64Url(credential.id), publicKey, algorithm, counter };
}

/**
 * @param {{ clientDataJSON: string, authenticatorData: string, signature: string }} response base64url
 * @param {Expected} expected
 * @param {Pick<NewCredential, 'publicKey' | 'counter'> & { algorithm: string }} known
 * @returns {Promise<number>} the new counter
 */
export async function verifyAssertion({ clientDataJSON, authenticatorData, signature }, expected, known) {
  const clientData = bytesOf(clientDataJSON);
  checkClientData(clientData, 'webauthn.get', expected);
  const authData = bytesOf(authenticatorData);
  const { counter } = await checkAuthenticatorData(authData, expected);
  const algorithm = /** @type {keyof typeof ALGORITHMS} */ (known.algorithm);
  await checkSignature(known.publicKey, algorithm, bytesOf(signature), authData, clientData);
  // If the counter does not grow, the key may have been copied. A counter that stays 0 says nothing.
  if ((counter !== 0 || known.counter !== 0) && counter <= known.counter) throw new WebAuthnFlaw('signature');
  return counter;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} type
 * @param {Expected} expected
 */
function checkClientData(bytes, type, { challenge, relyingPartyId }) {
  const data = parsed(bytes);
  if (data.type !== type) throw new WebAuthnFlaw('malformed');
  if (data.challenge !== challenge) throw new WebAuthnFlaw('challenge');
  if (typeof data.origin !== 'string' || !isOriginOf(data.origin, relyingPartyId)) throw new WebAuthnFlaw('origin');
  if (data.crossOrigin === true) throw new WebAuthnFlaw('origin');
}

/**
 * The relying party's domain or a subdomain, over HTTPS; over HTTP only on this machine.
 *
 * @param {string} origin
 * @param {string} relyingPartyId
 */
function isOriginOf(origin, relyingPartyId) {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  if (hostname !== relyingPartyId && !hostname.endsWith(`.${relyingPartyId}`)) return false;
  return (
    protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || hostname.endsWith('.localhost')))
  );
}

/**
 * https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data
 *
 * @param {Uint8Array} bytes
 * @param {Expected} expected
 */
async function checkAuthenticatorData(bytes, { relyingPartyId, userVerified }) {
  if (bytes.length < HEADER_BYTES) throw new WebAuthnFlaw('malformed');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!equalBytes(bytes.slice(0, 32), await sha256(utf8(relyingPartyId)))) throw new WebAuthnFlaw('relyingParty');
  const flags = view.getUint8(32);
  if ((flags & USER_PRESENT) === 0 || (userVerified && (flags & USER_VERIFIED) === 0)) throw new WebAuthnFlaw('user');
  const counter = view.getUint32(33);
  return { counter, credential: flags & HAS_CREDENTIAL ? attestedCredential(bytes.slice(HEADER_BYTES)) : undefined };
}

/** @param {Uint8Array} bytes */
function attestedCredential(bytes) {
  const idStart = 18;
  if (bytes.length < idStart) throw new WebAuthnFlaw('malformed');
  const keyStart = idStart + new DataView(bytes.buffer, bytes.byteOffset).getUint16(16);
  return { id: bytes.slice(idStart, keyStart), key: mapOf(cborOf(bytes.slice(keyStart)).value) };
}

/**
 * https://www.rfc-editor.org/rfc/rfc9053#section-7
 *
 * @param {import('./cbor.js').CborMap} key
 * @returns {Pick<NewCredential, 'publicKey' | 'algorithm'>}
 */
function publicJwk(key) {
  /** @param {number} label */
  const text = (label) => {
    const value = key.get(label);
    if (!(value instanceof Uint8Array)) throw new WebAuthnFlaw('malformed');
    return toBase64Url(value);
  };
  const algorithm = key.get(3);
  if (algorithm === ALGORITHMS.ES256 && key.get(1) === 2 && key.get(-1) === 1) {
    return { algorithm: 'ES256', publicKey: { kty: 'EC', crv: 'P-256', x: text(-2), y: text(-3) } };
  }
  if (algorithm === ALGORITHMS.RS256 && key.get(1) === 3) {
    return { algorithm: 'RS256', publicKey: { kty: 'RSA', n: text(-1), e: text(-2) } };
  }
  throw new WebAuthnFlaw('unsupported');
}

/**
 * @param {import('jose').JWK} publicKey
 * @param {keyof typeof ALGORITHMS} algorithm
 * @param {Uint8Array} signature
 * @param {Uint8Array} authData
 * @param {Uint8Array} clientData
 */
async function checkSignature(publicKey, algorithm, signature, authData, clientData) {
  const elliptic = algorithm === 'ES256';
  const name = elliptic
    ? { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
    : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const raw = elliptic ? rawSignature(signature) : signature;
  const signed = concat(authData, await sha256(clientData));
  let good = false;
  try {
    const key = await crypto.subtle.importKey('jwk', publicKey, name, false, ['verify']);
    good = raw !== undefined && (await crypto.subtle.verify(name, key, source(raw), source(signed)));
  } catch {
    // An invalid key verifies nothing.
  }
  if (!good) throw new WebAuthnFlaw('signature');
}

/**
 * Converts an ECDSA signature from DER, which authenticators use, to the concatenated numbers that WebCrypto needs.
 *
 * @param {Uint8Array} der
 * @returns {Uint8Array | undefined}
 */
function rawSignature(der) {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const raw = new Uint8Array(64);
  let offset = 2;
  for (const end of [32, 64]) {
    if (der[offset] !== 0x02) return undefined;
    const start = offset + 2;
    offset = start + (der[offset + 1] ?? 0);
    const digits = der.slice(start, offset);
    const bare = digits.slice(digits.findIndex((byte) => byte !== 0));
    if (bare.length === 0 || bare.length > 32) return undefined;
    raw.set(bare, end - bare.length);
  }
  return offset === der.length ? raw : undefined;
}

/**
 * @param {Uint8Array} bytes
 * @returns {{ type?: unknown, challenge?: unknown, origin?: unknown, crossOrigin?: unknown }}
 */
function parsed(bytes) {
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Handled below, together with JSON that is not an object.
  }
  throw new WebAuthnFlaw('malformed');
}

/** @param {string} text */
function bytesOf(text) {
  const bytes = fromBase64Url(text);
  if (bytes === undefined) throw new WebAuthnFlaw('malformed');
  return bytes;
}

/** @param {Uint8Array} bytes */
function cborOf(bytes) {
  try {
    return readCbor(bytes);
  } catch {
    throw new WebAuthnFlaw('malformed');
  }
}

/**
 * @param {unknown} value
 * @returns {import('./cbor.js').CborMap}
 */
function mapOf(value) {
  if (!(value instanceof Map)) throw new WebAuthnFlaw('malformed');
  return value;
}

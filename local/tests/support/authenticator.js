/** A software authenticator: the responses of a browser and its passkey provider. */
import { concat, toBase64Url, utf8 } from '../../src/encoding.js';
import { sha256 } from '../../src/hashing.js';

const ORIGIN = 'http://localhost:8080';
const ALGORITHMS = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  RS256: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
  },
};

/** CBOR for the values in an attestation. */
function cbor(value) {
  if (value instanceof Uint8Array) return concat(head(2, value.length), value);
  if (typeof value === 'string') return concat(head(3, utf8(value).length), utf8(value));
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  const entries = [...value].flatMap(([key, item]) => [cbor(key), cbor(item)]);
  return concat(head(5, value.size), ...entries);
}

function head(type, argument) {
  if (argument < 24) return Uint8Array.of((type << 5) | argument);
  if (argument < 256) return Uint8Array.of((type << 5) | 24, argument);
  return Uint8Array.of((type << 5) | 25, argument >> 8, argument & 255);
}

/** Converts two concatenated numbers to DER. */
function der(raw) {
  const integer = (digits) => {
    const bare = digits.slice(digits.findIndex((byte) => byte !== 0));
    const signed = bare[0] >= 128 ? concat(Uint8Array.of(0), bare) : bare;
    return concat(Uint8Array.of(2, signed.length), signed);
  };
  const body = concat(integer(raw.slice(0, 32)), integer(raw.slice(32)));
  return concat(Uint8Array.of(0x30, body.length), body);
}

const bytes = (text) => new Uint8Array(Buffer.from(text, 'base64url'));

/** Public keys in COSE format. */
const COSE_KEYS = {
  ES256: ({ x, y }) =>
    new Map([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]),
  RS256: ({ n, e }) =>
    new Map([
      [1, 3],
      [3, -257],
      [-1, bytes(n)],
      [-2, bytes(e)],
    ]),
};

/** A passkey. Every part of its responses can be forged. */
export async function newPasskey(algorithm = 'ES256') {
  const parameters = ALGORITHMS[algorithm];
  const { privateKey, publicKey } = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify']);
  const coseKey = COSE_KEYS[algorithm](await crypto.subtle.exportKey('jwk', publicKey));
  const id = crypto.getRandomValues(new Uint8Array(16));
  const sign = async (data) => {
    const signature = new Uint8Array(await crypto.subtle.sign(parameters, privateKey, data));
    return algorithm === 'ES256' ? der(signature) : signature;
  };
  const clientData = (type, { challenge, origin = ORIGIN, crossOrigin }) =>
    utf8(JSON.stringify({ type, challenge, origin, crossOrigin }));
  const authenticatorData = async ({ rpId = 'localhost', flags, counter = 0 }, ...rest) => {
    const count = Uint8Array.of(0, 0, counter >> 8, counter & 255);
    return concat(await sha256(utf8(rpId)), Uint8Array.of(flags), count, ...rest);
  };
  const name = toBase64Url(id);
  return {
    id: name,
    /** The response to creation options. */
    async create({ challenge }, { format = 'none', key = coseKey, ...forged } = {}) {
      const client = clientData('webauthn.create', { challenge, ...forged });
      const attested = concat(new Uint8Array(16), Uint8Array.of(0, 16), id, cbor(key));
      const authData = await authenticatorData({ flags: 0x45, ...forged }, attested);
      const signed = concat(authData, await sha256(forged.signedInstead ?? client));
      const statement =
        format === 'packed'
          ? [
              ['alg', forged.alg ?? coseKey.get(3)],
              ['sig', await sign(signed)],
              ...(forged.x5c === undefined ? [] : [['x5c', forged.x5c]]),
            ]
          : [];
      const attestation = new Map([
        ['fmt', format],
        ['attStmt', new Map(statement)],
        ['authData', authData],
      ]);
      const response = {
        clientDataJSON: toBase64Url(client),
        attestationObject: toBase64Url(cbor(attestation)),
        transports: ['internal'],
      };
      return {
        id: name,
        rawId: name,
        type: 'public-key',
        response,
        clientExtensionResults: {},
        authenticatorAttachment: 'platform',
      };
    },
    /** The response to request options, as the text for `CREDENTIAL`. */
    async get({ challenge }, forged = {}) {
      const client = clientData(forged.type ?? 'webauthn.get', { challenge, ...forged });
      const authData = await authenticatorData({ flags: 0x05, ...forged });
      const signature = await sign(concat(authData, await sha256(forged.signedInstead ?? client)));
      const response = {
        clientDataJSON: toBase64Url(client),
        authenticatorData: toBase64Url(authData),
        signature: toBase64Url(signature),
        ...(forged.userHandle !== undefined && { userHandle: forged.userHandle }),
      };
      const credential = { id: name, rawId: name, type: 'public-key', response, clientExtensionResults: {} };
      return JSON.stringify({ ...credential, ...forged.credential });
    },
  };
}

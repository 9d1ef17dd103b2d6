import { memberOfAny, ownMembers } from '../values/members.js';
import { unsupported } from './itemDatabase.js';

/** An encrypted value as it is stored. */
interface ItemRecord {
  readonly version: 1;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** NIST SP 800-38D, §8.2: random, and 96 bits. */
const ivLength = 12;

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function webCrypto(): Crypto {
  const crypto = memberOfAny(globalThis, 'crypto');
  if (memberOfAny(crypto, 'subtle') === undefined)
    throw unsupported('WebCrypto', 'Serve the page over https, or from localhost.');
  return crypto as Crypto;
}

/** Makes a key for AES-GCM with 256 bits that cannot be exported. */
export async function makeKey(): Promise<CryptoKey> {
  const algorithm = ownMembers({ name: 'AES-GCM', length: 256 });
  return await webCrypto().subtle.generateKey(algorithm, false, ['encrypt', 'decrypt']);
}

/** Whether a stored value is a key that {@link makeKey} has made. */
export function isKey(value: unknown): value is CryptoKey {
  const algorithm = memberOfAny(value, 'algorithm');
  return (
    memberOfAny(value, 'extractable') === false &&
    memberOfAny(algorithm, 'name') === 'AES-GCM' &&
    memberOfAny(algorithm, 'length') === 256
  );
}

const parameters = (iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams =>
  ownMembers({ name: 'AES-GCM', iv, additionalData: utf8(name) });

/** Encrypts a value. It can only be decrypted under the same name. */
export async function encryptItem(key: CryptoKey, name: string, value: string): Promise<ItemRecord> {
  const crypto = webCrypto();
  const iv = crypto.getRandomValues(new Uint8Array(ivLength));
  const data = await crypto.subtle.encrypt(parameters(iv, name), key, utf8(value));
  return ownMembers({ version: 1, iv, data });
}

/** Decrypts a stored value. `null` if it is not what {@link encryptItem} has made with this key and name. */
export async function decryptItem(key: CryptoKey, name: string, record: unknown): Promise<string | null> {
  const { subtle } = webCrypto();
  if (memberOfAny(record, 'version') !== 1) return null;
  const { iv, data } = record as ItemRecord;
  try {
    if (iv.byteLength !== ivLength) return null;
    const bytes = await subtle.decrypt(parameters(iv, name), key, data);
    return new TextDecoder('utf-8', ownMembers({ ignoreBOM: true })).decode(bytes);
  } catch {
    return null;
  }
}

/** The state of a local Cognito as plain JSON, from which another one can go on. */
import { fromBase64, toBase64 } from './encoding.js';

/** Raise it when older snapshots would be misread. A new kind of record does not need that. */
const VERSION = 1;
const FORMAT = 'cognito-wasm-local';

/**
 * What a snapshot is taken of.
 *
 * @typedef {object} Parts
 * @property {import('./store.js').Store} store
 * @property {import('./clock.js').Clock} clock
 * @property {import('./outbox.js').Outbox} outbox
 * @property {import('./identifiers.js').Identifiers} identifiers
 */

/**
 * @typedef {object} Snapshot
 * @property {'cognito-wasm-local'} format
 * @property {number} version
 * @property {number} clockOffsetMs
 * @property {Record<string, number>} counts of the identifiers that count up
 * @property {string} secret base64
 * @property {import('./signing-keys.js').ExportedKeys} keys
 * @property {import('./outbox.js').Message[]} outbox
 * @property {Record<string, unknown[]>} records
 * @property {boolean} [customChallenge] whether the preset for custom challenges is used
 */

/**
 * Contains salts and verifiers of passwords, refresh tokens and private keys.
 *
 * @param {Parts} parts
 * @param {import('./signing-keys.js').ExportedKeys} keys
 * @param {Uint8Array} secret
 * @returns {Snapshot}
 */
export function takeSnapshot({ store, clock, outbox, identifiers }, keys, secret) {
  const records = Object.entries(store).map(([name, collection]) => [name, [...collection].map(encoded)]);
  return {
    format: FORMAT,
    version: VERSION,
    clockOffsetMs: clock.offsetMs,
    counts: identifiers.counts(),
    secret: toBase64(secret),
    keys,
    outbox: outbox.messages(),
    records: Object.fromEntries(records),
  };
}

/**
 * Checks the form of a snapshot before anything is replaced by it.
 *
 * @param {unknown} value
 * @param {import('./store.js').Store} store
 * @returns {Snapshot}
 * @throws {TypeError} that says what it is instead
 */
export function readSnapshot(value, store) {
  if (!isObject(value) || value['format'] !== FORMAT) throw new TypeError('It was not written by this program.');
  const { version, clockOffsetMs, counts, secret, keys, outbox, records, customChallenge } = value;
  if (version !== VERSION) {
    throw new TypeError(`It has version ${String(version).slice(0, 20)}, and this program reads version ${VERSION}.`);
  }
  const isComplete =
    Number.isFinite(clockOffsetMs) &&
    isObject(counts) &&
    Object.values(counts).every(Number.isSafeInteger) &&
    typeof secret === 'string' &&
    isObject(keys) &&
    Array.isArray(outbox) &&
    outbox.every(isObject) &&
    isObject(records) &&
    ['boolean', 'undefined'].includes(typeof customChallenge);
  if (!isComplete) throw new TypeError('Parts of it are missing.');
  for (const [name, entries] of Object.entries(records)) {
    const collection = Object.hasOwn(store, name) ? store[/** @type {keyof typeof store} */ (name)] : undefined;
    const isRecord = collection instanceof Map ? isNamedRecord : isObject;
    if (
      !(collection instanceof Map || collection instanceof Set) ||
      !Array.isArray(entries) ||
      !entries.every(isRecord)
    ) {
      throw new TypeError(`Its ${name.slice(0, 50)} are not as this program writes them.`);
    }
  }
  return /** @type {Snapshot} */ (/** @type {unknown} */ (value));
}

/**
 * Replaces everything by a snapshot that has been read, except the identifiers, the keys and the secret.
 *
 * @param {Omit<Parts, 'identifiers'>} parts
 * @param {Snapshot} snapshot
 */
export function restoreSnapshot({ store, clock, outbox }, { clockOffsetMs, outbox: messages, records }) {
  store.clear();
  for (const [name, entries] of Object.entries(records)) {
    const collection = /** @type {Map<unknown, unknown> | Set<unknown>} */ (
      store[/** @type {keyof typeof store} */ (name)]
    );
    for (const entry of entries.map(decoded)) {
      if (collection instanceof Set) collection.add(entry);
      else collection.set(.../** @type {[unknown, unknown]} */ (entry));
    }
  }
  clock.reset();
  clock.advance(clockOffsetMs);
  outbox.clear();
  for (const message of messages) outbox.send(message);
}

/**
 * @param {Snapshot} snapshot
 * @returns {Uint8Array<ArrayBuffer>}
 */
export const secretOf = ({ secret }) => Uint8Array.from(fromBase64(secret) ?? []);

/**
 * JSON has no sets and no bytes.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
function encoded(value) {
  if (value instanceof Set) return { $set: [...value].map(encoded) };
  if (value instanceof Uint8Array) return { $bytes: toBase64(value) };
  if (Array.isArray(value)) return value.map(encoded);
  if (!isObject(value)) return value;
  const members = Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, encoded(member)]])),
  );
  return Object.keys(members).some((name) => name.startsWith('$')) ? { $object: members } : members;
}

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function decoded(value) {
  if (Array.isArray(value)) return value.map(decoded);
  if (!isObject(value)) return value;
  const { $set, $bytes, $object } = value;
  if (Array.isArray($set)) return new Set($set.map(decoded));
  if (typeof $bytes === 'string') return fromBase64($bytes);
  const members = isObject($object) ? $object : value;
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, decoded(member)]));
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} entry */
const isNamedRecord = (entry) =>
  Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string' && isObject(entry[1]);

/**
 * Reads the subset of CBOR that authenticators write: definite lengths, no floating point.
 * https://www.rfc-editor.org/rfc/rfc8949, https://www.w3.org/TR/webauthn-3/#ctap2-canonical-cbor-encoding-form
 */

const DEEPEST = 8;
/** The length of the argument in bytes, by the value that announces it. */
const SIZES = new Map([
  [24, 1],
  [25, 2],
  [26, 4],
]);
const SIMPLE = new Map([
  [20, false],
  [21, true],
  [22, null],
]);

/** @typedef {number | string | boolean | null | Uint8Array | unknown[] | CborMap} CborValue */
/** @typedef {Map<unknown, unknown>} CborMap */

/**
 * The first item in some bytes, and its length.
 *
 * @param {Uint8Array} bytes
 * @returns {{ value: CborValue, length: number }}
 * @throws {RangeError} if the item is cut off, too deep or not in this subset
 */
export function readCbor(bytes) {
  const reader = new Reader(bytes);
  return { value: reader.item(0), length: reader.offset };
}

class Reader {
  offset = 0;
  #bytes;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  /**
   * @param {number} depth
   * @returns {CborValue}
   */
  item(depth) {
    if (depth > DEEPEST) throw new RangeError('CBOR is nested too deeply.');
    const initial = this.#take(1)[0] ?? 0;
    const type = initial >> 5;
    const argument = this.#argument(initial & 31);
    if (type === 0) return argument;
    if (type === 1) return -1 - argument;
    if (type === 2) return this.#take(argument).slice();
    if (type === 3) return new TextDecoder('utf-8', { fatal: false }).decode(this.#take(argument));
    if (type === 4) return this.#list(argument, depth);
    if (type === 5) return this.#map(argument, depth);
    const simple = SIMPLE.get(argument);
    if (type !== 7 || simple === undefined) throw new RangeError('CBOR contains something unexpected.');
    return simple;
  }

  /**
   * @param {number} count
   * @param {number} depth
   */
  #list(count, depth) {
    const items = [];
    for (let i = 0; i < count; i += 1) items.push(this.item(depth + 1));
    return items;
  }

  /**
   * @param {number} count
   * @param {number} depth
   */
  #map(count, depth) {
    /** @type {CborMap} */
    const map = new Map();
    for (let i = 0; i < count; i += 1) {
      const key = this.item(depth + 1);
      if (map.has(key)) throw new RangeError('CBOR contains a duplicate key.');
      map.set(key, this.item(depth + 1));
    }
    return map;
  }

  /** @param {number} short */
  #argument(short) {
    if (short < 24) return short;
    const size = SIZES.get(short);
    if (size === undefined) throw new RangeError('CBOR contains something unexpected.');
    return this.#take(size).reduce((number, byte) => number * 256 + byte, 0);
  }

  /** @param {number} count */
  #take(count) {
    const end = this.offset + count;
    if (end > this.#bytes.length) throw new RangeError('CBOR is cut off.');
    const taken = this.#bytes.subarray(this.offset, end);
    this.offset = end;
    return taken;
  }
}

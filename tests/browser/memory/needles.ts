/** Secrets that must not be in a memory, in every encoding that they may have there, and the search for pieces of them. */

/** A piece of a secret: at least eight bytes in a row, or a whole shorter secret. */
interface Piece {
  readonly what: string;
  readonly bytes: Buffer;
}

/** A range of a memory that is not all zeros. */
export interface Region {
  readonly offset: number;
  readonly bytes: Buffer;
}

const PIECE_BYTES = 8;
const SHORTEST = 4;

/** Secrets to search for. The time of a search does not depend on their number. */
export class Needles {
  /** Pieces by their first four bytes. */
  readonly #pieces = new Map<number, Piece[]>();

  /** Adds every run of eight bytes. */
  addBytes(what: string, bytes: Uint8Array): void {
    if (bytes.length < SHORTEST) throw new Error(`${what} is too short to be told from anything else`);
    const [all, length] = [Buffer.from(bytes), Math.min(PIECE_BYTES, bytes.length)];
    for (let start = 0; start + length <= bytes.length; start += 1) {
      this.#add(what, all.subarray(start, start + length));
    }
  }

  /** Bytes of a number, in either order. */
  addNumber(what: string, bigEndian: Uint8Array): void {
    this.addBytes(what, bigEndian);
    this.addBytes(`${what}, the lowest byte first`, Uint8Array.from(bigEndian).reverse());
  }

  /** Text, as Rust stores it and as JavaScript may pass it. */
  addText(what: string, text: string): void {
    this.addBytes(what, Buffer.from(text, 'utf8'));
    this.addBytes(`${what}, in UTF-16`, Buffer.from(text, 'utf16le'));
  }

  /** This many digits of a kernel in a row, at any position; and each digit repeated as often. */
  addDigits(what: string, digits: readonly Buffer[], inARow: number): void {
    const all = Buffer.concat(digits);
    const [step, length] = [all.length / digits.length, (all.length / digits.length) * inARow];
    for (let start = 0; start + length <= all.length; start += step) {
      this.#add(what, all.subarray(start, start + length));
    }
    for (const digit of digits) {
      // Tables of small numbers also repeat a byte, and one digit in a few thousand is such a number.
      if (new Set(digit).size > 2) this.#add(what, Buffer.alloc(length, digit));
    }
  }

  /** The pieces that are in the memory, and where. */
  search(regions: readonly Region[]): string[] {
    const found = new Map<string, { count: number; offset: number }>();
    for (const { offset, bytes } of regions) {
      for (let at = 0; at + SHORTEST <= bytes.length; at += 1) {
        const pieces = this.#pieces.get(bytes.readUInt32LE(at));
        for (const piece of pieces ?? []) {
          if (!piece.bytes.equals(bytes.subarray(at, at + piece.bytes.length))) continue;
          const earlier = found.get(piece.what) ?? { count: 0, offset: offset + at };
          found.set(piece.what, { ...earlier, count: earlier.count + 1 });
          break;
        }
      }
    }
    return Array.from(
      found,
      ([what, { count, offset }]) => `${what} (${String(count)} pieces, from ${String(offset)})`,
    );
  }

  #add(what: string, bytes: Buffer): void {
    // Bytes that are mostly zeros are found anywhere.
    let filled = 0;
    for (const byte of bytes) if (byte !== 0) filled += 1;
    if (filled < SHORTEST) return;
    const key = bytes.readUInt32LE(0);
    const others = this.#pieces.get(key);
    if (others) others.push({ what, bytes });
    else this.#pieces.set(key, [{ what, bytes }]);
  }
}

/** What must not be found in a memory, in all the forms in which it may lie there, and the search for pieces of it. */

/** A piece of a secret: eight bytes or more in a row, or a whole secret that is shorter. */
interface Piece {
  readonly what: string;
  readonly bytes: Buffer;
}

/** A part of a memory that is not all zeros. */
export interface Region {
  readonly offset: number;
  readonly bytes: Buffer;
}

const PIECE_BYTES = 8;
const SHORTEST = 4;

/** Secrets to be looked for. How long the search takes does not depend on how many there are. */
export class Needles {
  /** Pieces by their first four bytes. */
  readonly #pieces = new Map<number, Piece[]>();

  /** Any eight bytes in a row of these. */
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

  /** Text, as Rust has it and as JavaScript may hand it over. */
  addText(what: string, text: string): void {
    this.addBytes(what, Buffer.from(text, 'utf8'));
    this.addBytes(`${what}, in UTF-16`, Buffer.from(text, 'utf16le'));
  }

  /** So many digits in a row of a kernel's, wherever they begin; and each digit as often as that. */
  addDigits(what: string, digits: readonly Buffer[], inARow: number): void {
    const all = Buffer.concat(digits);
    const [step, length] = [all.length / digits.length, (all.length / digits.length) * inARow];
    for (let start = 0; start + length <= all.length; start += step) {
      this.#add(what, all.subarray(start, start + length));
    }
    for (const digit of digits) {
      // Tables of small numbers repeat a byte as well, and one digit in some thousands is such a number.
      if (new Set(digit).size > 2) this.#add(what, Buffer.alloc(length, digit));
    }
  }

  /** What of it is there, and where. */
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
    // What is mostly zeros is found anywhere.
    let filled = 0;
    for (const byte of bytes) if (byte !== 0) filled += 1;
    if (filled < SHORTEST) return;
    const key = bytes.readUInt32LE(0);
    const others = this.#pieces.get(key);
    if (others) others.push({ what, bytes });
    else this.#pieces.set(key, [{ what, bytes }]);
  }
}

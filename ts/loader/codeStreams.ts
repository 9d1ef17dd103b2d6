import type { Pause } from '../platform/task.js';

/** Numbers before the streams: the start and the end of the code, and the length of each stream. */
const headerNumbers = 10;
const opcodes = 256;

/** One byte comes before the operand, in the same stream as the opcode. */
const inline = 64;

/** Bytes between two pauses. They take a few milliseconds on a slow phone. */
const slice = 0x8000;

/**
 * Puts a module together whose code was split into streams, one for the opcodes and one for each kind of operand.
 * `scripts/build/code-streams.mjs` splits it and describes the layout.
 */
export async function joinCode(split: Uint8Array<ArrayBuffer>, pause?: Pause): Promise<Uint8Array<ArrayBuffer>> {
  const [start = 0, end = 0, ...lengths] = new Uint32Array(split.buffer, 0, headerNumbers);
  let at = headerNumbers * Uint32Array.BYTES_PER_ELEMENT;
  const operands = split.subarray(at, (at += opcodes));
  const positions = Uint32Array.from(lengths, (length) => (at += length) - length);
  const module = new Uint8Array(end + split.length - at - start);
  module.set(split.subarray(at, at + start));
  let opcode = positions[0] ?? 0;
  let to = start;
  let pauseAt = to + slice;
  // Engines interpret this loop at first, so its steps are few.
  while (to < end) {
    const byte = split[opcode++] as number;
    module[to++] = byte;
    const kind = operands[byte] as number;
    if (kind > 0) {
      if (kind >= inline) module[to++] = split[opcode++] as number;
      const stream = kind % inline;
      let from = positions[stream] as number;
      let operand;
      do {
        operand = split[from++] as number;
        module[to++] = operand;
      } while (operand > 127);
      positions[stream] = from;
    }
    if (to > pauseAt) {
      pauseAt = to + slice;
      if (pause) await pause();
    }
  }
  // Last, because an operand that the code cuts off may have been written beyond its end.
  module.set(split.subarray(at + start), end);
  return module;
}

/** The format of the messages to the signing module: see `signing/src/message.rs`. */

/** The length of an absent field. */
const absent = 0xffff_ffff;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const numbersIn = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

type Field = string | Uint8Array | undefined;

/** Writes fields where the module reads them. Returns the length; `undefined` if the message is too long. */
export function writeFields(fields: readonly Field[], room: Uint8Array): number | undefined {
  const start = 4 + 4 * fields.length;
  if (start > room.length) return undefined;
  // Texts are mostly ASCII, and encoded at once, which is faster than each alone. Bytes take their place afterwards.
  const text = fields.map((field) => (field instanceof Uint8Array ? '\0'.repeat(field.length) : field)).join('');
  const { read, written } = encoder.encodeInto(text, room.subarray(start));
  if (read < text.length) return undefined;
  if (written > text.length) return writeFields(fields.map(toBytes), room);
  const numbers = numbersIn(room);
  numbers.setUint32(0, fields.length, true);
  let end = start;
  for (const [index, field] of fields.entries()) {
    numbers.setUint32(4 + 4 * index, field?.length ?? absent, true);
    if (field instanceof Uint8Array) room.set(field, end);
    end += field?.length ?? 0;
  }
  return end;
}

const toBytes = (field: Field): Field => (typeof field === 'string' ? encoder.encode(field) : field);

/** The fields of an answer, which are ASCII. */
export function fieldsOf(answer: Uint8Array): string[] {
  const numbers = numbersIn(answer);
  const count = numbers.getUint32(0, true);
  let end = 4 + 4 * count;
  // At once, which is faster than each alone.
  const text = decoder.decode(answer.subarray(end));
  end = 0;
  return Array.from({ length: count }, (_, index) => {
    const start = end;
    end += numbers.getUint32(4 + 4 * index, true);
    return text.slice(start, end);
  });
}

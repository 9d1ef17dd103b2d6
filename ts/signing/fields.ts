/** The format of the messages to the signing module: see `signing/src/message.rs`. */

/** The length of an absent field. */
const absent = 0xffff_ffff;

/** Joins fields to a message. */
export function toMessage(fields: readonly (string | Uint8Array | undefined)[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts = fields.map((field) => (typeof field === 'string' ? encoder.encode(field) : field));
  const message = new Uint8Array(parts.reduce((length, part) => length + 4 + (part?.length ?? 0), 0));
  const view = new DataView(message.buffer);
  let offset = 0;
  for (const part of parts) {
    view.setUint32(offset, part?.length ?? absent, true);
    offset += 4;
    if (part) message.set(part, offset);
    offset += part?.length ?? 0;
  }
  return message;
}

/** The fields of an answer. */
export function fieldsOf(answer: Uint8Array): string[] {
  const decoder = new TextDecoder();
  const view = new DataView(answer.buffer, answer.byteOffset, answer.length);
  const fields: string[] = [];
  let offset = 0;
  while (offset < answer.length) {
    const start = offset + 4;
    offset = start + view.getUint32(offset, true);
    fields.push(decoder.decode(answer.subarray(start, offset)));
  }
  return fields;
}

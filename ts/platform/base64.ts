/** Engines since 2025 have this. It is ten times as fast. */
interface NativeBase64 {
  readonly fromBase64: (text: string) => Uint8Array<ArrayBuffer>;
}

/** Decodes base64. Throws if the text is not base64. */
export function bytesFromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (Object.hasOwn(Uint8Array, 'fromBase64')) return (Uint8Array as unknown as NativeBase64).fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

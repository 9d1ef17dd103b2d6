/** The wasm module, compressed with `deflate-raw`, in base64. */
export const wasmBase64: string;

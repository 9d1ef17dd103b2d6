/** The wasm module, its code split into streams, compressed with `deflate-raw`, in base64. */
export const wasmBase64: string;

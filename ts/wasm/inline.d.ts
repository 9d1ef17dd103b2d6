/** The wasm module: `deflate-raw` compressed, in base64. */
export const wasmBase64: string;

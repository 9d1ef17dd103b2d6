/** The module for relaxed SIMD: `deflate-raw` compressed, in base64. */
export const relaxedBase64: string;

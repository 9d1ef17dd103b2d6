/** The relaxed SIMD module, compressed with `deflate-raw`, in base64. */
export const relaxedBase64: string;

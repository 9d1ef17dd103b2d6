/** The relaxed SIMD module, its code split into streams, compressed with `deflate-raw`, in base64. */
export const relaxedBase64: string;

/** The signing module, its code split into streams, compressed with `deflate-raw`, in base64. */
export const signingBase64: string;

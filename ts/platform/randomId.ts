/** An identifier that nothing else has. `crypto.randomUUID` would need a secure context. */
export const randomId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

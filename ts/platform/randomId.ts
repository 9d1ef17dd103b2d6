/** An identifier that nothing else has. Only for secure contexts. */
export const randomId = (): string => crypto.randomUUID();

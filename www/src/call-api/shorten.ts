const SHOWN = 4;

/** The beginning of a secret, and its length. */
export function shorten(secret: string): string {
  return `${secret.slice(0, SHOWN)}… (${String(secret.length)} characters)`;
}

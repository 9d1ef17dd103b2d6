import { AuthError } from '../errors/authError.js';

/** Digests of which one has to fit, as the `integrity` of a `<script>` names them: those of the strongest kind. */
export interface Integrity {
  readonly algorithm: 'SHA-256' | 'SHA-384' | 'SHA-512';
  /** In base64. */
  readonly digests: readonly string[];
}

const kinds = [
  ['SHA-512', 512],
  ['SHA-384', 384],
  ['SHA-256', 256],
] as const;

/** Reads digests. Unlike a browser, which loads anything where it understands none, it refuses what it does not understand. */
export function readIntegrity(text: unknown): Integrity {
  const parts = typeof text === 'string' ? text.trim().split(/\s+/) : [];
  const read = parts.map((part) => /^sha(256|384|512)-([A-Za-z0-9+/]{43,86}={0,2})$/.exec(part));
  for (const [algorithm, bits] of kinds) {
    const length = Math.ceil(bits / 24) * 4;
    const digests = read.flatMap((part) => (part?.[1] === String(bits) ? [part[2] ?? ''] : []));
    if (digests.length > 0 && !read.includes(null) && digests.every((digest) => digest.length === length)) {
      return { algorithm, digests };
    }
  }
  throw integrityError('initialize was given an integrity that is none');
}

/** The error for a module whose integrity was asked for in a way that cannot be done. */
export function integrityError(message: string): AuthError {
  return new AuthError({
    name: 'InvalidModuleException',
    message,
    category: 'configuration',
    recoverySuggestion:
      "Pass a text such as 'sha384-…' from dist/integrity.json of this version as integrity (and relaxedIntegrity), and an address, a Response or the bytes as the module.",
  });
}

/** Whether these are the bytes that one of the digests is of. Older compilers read this declaration, and know no `Uint8Array` of something. */
export async function hasIntegrity(bytes: Uint8Array, integrity: Integrity): Promise<boolean> {
  // Undeclared, since pages that came over plain http have none.
  const { subtle } = crypto as { readonly subtle?: SubtleCrypto };
  if (!subtle) throw integrityError('the integrity of the module cannot be checked: this page did not come over https');
  const digest = new Uint8Array(await subtle.digest(integrity.algorithm, bytes as Uint8Array<ArrayBuffer>));
  return integrity.digests.includes(btoa(String.fromCharCode(...digest)));
}

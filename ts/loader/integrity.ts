import { AuthError } from '../errors/authError.js';

/** Digests of the strongest algorithm in an `integrity` text, as a `<script>` has it. The file must match one of them. */
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

/** Reads an `integrity` text. A browser ignores what it does not understand; this throws. */
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
  throw integrityError('initialize was given an integrity that is not valid');
}

/** The error for an integrity that cannot be checked. */
export function integrityError(message: string): AuthError {
  return new AuthError({
    name: 'InvalidModuleException',
    message,
    category: 'configuration',
    recoverySuggestion:
      "Pass a text such as 'sha384-…' from this version's dist/integrity.json as integrity (and relaxedIntegrity), and an " +
      'address, a Response or the bytes as the module.',
  });
}

/**
 * Whether the bytes match one of the digests. The type is not `Uint8Array<ArrayBuffer>`, because TypeScript before 5.7 must be
 * able to read the declaration.
 */
export async function hasIntegrity(bytes: Uint8Array, integrity: Integrity): Promise<boolean> {
  // Pages loaded over http have no `subtle`.
  const { subtle } = crypto as { readonly subtle?: SubtleCrypto };
  if (!subtle)
    throw integrityError('the integrity of the module cannot be checked: this page was not loaded over https');
  const digest = new Uint8Array(await subtle.digest(integrity.algorithm, bytes as Uint8Array<ArrayBuffer>));
  return integrity.digests.includes(btoa(String.fromCharCode(...digest)));
}

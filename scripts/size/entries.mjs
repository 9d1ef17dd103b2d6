import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Whether the package has an entry, and it is built.
 *
 * @param {string} name `cognito-wasm/slim`
 */
export function hasEntry(name) {
  try {
    return existsSync(fileURLToPath(import.meta.resolve(name)));
  } catch {
    return false;
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from '../run/paths.mjs';

/**
 * Whether the package has an entry, and it is built.
 *
 * @param {string} name `./slim` for `cognito-wasm/slim`
 */
export function hasEntry(name) {
  const { exports } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  if (!(name in exports)) return false;
  const target = exports[name].default ?? exports[name].import?.default ?? exports[name].import;
  return typeof target !== 'string' || existsSync(inRoot(target));
}

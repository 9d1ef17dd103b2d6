import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

/**
 * The files in a folder and its subfolders, sorted, as paths from the root. For a file, the file itself; for a path that does not exist,
 * none.
 *
 * @param {string} path from the root
 * @returns {string[]}
 */
export function filesIn(path) {
  if (!existsSync(inRoot(path))) return [];
  if (!statSync(inRoot(path)).isDirectory()) return [path];
  return readdirSync(inRoot(path))
    .sort()
    .filter((name) => name !== 'node_modules')
    .flatMap((name) => filesIn(join(path, name)));
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * @param {string} folder
 * @returns {Map<string, string>} the digest of each file in it, by its path
 */
export function digestsIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

/**
 * @param {Map<string, string>} first
 * @param {Map<string, string>} second
 * @returns {string[]} the paths that differ, or that only one of them has
 */
export function differences(first, second) {
  const paths = [...new Set([...first.keys(), ...second.keys()])].sort();
  return paths.filter((path) => first.get(path) !== second.get(path));
}

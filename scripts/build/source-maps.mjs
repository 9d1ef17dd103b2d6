/**
 * Source maps of the package. They contain the TypeScript, so that a debugger shows it; the package has no sources beside them. What is
 * generated, such as the module in base64, is left out: it is large, and nobody reads it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../run/paths.mjs';

/**
 * Copies a map to another folder. Its sources are named from there.
 *
 * @param {string} from
 * @param {string} to
 */
export function copySourceMap(from, to) {
  const map = JSON.parse(readFileSync(from, 'utf8'));
  const sources = map.sources.map((/** @type {string} */ source) =>
    relative(dirname(to), join(dirname(from), source)).replaceAll('\\', '/'),
  );
  writeFileSync(to, JSON.stringify({ ...map, sources }));
}

/**
 * Takes the text of generated files out of a map.
 *
 * @param {string} path
 */
export function leaveOutGenerated(path) {
  const map = JSON.parse(readFileSync(path, 'utf8'));
  const sourcesContent = map.sources.map((/** @type {string} */ source, /** @type {number} */ index) => {
    const fromRoot = relative(root, join(dirname(path), source));
    return fromRoot.startsWith('ts/') ? map.sourcesContent[index] : null;
  });
  writeFileSync(path, JSON.stringify({ ...map, sourcesContent }));
}

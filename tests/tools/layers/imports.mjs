/** The imports between the files of a folder, read from the sources. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { filesIn } from '../../../scripts/run/files.mjs';
import { inRoot } from '../../../scripts/run/paths.mjs';

/** @typedef {ReadonlyMap<string, readonly string[]>} Imports each file or place, with those that it imports */

/** Types are imported in comments, too: `import('./other.js').Name`. */
const inComment = /\bimport\('([^']+)'\)/g;

/**
 * The relative imports of every file in a folder, those of types included. Paths begin at the folder.
 *
 * @param {string} folder
 * @returns {Imports}
 */
export function importsIn(folder) {
  const root = inRoot(folder);
  const files = filesIn(folder).map((path) => relative(root, inRoot(path)));
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const inCode = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
      const inComments = [...text.matchAll(inComment)].map(([, name = '']) => name);
      const targets = [...inCode, ...inComments]
        .filter((name) => name.startsWith('.'))
        .map((name) => {
          const path = join(dirname(file), name);
          const found = [path, `${path}.ts`].find((candidate) => known.has(candidate));
          if (found === undefined) throw new Error(`${folder}/${file} imports ${name}, which was not found`);
          return found;
        });
      return [file, [...new Set(targets)]];
    }),
  );
}

/** The place of a file is its folder; a file outside of folders is a place of its own. */
const placeOf = (/** @type {string} */ file) => file.split('/')[0] ?? file;

/**
 * The imports between places.
 *
 * @param {Imports} imports
 * @returns {Imports}
 */
export function placesIn(imports) {
  /** @type {Map<string, string[]>} */
  const places = new Map();
  for (const [file, targets] of imports) {
    const place = placeOf(file);
    const others = targets.map(placeOf).filter((other) => other !== place);
    places.set(place, [...new Set([...(places.get(place) ?? []), ...others])]);
  }
  return places;
}

/**
 * The circles that a walk along the imports comes upon, such as `a -> b -> a`.
 *
 * @param {Imports} imports
 * @returns {string[]}
 */
export function circlesIn(imports) {
  /** @type {string[]} */
  const circles = [];
  /** @type {Set<string>} */
  const visited = new Set();
  const visit = (/** @type {string} */ file, /** @type {string[]} */ way) => {
    const start = way.indexOf(file);
    if (start >= 0) circles.push([...way.slice(start), file].join(' -> '));
    if (visited.has(file)) return;
    visited.add(file);
    for (const target of imports.get(file) ?? []) visit(target, [...way, file]);
  };
  for (const file of imports.keys()) visit(file, []);
  return circles;
}

/**
 * Imports of a higher layer, and of another place in the same layer.
 *
 * @param {Imports} imports
 * @param {readonly (readonly string[])[]} layers places, the lowest layer first
 * @returns {string[]}
 */
export function importsAgainst(imports, layers) {
  const layerOf = (/** @type {string} */ file) => layers.findIndex((places) => places.includes(placeOf(file)));
  return [...imports].flatMap(([file, targets]) => {
    const layer = layerOf(file);
    if (layer < 0) return [`${file} has no layer`];
    return targets
      .filter((target) => placeOf(target) !== placeOf(file) && layerOf(target) >= layer)
      .map((target) => `${file} -> ${target}`);
  });
}

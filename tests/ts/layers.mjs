/** The layers of `ts/`: which folder may import which. Type imports count too. */
import { posix } from 'node:path';
import ts from 'typescript';

/** From the bottom up. A file may import from its own folder and from lower layers, not from other folders of its layer. */
export const layers = [
  ['values'],
  ['errors', 'platform'],
  ['shared', 'token'],
  ['types'],
  ['configuration'],
  ['wire'],
  ['wasm', 'glance'],
  ['hub', 'i18n', 'loader', 'logger'],
  ['diagnostics', 'signing', 'storage'],
  ['limits', 'redirect', 'tabs'],
  ['instance'],
  // Both sides of the port: the page's, and the worker's, which has an instance of its own.
  ['vault'],
  ['session'],
  ['mfa'],
  ['account', 'credentials', 'devices', 'federation', 'passkeys', 'password', 'signIn', 'users', 'webUI'],
  ['signUp'],
  ['facade'],
  // The entries of the package.
  ['.'],
];

const folderOf = (path) => posix.dirname(path).split('/')[0];
const levelOf = (folder) => layers.findIndex((folders) => folders.includes(folder));

/** The files that a file imports: paths from `ts/`, without extension. */
function importsOf(path, text) {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.join(posix.dirname(path), name).replace(/\.js$/, ''));
}

const moduleOf = (path) => path.replace(/(\.d)?\.ts$/, '');

/**
 * Finds violations of the layers, and circles of imports.
 *
 * @param {Map<string, string>} sources texts by path from `ts/`
 * @returns {string[]}
 */
export function layerFaults(sources) {
  const faults = [];
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  for (const [path, text] of sources) {
    const folder = folderOf(path);
    if (levelOf(folder) < 0) faults.push(`${path}: the folder ${folder} has no layer`);
    const imports = importsOf(path, text);
    graph.set(moduleOf(path), imports);
    for (const imported of imports) {
      const other = folderOf(imported);
      if (other !== folder && levelOf(other) >= levelOf(folder)) faults.push(`${path}: may not import ${imported}`);
    }
  }
  const idle = layers.flat().filter((folder) => !Array.from(sources.keys()).some((path) => folderOf(path) === folder));
  return [...faults, ...idle.map((folder) => `the layers name ${folder}, which is not there`), ...circles(graph)];
}

/**
 * Finds circles of imports.
 *
 * @param {Map<string, string[]>} graph
 */
function circles(graph) {
  const faults = [];
  const done = new Set();
  const visit = (module, trail) => {
    const start = trail.indexOf(module);
    if (start >= 0) faults.push(`a circle: ${[...trail.slice(start), module].join(' → ')}`);
    if (start >= 0 || done.has(module)) return;
    for (const imported of graph.get(module) ?? []) visit(imported, [...trail, module]);
    done.add(module);
  };
  for (const module of graph.keys()) visit(module, []);
  return faults;
}

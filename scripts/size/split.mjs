import { basename } from 'node:path';
import { build } from 'esbuild';
import { inRoot } from '../run/paths.mjs';
import { appOptions } from './bundle.mjs';

/** The name of an app's first file. */
export const firstFile = 'app.js';

/**
 * An app in several files: what it imports with `import()` is not in the first one.
 *
 * @typedef {object} SplitApp
 * @property {Record<string, Uint8Array>} files by their names
 * @property {string[]} atOnce the names of the files that the app needs to start: the first one and its static imports
 */

/**
 * Bundles an app as its page loads it.
 *
 * @param {string} contents of the app's only module
 * @returns {Promise<SplitApp>}
 */
export async function bundleSplit(contents) {
  const { outputFiles, metafile } = await build({
    ...appOptions,
    stdin: { contents, resolveDir: inRoot(), sourcefile: firstFile },
    entryNames: firstFile.replace('.js', ''),
    splitting: true,
    metafile: true,
    write: false,
  });
  return {
    files: Object.fromEntries(outputFiles.map(({ path, contents }) => [basename(path), contents])),
    atOnce: staticImports(metafile.outputs),
  };
}

/**
 * The first file and what it imports statically, directly or not.
 *
 * @param {Record<string, { imports: { path: string, kind: string, external?: boolean }[] }>} outputs of esbuild's metafile
 * @returns {string[]} the names of the files
 */
export function staticImports(outputs) {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
  const found = new Set([firstFile]);
  // A set also iterates over what is added meanwhile.
  for (const name of found) {
    for (const { path, kind, external } of byName.get(name)?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) found.add(basename(path));
    }
  }
  return [...found];
}

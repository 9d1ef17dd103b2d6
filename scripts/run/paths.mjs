import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** @param {string[]} parts of a path below the root */
export const inRoot = (...parts) => join(root, ...parts);

/** Tools that the set-up builds for this checkout. */
export const toolsFolder = inRoot('target', 'tools');

/** @param {string} name of a tool in {@link toolsFolder} */
export const toolPath = (name) => join(toolsFolder, 'bin', name);

/** @param {string} name of a command of an npm package */
export const npmCommand = (name) => inRoot('node_modules', '.bin', name);

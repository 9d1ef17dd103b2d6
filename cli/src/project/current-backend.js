import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileWhole } from './write-file.js';

/**
 * The file about the pushes to one place. Each place has its own, so that a push to a local Cognito says nothing about AWS.
 *
 * @param {string} folder
 * @param {string} target
 */
export const pushedFile = (folder, target) =>
  join(
    folder,
    target === 'aws' ? 'pushed.json' : `pushed-${target.replace(/^\w+:\/\//, '').replaceAll(/[^\w.]+/g, '-')}.json`,
  );

/**
 * The files about the pushes to all places.
 *
 * @param {string} folder
 */
export const pushedFiles = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^pushed(-.*)?\.json$/.test(name))
        .sort()
        .map((name) => join(folder, name))
    : [];

/**
 * Keeps a copy of the backend as it was pushed.
 *
 * @param {{ backend: string, current: string }} folders
 */
export function copyToCurrent({ backend, current }) {
  rmSync(join(current, 'auth'), { recursive: true, force: true });
  copyFiles(backend, current);
}

/**
 * @param {string} from
 * @param {string} to
 */
function copyFiles(from, to) {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyFiles(source, copy);
    else if (entry.isFile()) writeFileWhole(copy, readFileSync(source, 'utf8'));
  }
}

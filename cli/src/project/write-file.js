import { closeSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file so that it is there whole or as it was, whatever happens meanwhile. A link keeps leading to the file.
 *
 * @param {string} path
 * @param {string} text
 */
export function writeFileWhole(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const target = realPath(path);
  const temporary = `${target}.tmp-${process.pid}`;
  try {
    const file = openSync(temporary, 'w');
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** @param {string} path */
function realPath(path) {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

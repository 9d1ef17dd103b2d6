import { closeSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { jsonText, readJson } from './read-json.js';

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
    fill(openSync(temporary, 'w'), text);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw withPath(error, path);
  }
}

/**
 * Writes a file that must not be there yet.
 *
 * @param {string} path
 * @param {string} text
 * @returns {boolean} `false` if it is there
 */
export function writeNewFile(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  /** @type {number} */
  let file;
  try {
    file = openSync(path, 'wx');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
  try {
    fill(file, text);
  } catch (error) {
    rmSync(path, { force: true });
    throw withPath(error, path);
  }
  return true;
}

/**
 * @param {number} file
 * @param {string} text
 */
function fill(file, text) {
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Node's errors of writing, such as that of a full disk, do not say which file it was.
 *
 * @param {unknown} error
 * @param {string} path
 */
const withPath = (error, path) =>
  error instanceof Error && 'syscall' in error ? Object.assign(error, { path }) : error;

/** @param {string} path */
function realPath(path) {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/**
 * Leaves a file alone that has the same JSON.
 *
 * @param {string} path
 * @param {string} text
 */
export function writeIfChanged(path, text) {
  const known = readJson(path, path);
  if (known === undefined || jsonText(known) !== text) writeFileWhole(path, text);
}

import { readFileSync, statSync } from 'node:fs';
import { CliError } from '../errors.js';

const largest = 5_000_000;

/**
 * A file with JSON.
 *
 * @param {string} path
 * @param {string} name as messages have it
 * @returns {unknown} `undefined` without the file
 */
export function readJson(path, name) {
  const text = readText(path, name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError(
      `${name} is not valid JSON. Repair it, or restore it from version control; nothing was changed.`,
      {
        cause,
      },
    );
  }
}

/**
 * A file of this tool, which somebody may have changed by hand.
 *
 * @template T
 * @param {string} path
 * @param {string} name
 * @param {import('../answers/readers.js').Reader<T>} reader
 * @returns {T | undefined} `undefined` without the file
 */
export function read(path, name, reader) {
  const value = readJson(path, name);
  if (value === undefined) return undefined;
  try {
    return reader(value, name);
  } catch (error) {
    if (error instanceof CliError && error.exitCode === 2) {
      throw new CliError(`${error.message}. Repair the file; nothing was changed.`, { cause: error });
    }
    throw error;
  }
}

/**
 * @param {string} path
 * @param {string} name
 */
function readText(path, name) {
  try {
    const about = statSync(path);
    // A pipe would be waited for.
    if (!about.isFile() && !about.isDirectory()) throw new CliError(`${name} is no file, but something else.`);
    if (about.size > largest) throw new CliError(`${name} is too large to be one of this tool's files.`);
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    const code = /** @type {NodeJS.ErrnoException} */ (cause).code ?? '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CliError(`${name} cannot be read (${code}).`, { cause });
  }
}

/** @param {unknown} value */
export const jsonText = (value) => `${JSON.stringify(value, null, 2)}\n`;

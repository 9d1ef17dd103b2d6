import { readFileSync, statSync } from 'node:fs';
import { CliError } from '../errors.js';

const largest = 5_000_000;

/**
 * A file with JSON.
 *
 * @param {string} path
 * @param {string} name as messages have it
 * @param {() => string} [advice] what to do about a broken file
 * @returns {unknown} `undefined` without the file
 */
export function readJson(path, name, advice = () => 'Repair it, or restore it from version control') {
  const text = readText(path, name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError(`${name} is not valid JSON. ${advice()}; nothing was changed.`, { cause });
  }
}

/**
 * A file with JSON of a known form.
 *
 * @template T
 * @param {string} path
 * @param {string} name
 * @param {import('../answers/readers.js').Reader<T>} reader
 * @param {() => string} [advice] what to do about a broken file that version control does not have
 * @returns {T | undefined} `undefined` without the file
 */
export function readJsonAs(path, name, reader, advice) {
  const value = readJson(path, name, advice);
  if (value === undefined) return undefined;
  try {
    return reader(value, name);
  } catch (error) {
    if (error instanceof CliError && error.exitCode === 2) {
      throw new CliError(`${error.message}. ${advice?.() ?? 'Repair the file'}; nothing was changed.`, {
        cause: error,
      });
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

/** Reads configuration files for `--config`. Only the server does this; the engine takes their contents. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readConfiguration } from './configurations/read.js';

const LARGEST_FILE = 1024 * 1024;

/**
 * The object in a JSON file, or in an `aws-exports.js` as the Amplify CLI writes it. Its code is not run. It is checked here, because
 * only here its name is known.
 *
 * @param {string} path
 * @returns {Promise<unknown>}
 * @throws {TypeError} if the file cannot be read, or holds no such object
 */
export async function readConfigurationFile(path) {
  const text = await readFile(path, 'utf8').catch((/** @type {Error} */ error) => {
    throw new TypeError(`Cannot read the configuration ${path}: ${error.message}`, { cause: error });
  });
  if (text.length > LARGEST_FILE)
    throw new TypeError(`The configuration ${path} is larger than ${LARGEST_FILE} bytes.`);
  const isCode = /\.[cm]?[jt]s$/.test(basename(path));
  const found = objectOf(text, path, isCode);
  readConfiguration(found, `The configuration ${path}`);
  return found;
}

/**
 * @param {string} text
 * @param {string} path
 * @param {boolean} isCode
 * @returns {unknown}
 */
function objectOf(text, path, isCode) {
  try {
    return JSON.parse(isCode ? objectIn(text) : text.replace(/^\ufeff/, ''));
  } catch (error) {
    const hint = isCode
      ? ' It must have one object, with the names of its members in quotation marks, as the Amplify CLI writes it.'
      : '';
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`The configuration ${path} is not JSON: ${reason}.${hint}`, { cause: error });
  }
}

/**
 * The object of an `aws-exports.js` as JSON: without the comments, and without commas before a closing bracket.
 *
 * @param {string} code
 */
function objectIn(code) {
  // Texts come first, so that what looks like a comment in an address stays.
  const bare = without(/,(?=\s*[}\]])/, without(/\/\*(?:[^]*?\*\/|[^]*)|\/\/[^\n]*/, code));
  return bare.slice(bare.indexOf('{'), bare.lastIndexOf('}') + 1);
}

/**
 * A text or a comment without an end is taken whole, too. If it were not, it would be read again from every later beginning of one.
 *
 * @param {RegExp} unwanted
 * @param {string} code
 */
function without({ source }, code) {
  const text = String.raw`"(?:[^"\\\n]|\\.)*"?`;
  return code.replace(new RegExp(`${text}|${source}`, 'g'), (part) => (part.startsWith('"') ? part : ''));
}

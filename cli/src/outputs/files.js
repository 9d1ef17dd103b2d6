/** The configuration files of an app, all of them from one model. */
import { readFile, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { CliError } from '../errors.js';
import { writeFileWhole } from '../project/write-file.js';
import { amplifyOutputsOf, notAmplifyOutputs } from './amplify-outputs.js';
import { exportsText, partsOfExports } from './exports-file.js';
import { flatOf, notFlat, withoutFlat } from './flat.js';
import { isMembers, merged } from './merge.js';
import { mobileOf, notMobile, withoutMobile } from './mobile.js';
import { typesHeading, typesText } from './types.js';

export { emptyMobile } from './mobile.js';

/**
 * @typedef {import('./merge.js').Members} Members
 * @typedef {import('./outputs.js').Outputs} Outputs
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {'mobile' | 'exports' | 'flat' | 'outputs' | 'types'} Format
 * @typedef {{ outputs: Outputs, answers: Answers }} Existing
 *
 * @typedef {object} Place
 * @property {string} root the folder of the project
 * @property {readonly Format[]} formats
 * @property {string} directory where the files belong, from the root
 *
 * @typedef {object} Written
 * @property {string} path whole
 * @property {boolean} isChanged
 */

/** The formats, with what each is for. */
export const formats = Object.freeze({
  mobile: 'amplifyconfiguration.json as for Android, iOS and Flutter',
  exports: 'aws-exports.js for the web',
  flat: 'amplifyconfiguration.json for the web',
  outputs: 'amplify_outputs.json of Amplify Gen 2',
  types: 'amplify_outputs.d.ts, the types of the outputs for TypeScript',
});

/** A file that cannot be replaced, and why. */
class Refusal extends Error {
  /**
   * @param {string} message
   * @param {{ cause?: unknown, remedy?: string }} [options]
   */
  constructor(message, { cause, remedy = 'mend it, or move it away, and try again' } = {}) {
    super(message, { cause });
    this.remedy = remedy;
  }
}

/**
 * Writes the configuration files. Members that others have added to them are kept. If one of the files cannot be read or is somebody
 * else's, none is written.
 *
 * @param {Place & { outputs: Outputs | null, answers: Answers | null }} options `outputs` is `null` if there is no backend any more: then
 *   the files lose what they say about it. `answers` is `null` only with it
 * @returns {Promise<Written[]>}
 * @throws {CliError} one line that names the file
 */
export async function writeOutputs({ root, outputs, answers, formats: chosen, directory }) {
  const planned = await plannedFiles(
    { root, formats: chosen, directory },
    outputs && answers ? { outputs, answers } : null,
  );
  const written = [];
  for (const { path, shown, before, text } of planned) {
    if (text !== before) await write(path, text, shown);
    written.push({ path, isChanged: text !== before });
  }
  return written;
}

/**
 * Refuses what {@link writeOutputs} would refuse, before there is a backend for the files.
 *
 * @param {Place & { answers: Answers | null }} options `answers`: those that the backend will be made of
 * @returns {Promise<void>}
 * @throws {CliError} one line that names the file or the answer
 */
export async function checkOutputs({ answers, ...place }) {
  await plannedFiles(place, answers && { outputs: placeholders, answers });
}

/** What a backend could have at most. Only what the answers say is checked with it. @type {Outputs} */
const placeholders = {
  region: 'eu-west-1',
  userPoolId: 'eu-west-1_placeholder',
  webClientId: 'placeholder',
  nativeClientId: 'placeholder',
  identityPoolId: 'eu-west-1:placeholder',
  domain: 'placeholder.auth.eu-west-1.amazoncognito.com',
};

/**
 * @param {Place} place
 * @param {Existing | null} existing
 */
async function plannedFiles({ root, formats: chosen, directory }, existing) {
  const planned = [];
  for (const format of /** @type {Format[]} */ (Object.keys(formats)).filter((name) => chosen.includes(name))) {
    const path = join(root, directory, fileName(format, chosen));
    const shown = relative(root, path);
    const before = await textAt(path, shown);
    planned.push({ path, shown, before, text: newText(format, before, existing, shown) });
  }
  return planned;
}

/**
 * @param {Format} format
 * @param {readonly Format[]} chosen
 */
function fileName(format, chosen) {
  switch (format) {
    case 'mobile':
      return 'amplifyconfiguration.json';
    case 'exports':
      return 'aws-exports.js';
    case 'flat':
      return chosen.includes('mobile') ? 'amplifyconfiguration.flat.json' : 'amplifyconfiguration.json';
    case 'outputs':
      return 'amplify_outputs.json';
    case 'types':
      return 'amplify_outputs.d.ts';
  }
}

/**
 * @param {Format} format
 * @param {string | null} before
 * @param {Existing | null} existing
 * @returns {string | null} `null`: no file
 */
function textOf(format, before, existing) {
  const present = () => membersIn(before ?? '');
  switch (format) {
    case 'mobile': {
      const file = accepted(present(), notMobile);
      return json(existing ? merged(mobileOf(existing.outputs, existing.answers), file) : withoutMobile(file), 4);
    }
    case 'flat': {
      const file = accepted(present(), notFlat);
      return json(existing ? merged(flatOf(existing.outputs, existing.answers), file) : withoutFlat(file), 4);
    }
    case 'exports':
      return newExports(before ?? '', existing);
    case 'outputs': {
      const file = accepted(present(), notAmplifyOutputs);
      const wanted = existing
        ? amplifyOutputsOf(existing.outputs, existing.answers)
        : { version: '1', auth: undefined };
      return json(merged({ ...wanted, version: laterVersion(wanted.version, file.version) }, file), 2);
    }
    case 'types':
      if (before !== null && before.trim() !== '' && !before.startsWith(typesHeading)) {
        throw new Refusal('was not written by this program');
      }
      return existing ? typesText(existing.outputs, existing.answers) : null;
  }
}

/**
 * @param {string} before
 * @param {Existing | null} existing
 */
function newExports(before, existing) {
  const isNew = before.trim() === '';
  const parts = isNew ? { heading: undefined, json: '{}' } : partsOfExports(before);
  if (!parts) {
    throw new Refusal('has more in it than comments, the object `awsmobile` and its export, which would be lost', {
      remedy: 'move the rest into another file, or this one away, and try again',
    });
  }
  const file = accepted(membersIn(parts.json), notFlat);
  const members = existing ? merged(flatOf(existing.outputs, existing.answers), file) : withoutFlat(file);
  return exportsText(JSON.stringify(members, null, 4), parts.heading);
}

/**
 * @param {Format} format
 * @param {string | null} before
 * @param {Existing | null} existing
 * @param {string} shown
 */
function newText(format, before, existing, shown) {
  // Without a backend, no file appears.
  if (before === null && !existing) return null;
  try {
    return textOf(format, before, existing);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message, remedy, cause } = error;
    throw new CliError(`${shown} ${message}. Nothing was written: ${remedy}.`, { cause });
  }
}

/**
 * @param {string} text an empty file is one without members
 * @returns {Members}
 */
function membersIn(text) {
  // An editor may have left a byte order mark.
  const plain = text.replace(/^\uFEFF/, '');
  if (plain.trim() === '') return {};
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(plain);
  } catch (cause) {
    throw new Refusal('is not valid JSON', { cause });
  }
  if (!isMembers(value)) throw new Refusal('is not a JSON object');
  if (isDeep(value)) throw new Refusal('is nested too deeply');
  return value;
}

const deepest = 100;

/**
 * Whether a value cannot be written again: JSON.stringify calls itself for each level.
 *
 * @param {unknown} value
 */
function isDeep(value) {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

/**
 * @param {Members} file
 * @param {(file: Members) => string | undefined} problemOf
 */
function accepted(file, problemOf) {
  const problem = problemOf(file);
  if (problem !== undefined)
    throw new Refusal(`${problem}, which is not the format that was chosen for it with "cognito-wasm init --formats"`);
  return file;
}

/**
 * Another program may have written other categories, which need a later version.
 *
 * @param {string} ours
 * @param {unknown} theirs
 */
function laterVersion(ours, theirs) {
  const minor = (/** @type {unknown} */ version) =>
    Number(/^1(?:\.(\d{1,4}))?$/.exec(typeof version === 'string' ? version : '')?.[1] ?? -1);
  return typeof theirs === 'string' && minor(theirs) > minor(ours) ? theirs : ours;
}

/**
 * @param {Members} members
 * @param {number} indent
 */
const json = (members, indent) => `${JSON.stringify(members, null, indent)}\n`;

/**
 * @param {string} path
 * @param {string} shown
 */
async function textAt(path, shown) {
  try {
    const about = await stat(path);
    // A pipe would be waited for.
    if (!about.isFile() && !about.isDirectory()) throw new Error('it is no file');
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw failure('read', shown, error);
  }
}

/**
 * @param {string} path
 * @param {string | null} text
 * @param {string} shown
 */
async function write(path, text, shown) {
  try {
    if (text === null) {
      await rm(path, { force: true });
      return;
    }
    writeFileWhole(path, text);
  } catch (error) {
    throw failure('write', shown, error);
  }
}

/**
 * @param {'read' | 'write'} what
 * @param {string} shown
 * @param {unknown} cause
 */
const failure = (what, shown, cause) => new CliError(`Cannot ${what} ${shown}: ${reason(cause)}.`, { cause });

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** @param {unknown} error */
function reason(error) {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'there is a file where a folder should be';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EROFS':
      return 'the disk is read-only';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

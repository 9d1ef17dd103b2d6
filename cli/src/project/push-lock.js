/** Two pushes of one project at once would plan against each other's half-made backend. So a push holds a file while it runs. */
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { integer, object, optional, text } from '../answers/readers.js';
import { CliError } from '../errors.js';
import { jsonText } from './read-json.js';
import { writeNewFile } from './write-file.js';

const line = text({ max: 300, what: 'text' });

/** Who holds a lock. `birth` tells a process from an earlier one that had the same number. */
const owner = object({
  process: integer({ min: 1, max: 2 ** 31 }),
  birth: optional(line),
  host: line,
  since: line,
});

/** The locks of this process. @type {Set<string>} */
const held = new Set();

/**
 * Does work that no other push of the project may do meanwhile. The lock of a push that was killed does not count.
 *
 * @template T
 * @param {string} path of the lock
 * @param {string} name as messages have it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPushLock(path, name, work) {
  take(path, name);
  held.add(path);
  const release = () => rmSync(path, { force: true });
  // Ctrl-C may end the process in the middle.
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    held.delete(path);
    release();
  }
}

/**
 * @param {string} path
 * @param {string} name
 */
function take(path, name) {
  const birth = birthOf(process.pid);
  const own = { process: process.pid, ...(birth && { birth }), host: hostname(), since: new Date().toISOString() };
  if (writeNewFile(path, jsonText(own))) return;
  const found = textAt(path);
  if (isInForce(found, path) || !removed(path, found) || !writeNewFile(path, jsonText(own)))
    throw refusal(textAt(path), name);
}

/**
 * A lock of another machine counts, since nobody can ask there. So does one that says nothing: it may have been begun just now.
 *
 * @param {string} found
 * @param {string} path
 */
function isInForce(found, path) {
  const other = read(found);
  if (!other || other.host !== hostname()) return true;
  if (other.process === process.pid) return held.has(path);
  return isRunning(other.process) && (other.birth === undefined || other.birth === birthOf(other.process));
}

/**
 * Takes a lock away, unless another push has done so first, and has written its own.
 *
 * @param {string} path
 * @param {string} expected
 */
function removed(path, expected) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return false;
  }
  const isExpected = textAt(aside) === expected;
  if (isExpected) rmSync(aside);
  else renameSync(aside, path);
  return isExpected;
}

/** @param {number} number */
function isRunning(number) {
  try {
    process.kill(number, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * When a process has begun, in a form that can only be compared. Only Linux says it in a file.
 *
 * @param {number} number
 */
function birthOf(number) {
  // The name of the program comes before, in brackets, and may have spaces.
  const [, rest = ''] = /^[^]*\) ([^]*)$/.exec(textAt(`/proc/${number}/stat`)) ?? [];
  return rest.split(' ')[19];
}

/** @param {string} path */
function textAt(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} found */
function read(found) {
  try {
    return owner(JSON.parse(found), '');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} found
 * @param {string} name
 */
function refusal(found, name) {
  const { process: number, host, since } = read(found) ?? {};
  const isHere = host === hostname();
  const who =
    number === undefined ? '' : ` (process ${number}${isHere ? '' : ` on ${host}`}, since ${shownTime(since ?? '')})`;
  const otherwise = isHere ? '' : ` If there is none, delete ${name}.`;
  return new CliError(`Another push of this project is running${who}. Push again when it has ended.${otherwise}`);
}

/** @param {string} since */
const shownTime = (since) => since.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');

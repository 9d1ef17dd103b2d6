/**
 * Two servers with one data file would overwrite each other's changes. So each server keeps a lock file beside it, which names its
 * process, and updates the file's time of change every few seconds. The lock of a server that was killed is ignored.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';

const RENEWED_MS = 5_000;
/** If the lock of another machine or container is older, its server has ended: its process cannot be looked up from here. */
const GONE_MS = 30_000;
const LONGEST = 1000;

/**
 * Who holds a lock.
 *
 * @typedef {object} Holder
 * @property {number} process
 * @property {string} birth tells the process from an earlier one with the same number; empty where that is unknown
 * @property {string} place in which the numbers of processes have the same meaning: a machine, or a container
 * @property {string} since
 */

/** The locks of this process, which it also gives up if it ends without closing its servers. @type {Map<string, string>} */
const held = new Map();

export class DataLock {
  #path;
  #text;
  #renewing;

  /**
   * @param {string} path
   * @param {string} text
   */
  constructor(path, text) {
    this.#path = path;
    this.#text = text;
    if (held.size === 0) process.once('exit', giveUpAll);
    held.set(path, text);
    this.#renewing = setInterval(() => void this.#renew(), RENEWED_MS).unref();
  }

  /**
   * @param {string} file whose lock it is
   * @returns {Promise<DataLock>}
   * @throws {TypeError} if another server holds it
   * @throws {Error} of the file system
   */
  static async take(file) {
    const path = `${file}.lock`;
    const own = { process: process.pid, birth: birthOf(process.pid), place: place(), since: new Date().toISOString() };
    const text = `${JSON.stringify({ ...own, id: randomUUID() })}\n`;
    if (await written(path, text)) return new DataLock(path, text);
    const found = await textAt(path);
    if (!(await isInForce(path, found))) {
      await remove(path, found);
      if (await written(path, text)) return new DataLock(path, text);
    }
    throw new TypeError(refusal(file, path, holderIn(await textAt(path))));
  }

  /**
   * Makes sure that the lock is still held, before the file is written. A lock that somebody has removed is put back.
   *
   * @throws {TypeError} if another server has it now
   */
  async confirm() {
    if (await this.#isOwn()) return;
    if (await written(this.#path, this.#text)) return;
    throw new TypeError(`another server has taken it over, because this one did not answer for ${GONE_MS / 1000} s`);
  }

  async release() {
    clearInterval(this.#renewing);
    held.delete(this.#path);
    if (held.size === 0) process.off('exit', giveUpAll);
    if (await this.#isOwn()) await rm(this.#path, { force: true });
  }

  async #renew() {
    const now = new Date();
    if (await this.#isOwn()) await utimes(this.#path, now, now).catch(() => undefined);
  }

  async #isOwn() {
    return (await textAt(this.#path)) === this.#text;
  }
}

/**
 * Whether the holder of a lock still runs. A process of this machine is looked up. For others, and for a lock that is still being
 * written, the file's time of change decides.
 *
 * @param {string} path
 * @param {string} text of the lock
 */
async function isInForce(path, text) {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
  const isRenewed = Date.now() - mtimeMs <= GONE_MS;
  const holder = holderIn(text);
  if (holder === undefined || holder.place !== place()) return isRenewed;
  if (!isRunning(holder.process)) return false;
  return holder.birth === '' ? isRenewed : holder.birth === birthOf(holder.process);
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {Promise<boolean>} false if there is such a file
 */
async function written(path, text) {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a lock, unless another server has done so first, and has written its own.
 *
 * @param {string} path
 * @param {string} expected
 */
async function remove(path, expected) {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const isExpected = (await textAt(aside)) === expected;
  await (isExpected ? rm(aside, { force: true }) : rename(aside, path));
}

/** At the end of the process nothing can wait. */
function giveUpAll() {
  for (const [path, text] of held) {
    if (contents(path) === text) rmSync(path, { force: true });
  }
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
  const [, rest = ''] = /^[^]*\) ([^]*)$/.exec(contents(`/proc/${number}/stat`)) ?? [];
  return rest.split(' ')[19] ?? '';
}

/** Containers may share the name of a machine, but number their processes on their own. */
function place() {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** @param {string} path */
function contents(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} path */
const textAt = (path) => readFile(path, 'utf8').catch(() => '');

/**
 * @param {string} text
 * @returns {Holder | undefined} undefined for what is no lock, or was not written to its end
 */
function holderIn(text) {
  if (text.length > LONGEST) return undefined;
  try {
    const { process: number, birth, place: where, since } = JSON.parse(text);
    const areTexts = [birth, where, since].every((value) => typeof value === 'string');
    const isNumber = Number.isInteger(number) && number > 0 && number < 2 ** 31;
    return areTexts && isNumber ? { process: number, birth, place: where, since } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {string} path
 * @param {Holder | undefined} holder
 */
function refusal(file, path, holder) {
  const isHere = holder?.place === place();
  const who = holder === undefined ? '' : ` (process ${holder.process}, since ${shownTime(holder.since)})`;
  const otherwise = isHere ? '' : ` If it was killed, try again in ${GONE_MS / 1000} s, or remove ${path}.`;
  return `Another server uses the data file ${file}${who}. Stop it first, or name another file.${otherwise}`;
}

/** @param {string} since */
const shownTime = (since) =>
  since
    .slice(0, 24)
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');

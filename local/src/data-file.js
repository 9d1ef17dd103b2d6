/** The file that keeps the state of a server. Only the server knows files; the engine gives and takes snapshots. */
import { open, readFile, readdir, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DataLock } from './data-lock.js';

/** A snapshot of thousands of users takes a tenth of a second, in which nothing else is answered. */
const PAUSE_MS = 500;

/** @typedef {(work: () => void, milliseconds: number) => { cancel: () => void }} Later */

/** @type {Later} */
const later = (work, milliseconds) => {
  const timer = setTimeout(work, milliseconds);
  return { cancel: () => clearTimeout(timer) };
};

export class DataFile {
  #path;
  #later;
  #lock;
  #isClosed = false;
  /** @type {Promise<void>} */
  #last = Promise.resolve();
  /** @type {Promise<void> | undefined} a save that has not begun */
  #next;
  /** @type {ReturnType<Later> | undefined} */
  #waiting;
  #written = '';

  /**
   * @param {string} path
   * @param {DataLock} lock
   * @param {Later} [ownLater]
   */
  constructor(path, lock, ownLater = later) {
    this.#path = path;
    this.#lock = lock;
    this.#later = ownLater;
  }

  /**
   * @param {string} path
   * @param {Later} [ownLater]
   * @returns {Promise<{ file: DataFile, snapshot: unknown }>} without a snapshot if there is no such file yet
   * @throws {TypeError} if another server uses the file, or it cannot be read, or is not whole
   */
  static async open(path, ownLater) {
    const full = await realPath(path);
    const lock = await DataLock.take(full).catch((error) => {
      throw error instanceof TypeError ? error : cannotWrite(full, error);
    });
    try {
      await removeDrafts(full);
      return { file: new DataFile(full, lock, ownLater), snapshot: await read(full, path) };
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** Lets other servers use the file, after the saves that have begun. Later ones are refused. */
  async close() {
    this.#isClosed = true;
    this.#waiting?.cancel();
    await this.#last.catch(() => undefined);
    await this.#lock.release();
  }

  /**
   * Saves the state of now, or of a little later. Saves that come while another is under way become one.
   *
   * @param {() => Promise<unknown>} take a snapshot
   * @returns {Promise<void>} that resolves when it is on the disk
   */
  async save(take) {
    if (this.#isClosed) throw cannotWrite(this.#path, new Error('the server has been closed'));
    this.#next ??= this.#after(this.#last, take);
    await this.#next;
  }

  /**
   * Saves after a pause, once for all changes until then. A full disk must not stop tests, so failures are only printed.
   *
   * @param {() => Promise<unknown>} take a snapshot
   */
  saveSoon(take) {
    if (this.#isClosed) return;
    this.#waiting ??= this.#later(() => {
      this.#waiting = undefined;
      void this.save(take).catch((/** @type {Error} */ error) => console.error(error.message));
    }, PAUSE_MS);
  }

  /**
   * @param {Promise<void>} previous
   * @param {() => Promise<unknown>} take
   */
  #after(previous, take) {
    const saved = previous
      .catch(() => undefined)
      .then(async () => {
        this.#next = undefined;
        const text = `${JSON.stringify(await take(), undefined, 1)}\n`;
        if (text === this.#written) return;
        await this.#write(text);
        this.#written = text;
      });
    this.#last = saved;
    return saved;
  }

  /**
   * Replaces the file in one step, so that it is always whole.
   *
   * @param {string} text
   */
  async #write(text) {
    const path = this.#path;
    const draft = `${path}.tmp`;
    try {
      await this.#lock.confirm();
      // It has tokens and keys, so others on this machine may not read it.
      const handle = await open(draft, 'w', 0o600);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw cannotWrite(path, error);
    }
  }
}

/**
 * Removes what servers that were killed have left, which has keys and tokens, too. Only for the holder of the lock.
 *
 * @param {string} path
 */
async function removeDrafts(path) {
  const folder = dirname(path);
  const start = `${basename(path)}.`;
  const isDraft = (/** @type {string} */ name) =>
    name.startsWith(start) && /^(?:\d+\.)?tmp$/.test(name.slice(start.length));
  const names = await readdir(folder).catch(() => []);
  await Promise.all(names.filter(isDraft).map((name) => rm(join(folder, name), { force: true })));
}

/**
 * @param {string} path
 * @param {string} problem
 * @param {unknown} cause
 */
export const unusable = (path, problem, cause) =>
  new TypeError(`Cannot go on from the data file ${path}. ${problem} To begin anew, remove it.`, { cause });

/**
 * @param {string} path
 * @param {unknown} cause
 */
function cannotWrite(path, cause) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TypeError(`Cannot write the data file in ${dirname(path)}: ${reason}`, { cause });
}

/**
 * The file that a path leads to, so that all paths to it have the same lock.
 *
 * @param {string} path
 */
async function realPath(path) {
  const inFolder = async () => join(await realpath(dirname(path)), basename(path));
  return realpath(path)
    .catch(inFolder)
    .catch(() => resolve(path));
}

/**
 * @param {string} full
 * @param {string} path for messages
 * @returns {Promise<unknown>} undefined if there is no such file yet
 */
async function read(full, path) {
  const text = await readFile(full, 'utf8').catch((/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code === 'ENOENT') return undefined;
    throw new TypeError(`Cannot read the data file ${path}: ${error.message}`, { cause: error });
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unusable(path, 'It is not whole: a part of it is missing, or it was changed.', error);
  }
}

/** The file that keeps the state of a server. Only the server knows files; the engine gives and takes snapshots. */
import { open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

export class DataFile {
  #path;
  /** @type {Promise<void>} */
  #last = Promise.resolve();
  /** @type {Promise<void> | undefined} a save that has not begun */
  #next;
  #written = '';

  /** @param {string} path */
  constructor(path) {
    this.#path = path;
  }

  /**
   * @param {string} path
   * @returns {Promise<{ file: DataFile, snapshot: unknown }>} without a snapshot if there is no such file yet
   * @throws {TypeError} if the file cannot be read, or is not whole
   */
  static async open(path) {
    const full = await realpath(path).catch(() => resolve(path));
    const text = await readFile(full, 'utf8').catch((/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'ENOENT') return undefined;
      throw new TypeError(`Cannot read the data file ${path}: ${error.message}`, { cause: error });
    });
    const file = new DataFile(full);
    if (text === undefined) return { file, snapshot: undefined };
    try {
      return { file, snapshot: JSON.parse(text) };
    } catch (error) {
      throw unusable(path, 'It is not whole: a part of it is missing, or it was changed.', error);
    }
  }

  /**
   * Saves the state of now, or of a little later. Saves that come while another is under way become one.
   *
   * @param {() => Promise<unknown>} take a snapshot
   * @returns {Promise<void>} that resolves when it is on the disk
   */
  save(take) {
    this.#next ??= this.#after(this.#last, take);
    return this.#next;
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
    const draft = `${path}.${process.pid}.tmp`;
    try {
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
      const reason = error instanceof Error ? error.message : String(error);
      throw new TypeError(`Cannot write the data file in ${dirname(path)}: ${reason}`, { cause: error });
    }
  }
}

/**
 * @param {string} path
 * @param {string} problem
 * @param {unknown} cause
 */
export const unusable = (path, problem, cause) =>
  new TypeError(`Cannot go on from the data file ${path}. ${problem} To begin anew, remove it.`, { cause });

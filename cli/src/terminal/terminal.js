import { reasonOf } from '../errors.js';
import { colorsOf } from './colors.js';
import { wrapped } from './wrapped.js';

/** In a narrower terminal, lines wrap. */
const narrowest = 40;

/**
 * Where a command is run: what it says goes to standard output, what is wrong to standard error.
 */
export class Terminal {
  #output;
  #errors;
  #isMute = false;
  #hasLostOutput = false;

  /**
   * @param {object} streams
   * @param {NodeJS.ReadStream | import('node:stream').Readable} streams.input
   * @param {NodeJS.WritableStream & { isTTY?: boolean, columns?: number }} streams.output
   * @param {NodeJS.WritableStream & { isTTY?: boolean }} streams.errors
   * @param {NodeJS.ProcessEnv} env
   */
  constructor({ input, output, errors }, env) {
    this.input = input;
    this.#output = output;
    this.#errors = errors;
    /** Can somebody answer questions? */
    this.isInteractive =
      Boolean(/** @type {{ isTTY?: boolean }} */ (input).isTTY) && output.isTTY === true && env['TERM'] !== 'dumb';
    this.colors = colorsOf(output.isTTY === true, env);
    this.errorColors = colorsOf(errors.isTTY === true, env);
  }

  /** How wide a line may be. Lines into a file or a pipe are never cut. */
  get columns() {
    return this.#output.isTTY ? Math.max(narrowest, this.#output.columns ?? 80) : Infinity;
  }

  /**
   * Goes on without output once nobody takes it: the work under way must not end in the middle. The reader of a pipe may leave early, as
   * `head` does; anything else is a failure.
   */
  outliveOutput() {
    this.#output.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (this.#isMute) return;
      this.#isMute = true;
      if (error.code === 'EPIPE') return;
      this.#hasLostOutput = true;
      this.fail(`Standard output cannot be written: ${reasonOf(error)}.`);
    });
    this.#errors.on('error', () => undefined);
  }

  /** Has output been lost that somebody wanted? */
  get hasLostOutput() {
    return this.#hasLostOutput;
  }

  /** @param {string} text */
  say(text = '') {
    if (!this.#isMute) this.#output.write(`${wrapped(text, this.columns)}\n`);
  }

  /**
   * Says something in place of the last line, where a person watches. The last line must fit into one.
   *
   * @param {string} text
   */
  sayInstead(text) {
    const isInPlace = this.isInteractive && !this.#isMute && (this.#output.columns ?? 80) >= narrowest;
    if (isInPlace) this.#output.write('\u001b[1A\u001b[2K');
    this.say(text);
  }

  /** @param {string} text */
  warn(text) {
    this.#errors.write(`${this.errorColors.red('Warning:')} ${text}\n`);
  }

  /** @param {string} message one line */
  fail(message) {
    this.#errors.write(`${this.errorColors.red('Error:')} ${printable(message.replaceAll(/\s*\n\s*/g, ' '))}\n`);
  }
}

/**
 * A text from outside without what controls a terminal.
 *
 * @param {string} text
 */
export const printable = (text) =>
  text.replaceAll(
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

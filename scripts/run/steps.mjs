import { inspect } from 'node:util';
import { Failure } from './failure.mjs';
import { printer, printLine } from './output.mjs';

/**
 * Does one step, and prints its name and duration.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work returns {@link upToDate} when there was nothing to do
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  printLine(`▸ ${name}`);
  const startedAt = performance.now();
  try {
    const result = await work();
    printLine(`✔ ${name} (${result === upToDate ? 'up to date' : elapsed(startedAt)})`);
    return result;
  } catch (error) {
    printLine(`✘ ${name} (${elapsed(startedAt)})`);
    throw error;
  }
}

/** Returned by a step that had nothing to do. */
export const upToDate = Symbol('up to date');

/**
 * A time span in words.
 *
 * @param {number} startedAt reading of `performance.now()`
 */
export function elapsed(startedAt) {
  const seconds = (performance.now() - startedAt) / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Runs a script's main function, and prints its error.
 *
 * @param {() => Promise<void>} work
 */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    printProblem(error);
    process.exit(1);
  }
}

/**
 * Prints a {@link Failure} as one line, any other error with its stack.
 *
 * @param {unknown} error
 */
export function printProblem(error) {
  printer(process.stderr)(`${error instanceof Failure ? error.message : inspect(error)}\n`);
}

import { CliError } from '../errors.js';

const largest = 1_000_000;

/**
 * A request has all answers, so flags beside it would be dropped.
 *
 * @param {readonly string[]} names of flags
 */
export function refuseBesideHeadless([name]) {
  if (name !== undefined)
    throw new CliError(`--headless reads all answers from standard input: leave out --${name}.`, { exitCode: 2 });
}

/**
 * All of standard input, for `--headless`.
 *
 * @param {NodeJS.ReadableStream & { isTTY?: boolean }} input
 */
export async function readStandardInput(input) {
  if (input.isTTY)
    throw new CliError('--headless reads JSON from standard input, such as: … --headless < request.json', {
      exitCode: 2,
    });
  /** @type {Buffer[]} */
  const parts = [];
  let size = 0;
  for await (const part of input) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > largest) throw new CliError('The request on standard input is too large.', { exitCode: 2 });
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

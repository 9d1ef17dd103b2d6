#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { COMMAND_OPTIONS, listenProblem, serverOptions, warningAbout } from '../src/command-options.js';
import { startServer } from '../src/index.js';

const COLUMNS = 100;
const OWN_OPTIONS = {
  help: { short: 'h', text: 'print this' },
  version: { short: 'v', text: 'print the version' },
};

const values = readArguments();
if (values['help']) process.stdout.write(usage());
else if (values['version']) process.stdout.write(`${await version()}\n`);
else await run(values);

/** @returns {import('../src/command-options.js').CommandValues} */
function readArguments() {
  const options = Object.entries({ ...COMMAND_OPTIONS, ...OWN_OPTIONS }).map(([name, option]) => [
    name,
    {
      type: 'value' in option ? 'string' : 'boolean',
      ...('isRepeatable' in option && { multiple: true }),
      ...('short' in option && { short: option.short }),
    },
  ]);
  try {
    const { values: given } = parseArgs({ options: Object.fromEntries(options) });
    return /** @type {import('../src/command-options.js').CommandValues} */ (given);
  } catch (error) {
    return fail(`${textOf(error)}\n\n${usage()}`);
  }
}

/** @param {import('../src/command-options.js').CommandValues} given */
async function run(given) {
  const server = await serverOptions(given)
    .then(startServer)
    .catch((/** @type {unknown} */ error) => fail(`${listenProblem(error, given) ?? textOf(error)}\n`));
  const warning = warningAbout(given);
  if (warning !== undefined) process.stderr.write(`${warning}\n`);
  process.stdout.write(`Local Cognito at ${server.url} (open it to read the mailbox)\n`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void server.close().catch((/** @type {unknown} */ error) => fail(`${textOf(error)}\n`)));
  }
}

function usage() {
  const all = Object.entries({ ...COMMAND_OPTIONS, ...OWN_OPTIONS }).map(([name, option]) => ({
    head: `${'short' in option ? `-${option.short}, ` : ''}--${name}${'value' in option ? ` <${String(option.value)}>` : ''}`,
    text: option.text,
  }));
  const width = Math.max(...all.map(({ head }) => head.length)) + 4;
  const lines = all.map(({ head, text }) => `  ${head}`.padEnd(width) + wrapped(text, width));
  return ['Usage: cognito-wasm-local [options]', '', ...lines, ''].join('\n');
}

/**
 * @param {string} text
 * @param {number} indent of the lines after the first
 */
function wrapped(text, indent) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && indent + last.length + 1 + word.length > COLUMNS) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

async function version() {
  const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  return String(manifest.version);
}

/** @param {unknown} error */
function textOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(message);
  process.exit(1);
}

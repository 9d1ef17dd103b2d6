import { spawn } from 'node:child_process';
import { Failure } from './failure.mjs';
import { printer } from './output.mjs';
import { root } from './paths.mjs';

/** A command that says nothing for this long gets a line which says that it is still at work. */
const silenceLimitMs = 15_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * @typedef {object} CommandOptions
 * @property {Record<string, string>} [env] added to this process's environment
 * @property {boolean} [quiet] keep the output back instead of showing it
 * @property {number} [timeLimitMs] end it, as failed, when it takes longer
 *
 * @typedef {object} CommandResult
 * @property {boolean} succeeded whether it started and ended with exit code 0
 * @property {string} output what it wrote to standard output and standard error, without colours
 */

/**
 * Runs a command in the repository's root, without input, and shows what it writes.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 */
export function attempt(command, args, { env = {}, quiet = false, timeLimitMs } = {}) {
  return new Promise((resolve) => {
    const print = printer();
    const child = start(command, args, env);
    const stopTicking = quiet ? () => {} : tickWhenSilent(child, command, print);
    const timer = timeLimitMs === undefined ? undefined : setTimeout(giveUp, timeLimitMs);
    let output = '';
    for (const [from, show] of /** @type {const} */ ([
      [child.stdout, print],
      [child.stderr, printer(process.stderr)],
    ])) {
      from.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
        if (!quiet) show(text);
      });
    }
    /** @param {boolean} succeeded */
    const finish = (succeeded) => {
      stopTicking();
      clearTimeout(timer);
      running.delete(child);
      resolve({ succeeded, output: withoutColours(output) });
    };
    function giveUp() {
      print(`${command.replaceAll(root, '')} is ended: it has taken longer than ${timeLimitMs} ms.\n`);
      end(child);
    }
    child.once('error', () => finish(false));
    child.once('close', (code) => finish(code === 0));
  });
}

/**
 * As {@link attempt}, for a command that has to succeed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions & { otherwise?: string }} [options] `otherwise`: the line to end with when it fails
 * @returns {Promise<string>} its output
 */
export async function run(command, args, { otherwise, ...options } = {}) {
  const { succeeded, output } = await attempt(command, args, options);
  if (succeeded) return output;
  if (options.quiet) printer(process.stderr)(output);
  throw new Failure(otherwise ?? `Failed: ${[command, ...args].join(' ').replaceAll(root, '')}`);
}

/**
 * Starts a command of which the caller reads the output; it ends with this process.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export function start(command, args, env = {}) {
  // A process group of its own, so that what the command starts can be ended along with it.
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  return child;
}

/**
 * Ends a command and what it has started.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function end(child) {
  running.delete(child);
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}

process.once('exit', () => running.forEach(end));
for (const [signal, exitCode] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])) {
  process.once(signal, () => process.exit(exitCode));
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @param {string} command
 * @param {import('./output.mjs').Print} print
 * @returns {() => void} ends the ticking
 */
function tickWhenSilent(child, command, print) {
  const startedAt = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    print(`  … ${command.replaceAll(root, '')} is at work, ${seconds} s\n`);
  }, silenceLimitMs);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', () => timer.refresh());
  return () => clearInterval(timer);
}

/** @param {string} text */
function withoutColours(text) {
  // eslint-disable-next-line no-control-regex -- the control character is what is looked for
  return text.replaceAll(/\u001b\[[0-9;]*m/g, '');
}

import { spawn } from 'node:child_process';
import { Failure } from './failure.mjs';
import { printer } from './output.mjs';
import { root } from './paths.mjs';

/** After this long without output, a line says that the command is still running. */
const silenceLimitMs = 15_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd] instead of the repository's root
 * @property {Record<string, string>} [env] added to this process's environment
 * @property {boolean} [quiet] do not show the output
 * @property {number} [timeLimitMs] end it after this time; it then counts as failed
 *
 * @typedef {object} CommandResult
 * @property {boolean} succeeded whether it ran and exited with code 0
 * @property {string} output its standard output and standard error, without colours
 */

/**
 * Runs a command, in the repository's root unless another folder is given, without input, and shows its output.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 */
export function attempt(command, args, { cwd = root, env = {}, quiet = false, timeLimitMs } = {}) {
  return new Promise((resolve) => {
    const print = printer();
    const child = start(command, args, env, cwd);
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
      print(`${command.replaceAll(root, '')} was ended: it took longer than ${timeLimitMs} ms.\n`);
      end(child);
    }
    child.once('error', () => finish(false));
    child.once('close', (code) => finish(code === 0));
  });
}

/**
 * Like {@link attempt}, for a command that must succeed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions & { otherwise?: string }} [options] `otherwise`: the message if it fails
 * @returns {Promise<string>} its output
 */
export async function run(command, args, { otherwise, ...options } = {}) {
  const { succeeded, output } = await attempt(command, args, options);
  if (succeeded) return output;
  if (options.quiet) printer(process.stderr)(output);
  throw new Failure(otherwise ?? `Failed: ${[command, ...args].join(' ').replaceAll(root, '')}`);
}

/**
 * Starts a command and leaves its output to the caller. It ends with this process.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @param {string} [cwd]
 */
export function start(command, args, env = {}, cwd = root) {
  // A separate process group, so that child processes can be ended too.
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  return child;
}

/**
 * Ends a command and its child processes.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function end(child) {
  running.delete(child);
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has already ended.
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
    print(`  … ${command.replaceAll(root, '')} is still running, ${seconds} s\n`);
  }, silenceLimitMs);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', () => timer.refresh());
  return () => clearInterval(timer);
}

/** @param {string} text */
function withoutColours(text) {
  // eslint-disable-next-line no-control-regex -- matches the control character on purpose
  return text.replaceAll(/\u001b\[[0-9;]*m/g, '');
}

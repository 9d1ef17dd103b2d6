import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { CliError, interrupted, interruptionOf, reasonOf } from './errors.js';
import { runCommandLine } from './command-line.js';
import { askAt } from './questions/ask.js';
import { services } from './services.js';
import { withOwnInterrupt } from './terminal/interrupt.js';
import { Terminal } from './terminal/terminal.js';

/**
 * Runs a command line of this process.
 *
 * @param {readonly string[]} args
 * @param {Partial<import('./services.js').Services>} [replaced] for tests
 * @returns {Promise<number>} the exit code
 */
export async function main(args, replaced = {}) {
  const { stdin: input, stdout: output, stderr: errors, env } = process;
  // The SDK says at each start which versions of Node it will support next year. That is not for who runs this command.
  env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const terminal = new Terminal({ input, output, errors }, env);
  terminal.outliveOutput();
  const exit = (/** @type {number} */ code) => process.exit(code);
  const { signals, end } = withOwnInterrupt(process, () => {
    terminal.say();
    terminal.fail(interrupted);
    exit(130);
  });
  const context = {
    cwd: process.cwd(),
    env,
    terminal,
    ask: askAt(terminal),
    services: { ...services, ...replaced },
    signals,
    exit,
    randomHex: (/** @type {number} */ length) => randomBytes(length).toString('hex').slice(0, length),
  };
  const code = await run(args, context).finally(end);
  // The last line may have failed just now.
  await setImmediate();
  return terminal.hasLostOutput ? code || 1 : code;
}

/**
 * @param {readonly string[]} args
 * @param {import('./context.js').Context} context
 * @returns {Promise<number>} the exit code
 */
export async function run(args, context) {
  try {
    await runCommandLine(args, context);
    return 0;
  } catch (error) {
    return told(error, context);
  }
}

/**
 * Says in one line what went wrong.
 *
 * @param {unknown} error
 * @param {import('./context.js').Context} context
 */
async function told(error, { terminal, services: parts, env }) {
  if (env['COGNITO_WASM_DEBUG']) terminal.say(String(error instanceof Error ? error.stack : error));
  const known = error instanceof CliError ? error : interruptionOf(error);
  if (known) {
    terminal.fail(known.message);
    return known.exitCode;
  }
  const { message, path, syscall } = /** @type {NodeJS.ErrnoException} */ (error);
  if (path !== undefined && syscall !== undefined) {
    terminal.fail(`${path}: ${reasonOf(/** @type {Error} */ (error))}.`);
    return 1;
  }
  if (isOfAws(error)) {
    terminal.fail((await parts.problemOf(error)).message);
    return 1;
  }
  terminal.fail(`${message || String(error)} (set COGNITO_WASM_DEBUG=1 to see where)`);
  return 1;
}

const networkCodes = /^(E(CONNREFUSED|CONNRESET|NOTFOUND|AI_AGAIN|TIMEDOUT|HOSTUNREACH|NETUNREACH)|TimeoutError)$/;

/** @param {unknown} error */
const isOfAws = (error) =>
  error instanceof Error &&
  (['$metadata', '$fault', 'tryNextLink'].some((name) => name in error) ||
    networkCodes.test(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.name));

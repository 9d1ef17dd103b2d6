import { listenProblem, serverOptions, warningAbout } from 'cognito-wasm-local/command';
import { CliError } from '../errors.js';
import { commandName } from '../terminal/command-name.js';

/**
 * Runs the local Cognito until Ctrl-C.
 *
 * @param {import('../context.js').Context} context
 * @param {import('cognito-wasm-local/command').CommandValues} values
 */
export async function local({ env, terminal, services, signals }, values) {
  const options = await serverOptions(values).catch((cause) => {
    throw new CliError(cause.message, { cause, exitCode: 2 });
  });
  const server = await services.startLocal(options).catch((cause) => {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(listenProblem(cause, values) ?? problem, { cause });
  });
  const warning = warningAbout(values);
  if (warning !== undefined) terminal.say(warning);
  // Before it says that it runs, so that Ctrl-C right after that ends it well.
  const end = new Promise((resolve) => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) signals.on(signal, () => resolve(undefined));
  });
  terminal.say(`Local Cognito at ${server.url} (open it to read the mailbox; Ctrl-C ends it)`);
  terminal.say(`Push to it: ${commandName(env)} push --endpoint ${server.url}`);
  await end;
  await server.close();
}

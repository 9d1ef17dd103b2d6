import { CliError } from '../errors.js';
import { commandName } from '../terminal/command-name.js';

/**
 * @typedef {object} LocalOptions
 * @property {number} port
 * @property {boolean} deterministic
 * @property {boolean} lenient
 * @property {string[]} allowOrigin
 * @property {string[]} allowHost
 * @property {string[] | undefined} callbackUrl
 * @property {string[] | undefined} logoutUrl
 */

/** @type {Record<string, string>} */
const reasons = {
  EADDRINUSE: 'it is taken (EADDRINUSE). Take another one with --port, or any that is free with --port 0.',
  EACCES: 'this user may not. Take one above 1023 with --port.',
};

/**
 * Runs the local Cognito until Ctrl-C.
 *
 * @param {import('../context.js').Context} context
 * @param {LocalOptions} options
 */
export async function local({ env, terminal, services, signals }, options) {
  const { port, deterministic, lenient, allowOrigin, allowHost, callbackUrl, logoutUrl } = options;
  const server = await services
    .startLocal({
      port,
      deterministic,
      strict: !lenient,
      allowedOrigins: allowOrigin,
      allowedHosts: allowHost,
      ...(callbackUrl && { callbackUrls: callbackUrl }),
      ...(logoutUrl && { logoutUrls: logoutUrl }),
    })
    .catch((cause) => {
      const reason =
        cause instanceof Error ? (reasons[/** @type {any} */ (cause).code] ?? cause.message) : String(cause);
      throw new CliError(cause instanceof TypeError ? reason : `Cannot listen on port ${port}: ${reason}`, { cause });
    });
  // Before it says that it runs, so that Ctrl-C right after that ends it well.
  const end = new Promise((resolve) => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) signals.on(signal, () => resolve(undefined));
  });
  terminal.say(`Local Cognito at ${server.url} (open it to read the mailbox; Ctrl-C ends it)`);
  terminal.say(`Push to it: ${commandName(env)} push --endpoint ${server.url}`);
  await end;
  await server.close();
}

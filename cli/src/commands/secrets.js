/** @file The secrets of social providers. They are in no file: the push reads them from the environment, or asks for them. */
import { CliError } from '../errors.js';
import { secretVariable } from './save-answers.js';

/**
 * All secrets that a push needs, before it changes anything.
 *
 * @param {Pick<import('../context.js').Context, 'terminal' | 'ask' | 'env'>} context
 * @param {import('../backend/engine.js').NeededSecret[]} needed
 * @returns {Promise<Map<string, string>>} by provider
 */
export async function secretsFor({ terminal, ask, env }, needed) {
  const missing = needed.filter(({ provider }) => !env[secretVariable(provider)]);
  if (missing.length > 0 && !terminal.isInteractive) throw missingSecrets(missing.map(({ provider }) => provider));
  /** @type {Map<string, string>} */
  const secrets = new Map();
  for (const { provider, member } of needed) {
    const message =
      member === 'private_key'
        ? `Enter the private key of ${provider}, on one line:`
        : `Enter the client secret of ${provider}:`;
    const validate = (/** @type {string} */ text) => text !== '' || 'It must not be empty.';
    secrets.set(provider, env[secretVariable(provider)] || (await ask.password({ message, validate })));
  }
  return secrets;
}

/** @param {string[]} providers */
function missingSecrets(providers) {
  const what = providers.length === 1 ? 'The secret of' : 'The secrets of';
  const are = providers.length === 1 ? 'is missing' : 'are missing';
  const variables = listed(providers.map(secretVariable));
  return new CliError(`${what} ${listed(providers)} ${are}: set ${variables}. Nothing was changed.`, { exitCode: 2 });
}

/** @param {string[]} names */
const listed = (names) => new Intl.ListFormat('en').format(names);

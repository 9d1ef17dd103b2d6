import { backendOf } from '../backend/backend.js';
import { commandName } from '../terminal/command-name.js';

/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('../project/project.js').Project} Project
 */

/**
 * @param {import('../context.js').Context} context
 * @param {Project} project
 * @param {Answers} answers checked
 * @param {'added' | 'updated'} what
 */
export async function saveAnswers({ env, terminal, services }, project, answers, what) {
  // The template first: answers that it cannot be made of are not saved.
  const { template, parameters } = await services.templateOf(backendOf(answers, project.environment));
  project.setAnswers(answers);
  project.writeTemplate(template, parameters);
  terminal.say();
  terminal.say(`The auth resource ${answers.resourceName} has been ${what} in this folder only.`);
  terminal.say();
  terminal.say(`Next: ${commandName(env)} push${what === 'added' ? ', which makes it' : ''}`);
}

/** The variable of the environment that a provider's secret is read from. @param {string} provider */
export const secretVariable = (provider) => `COGNITO_WASM_${provider.toUpperCase()}_SECRET`;

/**
 * @param {import('../terminal/terminal.js').Terminal} terminal
 * @param {string[]} providers
 */
export function warnOfSecrets(terminal, providers) {
  for (const provider of providers) {
    terminal.warn(`the secret of ${provider} is not kept. The push asks for it, or reads ${secretVariable(provider)}.`);
  }
}

import { defaultAnswers } from '../answers/answers.js';
import { checkAnswers } from '../answers/check.js';
import { answersFromFlags } from '../answers/flags.js';
import { answersOfAddRequest } from '../answers/headless.js';
import { CliError } from '../errors.js';
import { Project } from '../project/project.js';
import { askNewAnswers } from '../questions/add-auth.js';
import { readStandardInput, refuseBesideHeadless } from '../terminal/standard-input.js';
import { refuseLeftBackend } from './left-backends.js';
import { saveAnswers, warnOfSecrets } from './save-answers.js';

/**
 * @typedef {object} AnswerOptions
 * @property {boolean} headless
 * @property {boolean} defaults
 * @property {ReadonlyMap<string, string | true>} flags
 * @property {string | undefined} resourceName
 */

/**
 * @param {import('../context.js').Context} context
 * @param {AnswerOptions} options
 */
export async function addAuth(context, { headless, defaults, flags, resourceName }) {
  const { cwd, terminal, ask, randomHex } = context;
  const project = Project.find(cwd);
  const before = project.answers();
  if (before) {
    throw new CliError(
      `The project has auth already (${before.resourceName}). Change it with "cognito-wasm update auth".`,
    );
  }
  refuseLeftBackend(project);
  const plain = defaultAnswers(project.environment.projectName, randomHex(8));
  const start = resourceName === undefined ? plain : { ...plain, resourceName };
  const save = (/** @type {import('../answers/answers.js').Answers} */ answers) =>
    saveAnswers(context, project, checkAnswers(answers), 'added');
  if (headless) {
    refuseBesideHeadless([
      ...(defaults ? ['defaults'] : []),
      ...(resourceName === undefined ? [] : ['resource-name']),
      ...flags.keys(),
    ]);
    const { answers, withSecrets } = answersOfAddRequest(await readStandardInput(terminal.input), start);
    warnOfSecrets(terminal, withSecrets);
    return save(answers);
  }
  if (defaults || flags.size > 0) return save(answersFromFlags(flags, start));
  if (!terminal.isInteractive) {
    throw new CliError(
      'There is no terminal to ask at: --sign-in-with is missing (or --defaults, or --headless with JSON on standard input).',
      { exitCode: 2 },
    );
  }
  return save(await askNewAnswers(ask, start));
}

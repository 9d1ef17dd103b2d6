import { isDeepStrictEqual } from 'node:util';
import { newIdentityPool } from '../answers/answers.js';
import { checkAnswers } from '../answers/check.js';
import { answersFromFlags } from '../answers/flags.js';
import { answersOfUpdateRequest } from '../answers/headless.js';
import { refuseFixed } from '../answers/fixed.js';
import { CliError } from '../errors.js';
import { Project } from '../project/project.js';
import { askUpdate } from '../questions/update-auth.js';
import { readStandardInput, refuseBesideHeadless } from '../terminal/standard-input.js';
import { saveAnswers, warnOfSecrets } from './save-answers.js';

/**
 * @param {import('../context.js').Context} context
 * @param {import('./add-auth.js').AnswerOptions} options
 */
export async function updateAuth(context, options) {
  const { cwd, terminal } = context;
  const project = Project.find(cwd);
  const before = project.answers();
  if (!before) throw new CliError('The project has no auth yet. Run "cognito-wasm add auth" first.');
  if (project.imported()) {
    throw new CliError(
      'The auth of this project is imported. Change it where it was made, then run "cognito-wasm import auth" again.',
    );
  }
  const answers = checkAnswers(await changed(context, before, options));
  if (isDeepStrictEqual(answers, before)) {
    terminal.say('Nothing has changed.');
    return;
  }
  if (project.made().some(({ userPoolId }) => userPoolId !== undefined)) refuseFixed(before, answers);
  return saveAnswers(context, project, answers, 'updated');
}

/**
 * @param {import('../context.js').Context} context
 * @param {import('../answers/answers.js').Answers} before
 * @param {import('./add-auth.js').AnswerOptions} options
 */
async function changed({ terminal, ask }, before, { headless, flags }) {
  if (headless) {
    refuseBesideHeadless([...flags.keys()]);
    const request = await readStandardInput(terminal.input);
    const { answers, withSecrets } = answersOfUpdateRequest(request, before, newIdentityPool(before));
    warnOfSecrets(terminal, withSecrets);
    return answers;
  }
  if (flags.size > 0) return answersFromFlags(flags, before);
  if (!terminal.isInteractive) {
    throw new CliError(
      'There is no terminal to ask at: give flags such as --mfa optional (or --headless with JSON on standard input).',
      { exitCode: 2 },
    );
  }
  return askUpdate(ask, before);
}

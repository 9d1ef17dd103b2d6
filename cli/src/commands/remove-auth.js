import { CliError } from '../errors.js';
import { Project } from '../project/project.js';

/**
 * @param {import('../context.js').Context} context
 * @param {{ yes: boolean }} options
 */
export async function removeAuth({ cwd, terminal, ask }, { yes }) {
  const project = Project.find(cwd);
  const answers = project.answers();
  if (!answers) throw new CliError('The project has no auth.');
  const isImported = project.imported() !== null;
  const isPushed = !isImported && project.pushed().outputs.userPoolId !== undefined;
  if (!yes) {
    if (!terminal.isInteractive)
      throw new CliError('--yes is missing: there is no terminal to ask at.', { exitCode: 2 });
    if (isPushed) ask.warn('The next push deletes the user pool with all its users.');
    const isSure = await ask.confirm({ message: `Remove ${answers.resourceName} from this project?`, default: false });
    if (!isSure) {
      terminal.say('Nothing has changed.');
      return;
    }
  }
  project.setAnswers(null);
  terminal.say(`The auth resource ${answers.resourceName} has been removed from this folder.`);
  if (isImported) terminal.say('What was imported stays as it is in AWS.');
  if (isPushed) terminal.say('\nNext: cognito-wasm push, which deletes it in the cloud');
}

import { relative } from 'node:path';
import { CliError } from '../errors.js';
import { Project } from '../project/project.js';
import { nextPush } from './left-backends.js';

/**
 * @param {import('../context.js').Context} context
 * @param {{ yes: boolean }} options
 */
export async function removeAuth({ cwd, terminal, ask, services }, { yes }) {
  const project = Project.find(cwd);
  const answers = project.answers();
  if (!answers) throw new CliError('The project has no auth.');
  const isImported = project.imported() !== null;
  const made = isImported ? [] : project.made();
  if (!yes) {
    if (!terminal.isInteractive)
      throw new CliError('--yes is missing: there is no terminal to ask at.', { exitCode: 2 });
    if (made.length > 0) ask.warn('The next push deletes the user pool with all its users.');
    else if (!isImported)
      ask.warn('If another clone has pushed it, the next push deletes its user pool with all users.');
    const isSure = await ask.confirm({ message: `Remove ${answers.resourceName} from this project?`, default: false });
    if (!isSure) {
      terminal.say('Nothing has changed.');
      return;
    }
  }
  // A push would find nothing to delete, and leave the files as they are.
  const { root, formats, outputDirectory: directory } = project;
  const nothing = { root, outputs: null, answers: null, formats, directory };
  const written = isImported ? await services.writeOutputs(nothing) : [];
  if (!isImported) project.noteRemoval(answers);
  project.setAnswers(null);
  terminal.say(`The auth resource ${answers.resourceName} has been removed from this folder.`);
  for (const { path, isChanged } of written) if (isChanged) terminal.say(`Written: ${relative(root, path)}`);
  if (isImported) terminal.say('What was imported stays as it is in AWS.');
  if (!isImported && made.length === 0)
    terminal.say('\nNext, if another clone has pushed it: cognito-wasm push, which deletes it in the cloud');
  for (const place of made) terminal.say(`\n${nextPush(place)}`);
}

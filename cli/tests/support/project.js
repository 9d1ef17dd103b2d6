import { defaultAnswers } from '../../src/answers/answers.js';
import { Project } from '../../src/project/project.js';
import { newFolder } from './folder.js';

const environment = { projectName: 'myapp', environment: 'dev', region: 'eu-central-1', stamp: '0a1b2c' };

/** A folder in which `init` has run. */
export function newProject() {
  const cwd = newFolder();
  Project.create(cwd, { environment, formats: ['mobile'], outputDirectory: '.' });
  return cwd;
}

/** The default answers of that project. */
export const answers = () => defaultAnswers('myapp', '0123abcd');

/** A folder in which `init` and `add auth` have run. */
export function projectWithAuth(change = (given) => given) {
  const cwd = newProject();
  Project.find(cwd).setAnswers(change(answers()));
  return cwd;
}

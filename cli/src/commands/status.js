import { backendOf } from '../backend/backend.js';
import { Project } from '../project/project.js';
import { mfaCodeAsker } from '../questions/mfa-code.js';
import { changesTable } from '../terminal/changes-table.js';
import { printable } from '../terminal/terminal.js';
import { withLastPlace } from './last-place.js';
import { nextPush, warnOfLeftBackends } from './left-backends.js';
import { foundFromElsewhere, nothingLeft, showNotes } from './warnings-of-push.js';

/**
 * @param {import('../context.js').Context} context
 * @param {{ endpoint: string | undefined, profile: string | undefined }} options
 */
export async function status({ cwd, env, terminal, ask, services }, { endpoint, profile }) {
  const project = Project.find(cwd);
  const { environment } = project;
  const answers = project.answers();
  const { colors } = terminal;
  /** @param {string} name @param {string} value */
  const line = (name, value) => terminal.say(`  ${colors.bold(name.padEnd(13))} ${printable(value)}`);
  line('Project', environment.projectName);
  line('Environment', `${environment.environment} in ${environment.region}`);
  const imported = project.imported();
  line(
    'Auth',
    answers ? `${answers.resourceName}${imported ? ' (imported)' : ''}` : 'none; add it with "cognito-wasm add auth"',
  );
  /** @param {Partial<import('../outputs/outputs.js').Outputs>} outputs @param {string} target */
  const showIds = ({ userPoolId, identityPoolId }, target) => {
    if (userPoolId !== undefined) line('User pool', userPoolId);
    if (identityPoolId !== undefined) line('Identity pool', identityPoolId);
    if (target !== 'aws' && userPoolId !== undefined) line('Pushed to', target);
  };
  if (imported) {
    showIds(imported, 'aws');
    warnOfLeftBackends(terminal, project);
  }
  const made = project.made();
  if (imported || (!answers && made.length === 0)) return;
  const askMfaCode = mfaCodeAsker({ terminal, ask });
  const where = { environment, endpoint, profile, env, newSecrets: [], askMfaCode };
  const place = await services.chooseEngine(where);
  const backend = answers && backendOf(answers, environment);
  const known = project.pushed(place.target);
  if (!answers && Object.keys(known.outputs).length === 0 && !known.unfinished?.length) {
    for (const elsewhere of made) terminal.say(`\n${nextPush(elsewhere)}`);
    return;
  }
  /** @type {import('../backend/engine.js').Plan | undefined} */
  let plan;
  try {
    plan = await withLastPlace(project, { endpoint, target: place.target }, () => place.engine.plan(backend, known));
  } finally {
    // Other clones push, too: what is known here may be old.
    showIds((plan?.pushed ?? known).outputs, place.target);
    terminal.say();
  }
  const { changes, drift, isAnew, isFound } = plan;
  showNotes(terminal, plan);
  if (isFound) terminal.say(`${foundFromElsewhere(place.target, plan)} The next push goes on from it.\n`);
  if (isAnew) terminal.say(`${nothingLeft(place.target)} The next one makes it anew.\n`);
  const wanted = changes.filter(({ operation }) => operation !== 'No change');
  if (wanted.length === 0)
    terminal.say(drift.length > 0 ? 'No changes besides:' : 'No changes: everything has been pushed.');
  else for (const each of changesTable(wanted, terminal)) terminal.say(each);
  if (drift.length > 0) {
    terminal.say();
    terminal.say('Changed by somebody else since the last push:');
    for (const each of changesTable(drift, terminal)) terminal.say(each);
  }
}

import { relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { providersIn } from '../answers/flag-values.js';
import { backendOf } from '../backend/backend.js';
import { CliError } from '../errors.js';
import { howPagesRead } from '../outputs/directory.js';
import { Project } from '../project/project.js';
import { mfaCodeAsker } from '../questions/mfa-code.js';
import { changesTable } from '../terminal/changes-table.js';
import { commandName } from '../terminal/command-name.js';
import { onInterrupt } from '../terminal/interrupt.js';
import { printable } from '../terminal/terminal.js';
import { withLastPlace } from './last-place.js';
import { warnOfLeftBackends } from './left-backends.js';
import { secretsFor } from './secrets.js';
import {
  foundFromElsewhere,
  nothingLeft,
  showDrift,
  showNotes,
  stayingLosses,
  warnOfLostUsers,
} from './warnings-of-push.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../backend/engine.js').Plan} Plan
 * @typedef {import('../backend/engine.js').Progress} Progress
 *
 * @typedef {object} PushOptions
 * @property {boolean} yes
 * @property {boolean} overwriteDrift
 * @property {string} newSecrets a list
 * @property {string | undefined} endpoint
 * @property {string | undefined} profile
 */

/**
 * @param {Context} context
 * @param {PushOptions} options
 */
export async function push(context, options) {
  const project = Project.find(context.cwd);
  await project.alone(() => pushProject(context, project, options));
}

/**
 * @param {Context} context
 * @param {Project} project
 * @param {PushOptions} options
 */
async function pushProject(context, project, { yes, overwriteDrift, newSecrets: list, endpoint, profile }) {
  const { env, terminal, ask, services } = context;
  const { environment } = project;
  const answers = project.answers();
  if (project.imported()) {
    terminal.say(
      `The auth of this project is imported: there is nothing to push. "${commandName(env)} pull" writes its configuration files.`,
    );
    warnOfLeftBackends(terminal, project);
    return;
  }
  const { root, formats, outputDirectory: directory } = project;
  await services.checkOutputs({ root, formats, directory, answers });
  const newSecrets = providersIn(list, '--new-secrets');
  const askMfaCode = mfaCodeAsker(context);
  const where = { environment, endpoint, profile, env, newSecrets, askMfaCode };
  const { engine, target } = await services.chooseEngine(where);
  const before = answers ? project.pushed(target) : removedBackend(project, target);
  if (!answers) refuseOrphan(project);
  const backend = answers && backendOf(answers, environment);
  const plan = await withLastPlace(project, { endpoint, target }, () =>
    engine.plan(backend, before, { overwritesDrift: overwriteDrift }),
  );
  const wanted = plan.changes.filter(({ operation }) => operation !== 'No change');
  if (!backend && wanted.length === 0 && !isKnown(before)) throw nothingToPush();
  if (plan.isFound) {
    const what = backend ? 'goes on from it' : 'deletes it';
    terminal.say(`${foundFromElsewhere(target, plan)} This push ${what}.\n`);
  }
  if (plan.isAnew) terminal.say(`${nothingLeft(target)} This push makes it anew.\n`);
  showNotes(terminal, plan);
  showDrift(terminal, plan, overwriteDrift);
  if (wanted.length === 0 && isComplete(plan)) {
    terminal.say(plan.drift.length > 0 ? 'No changes besides.' : 'No changes: everything has been pushed.');
    recordOthers(project, plan, { before, target });
    await writeFiles(context, project, plan.pushed.outputs);
    refuseLosses(plan);
    return;
  }
  terminal.say(target === 'aws' ? `To AWS, in ${environment.region}:` : `To ${printable(target)}:`);
  const lines = wanted.length > 0 ? changesTable(wanted, terminal) : ['  No changes.'];
  for (const line of lines) terminal.say(line);
  terminal.say();
  warnOfLostUsers(terminal, wanted);
  if (!yes && wanted.length > 0) {
    if (!terminal.isInteractive) {
      throw new CliError('--yes is missing: there is no terminal to confirm these changes at. Nothing was changed.', {
        exitCode: 2,
      });
    }
    const isSure = await ask.confirm({ message: 'Are you sure you want to continue?', default: true });
    if (!isSure) {
      terminal.say('Nothing was changed.');
      return;
    }
    terminal.say();
  }
  const secrets = await secretsFor(context, plan.secrets ?? []);
  const { say, ...tells } = telling(terminal);
  await interruptible(context, say, async (signal) => {
    if (backend) {
      const { template, parameters } = await services.templateOf(backend);
      project.writeTemplate(template, parameters);
    }
    const save = (/** @type {Plan['pushed']} */ pushed) => project.savePushed(pushed, target);
    const outputs = await engine.apply(plan, { ...tells, save, signal, secret: oneOf(secrets) });
    project.finishPush(outputs ?? {});
    terminal.say();
    terminal.say(outputs ? 'The backend is ready.' : 'The backend has been deleted.');
    await writeFiles(context, project, outputs ?? {});
  });
  refuseLosses(plan);
}

/**
 * Another clone may have pushed the same. Then there is nothing to do, but what is known here is not what is there.
 *
 * @param {Project} project
 * @param {Plan} plan without changes
 * @param {{ before: Plan['pushed'], target: string }} known
 */
function recordOthers(project, { backend, pushed }, { before, target }) {
  if (!backend) return;
  /** @type {Plan['pushed']} */
  const now = JSON.parse(JSON.stringify({ ...pushed, backend }));
  if (isDeepStrictEqual(now, before)) return;
  project.savePushed(now, target);
  project.finishPush(now.outputs);
}

/**
 * The configuration files name what does not exist.
 *
 * @param {Plan} plan
 */
function refuseLosses(plan) {
  const lost = plan.overwritesDrift ? [] : stayingLosses(plan);
  if (lost.length === 0) return;
  const names = lost.map(({ resource }) => resource).join(', ');
  throw new CliError(`Missing: ${names}. "cognito-wasm push --overwrite-drift" makes it anew.`);
}

/**
 * What there is to delete. Another clone may have pushed it, of which only the note of the removal is known here.
 *
 * @param {Project} project
 * @param {string} target
 * @returns {Plan['pushed']}
 */
function removedBackend(project, target) {
  const pushed = project.pushed(target);
  if (isKnown(pushed)) return pushed;
  const removed = project.removed();
  if (!removed) throw nothingToPush();
  return { ...pushed, begun: backendOf(removed, project.environment) };
}

/**
 * Whether pushes from here have made anything.
 *
 * @param {Plan['pushed']} pushed
 */
const isKnown = ({ backend, outputs, unfinished = [] }) =>
  backend !== undefined || Object.keys(outputs).length > 0 || unfinished.length > 0;

const nothingToPush = () => new CliError('There is nothing to push. Run "cognito-wasm add auth" first.');

/**
 * Without answers, a push deletes users. So it must be certain that somebody wants that.
 *
 * @param {Project} project
 */
function refuseOrphan(project) {
  const orphan = project.orphan();
  if (orphan === undefined) return;
  throw new CliError(
    `amplify/backend/backend-config.json does not name ${orphan}, which is there. Restore one from version control, or delete the folder too; nothing was changed.`,
  );
}

/**
 * Has an earlier push come to its end? If not, this one saves what it finds.
 *
 * @param {Plan} plan
 */
const isComplete = ({ backend, pushed }) =>
  !pushed.unfinished?.length && (backend === null) === (pushed.outputs.userPoolId === undefined);

/**
 * Work after which there is more than before. Ctrl-C ends it between two steps.
 *
 * @param {Context} context
 * @param {(text: string) => void} say
 * @param {(signal: AbortSignal) => Promise<void>} work
 */
async function interruptible({ signals, exit }, say, work) {
  const interrupt = onInterrupt(signals, {
    firstTime: () =>
      say('Stopping after the step under way. Ctrl-C again ends at once; the next push goes on from there.'),
    secondTime: () => exit(130),
  });
  try {
    await work(interrupt.signal);
  } catch (error) {
    if (!interrupt.signal.aborted || (error instanceof CliError && error.exitCode === 130)) throw error;
    throw new CliError('Interrupted. Run "cognito-wasm push" again to go on.', { cause: error, exitCode: 130 });
  } finally {
    interrupt.end();
  }
}

/**
 * Tells of the steps: the end of each stands in place of its beginning, where nothing was said in between.
 *
 * @param {import('../terminal/terminal.js').Terminal} terminal
 * @returns {Pick<Progress, 'report' | 'warn'> & { say: (text: string) => void }}
 */
function telling(terminal) {
  /** The resource whose beginning is the last line on the screen. */
  let begun = '';
  return {
    report: ({ operation, resource, name }, state, detail) => {
      const line = stepLine(terminal, { operation, resource, name }, state, detail);
      if (begun === resource) terminal.sayInstead(line);
      else terminal.say(line);
      begun = state === 'started' ? resource : '';
    },
    warn: (text) => {
      begun = '';
      terminal.warn(printable(text));
    },
    say: (text) => {
      begun = '';
      terminal.say(text);
    },
  };
}

/**
 * @param {Map<string, string>} secrets
 * @returns {Progress['secret']}
 */
const oneOf = (secrets) => async (provider) => {
  const secret = secrets.get(provider);
  if (secret !== undefined) return secret;
  throw new CliError('The backend is not what it was when the changes were shown. Push again.');
};

const verbs = /** @type {const} */ ({
  Create: ['Creating', 'Created'],
  Update: ['Updating', 'Updated'],
  Delete: ['Deleting', 'Deleted'],
  'No change': ['Checking', 'Unchanged'],
});

/**
 * @param {import('../terminal/terminal.js').Terminal} terminal
 * @param {Parameters<Progress['report']>[0]} change
 * @param {Parameters<Progress['report']>[1]} state
 * @param {string | undefined} detail
 */
function stepLine({ colors, columns }, { operation, resource, name }, state, detail) {
  const [begun, ended] = verbs[operation];
  const signs = {
    started: colors.dim('·'),
    done: colors.green('✔'),
    failed: colors.red('✘'),
    skipped: colors.dim('–'),
  };
  const words = { started: begun, done: ended, failed: 'Failed:', skipped: 'Left out' };
  // The reason counts more than the name, which the line before has told.
  const text = [words[state], resource, state === 'skipped' ? '' : name, ...(detail ? [`– ${detail}`] : [])]
    .filter((part) => part !== '')
    .join(' ');
  const line = printable(text);
  const isCut = state !== 'failed' && line.length > columns - 4;
  return `  ${signs[state]} ${isCut ? `${line.slice(0, columns - 5)}…` : line}`;
}

/**
 * @param {Context} context
 * @param {Project} project
 * @param {Partial<import('../outputs/outputs.js').Outputs>} outputs
 */
async function writeFiles({ terminal, services }, project, outputs) {
  const { root, formats, outputDirectory: directory } = project;
  const answers = project.answers();
  const isThere = outputs.userPoolId !== undefined && answers !== null;
  const written = await services.writeOutputs({
    root,
    outputs: isThere ? /** @type {import('../outputs/outputs.js').Outputs} */ (outputs) : null,
    answers: isThere ? answers : null,
    formats,
    directory,
  });
  const changed = written.filter(({ isChanged }) => isChanged);
  for (const { path } of changed) terminal.say(`Written: ${relative(root, path)}`);
  const address = isThere && changed.length > 0 ? howPagesRead(formats, directory) : undefined;
  if (address !== undefined) terminal.say(address);
}

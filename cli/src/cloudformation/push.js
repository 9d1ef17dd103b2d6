import {
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { hidden, withHidden } from '../aws/hidden-secrets.js';
import { CliError } from '../errors.js';
import { createChangeSet, discard } from './change-set.js';
import { looks } from './context.js';
import { changeSetInput, deploymentOf } from './deployment.js';
import { follow, newestEvent } from './events.js';
import { describeStack, isWorking, outputsOf, stateOf } from './stack.js';

/**
 * @typedef {import('../backend/backend.js').Backend} Backend
 * @typedef {import('../backend/engine.js').Change} Change
 * @typedef {import('../backend/engine.js').Plan} Plan
 * @typedef {import('../backend/engine.js').Progress} Progress
 * @typedef {import('../outputs/outputs.js').Outputs} Outputs
 * @typedef {import('./change-set.js').ChangeSet} ChangeSet
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./deployment.js').Deployment} Deployment
 * @typedef {import('@aws-sdk/client-cloudformation').Stack} Stack
 */

/**
 * Deploys a backend.
 *
 * @param {Context} context
 * @param {Plan & { backend: Backend }} plan
 * @param {Progress} progress
 * @param {boolean} overwritesDrift
 * @returns {Promise<Outputs>}
 */
export async function push(context, plan, progress, overwritesDrift) {
  if (!overwritesDrift) refuseOverwriting(plan);
  const stack = await atRest(context, plan, progress);
  const deployment = deploymentOf(context, plan.backend, stack);
  const { stackId, changes } = await deploy(context, plan, deployment, stack, progress, overwritesDrift);
  const deployed = await describeStack(context.cloudFormation, stackId);
  if (!deployed) throw new CliError('Somebody has deleted the stack. Push again.');
  const outputs = outputsOf(deployed, context);
  if (changes.length > 0 && isOfStack(plan)) {
    progress.save({ ...plan.pushed, outputs });
    throw new CliError('What was under way has ended. Push again for the other changes.');
  }
  progress.save({ backend: plan.backend, outputs });
  return outputs;
}

/** Whether a plan is only to end what was under way. @param {Plan} plan */
const isOfStack = ({ changes }) => changes.some(({ resource }) => resource === 'Stack');

/** @param {Plan} plan */
function refuseOverwriting({ drift, changes }) {
  const changed = new Set(changes.map(({ resource }) => resource));
  const lost = drift.filter(({ operation, resource }) => operation !== 'No change' && changed.has(resource));
  if (lost.length === 0) return;
  const what = lost.map(({ resource, details }) => [resource, ...details.slice(0, 3)].join(' ')).join('; ');
  throw new CliError(
    `This push would overwrite what somebody has changed by hand: ${what}. Take it over into the answers, or let the push overwrite it. Nothing has been changed.`,
  );
}

/**
 * Ends what earlier pushes have left: CloudFormation does one thing at a time.
 *
 * @param {Context} context
 * @param {Plan & { backend: Backend }} plan
 * @param {Progress} progress
 * @returns {Promise<Stack | null>}
 */
async function atRest(context, plan, progress) {
  const { cloudFormation, stackName, newName } = context;
  let stack = await describeStack(cloudFormation, stackName);
  const { nameOf } = deploymentOf(context, plan.backend, stack);
  if (isWorking(stack)) stack = await followed(context, stack, progress, nameOf);
  const stackId = stack?.StackId ?? stackName;
  switch (stateOf(stack)) {
    case 'stuck': {
      const mark = await newestEvent(cloudFormation, stackId);
      await cloudFormation.send(
        new ContinueUpdateRollbackCommand({ StackName: stackId, ClientRequestToken: newName() }),
      );
      const ended = await follow({ ...context, stackId, nameOf, progress }, mark);
      if (stateOf(ended.stack) !== 'ready') throw failure(ended.stack, ended.cause);
      return ended.stack;
    }
    case 'failed creation': {
      stopIfAsked(progress);
      const mark = await newestEvent(cloudFormation, stackId);
      await cloudFormation.send(new DeleteStackCommand({ StackName: stackId, ClientRequestToken: newName() }));
      const ended = await follow({ ...context, stackId, nameOf, progress }, mark);
      if (stateOf(ended.stack) !== 'absent') throw failure(ended.stack, ended.cause);
      return null;
    }
    case 'absent':
      return null;
    default:
      return stack;
  }
}

/** @param {Context} context @param {Stack | null} stack @param {Progress} progress @param {(resource: string) => string} nameOf */
async function followed(context, stack, progress, nameOf) {
  const ended = await follow({ ...context, stackId: stack?.StackId ?? context.stackName, nameOf, progress }, undefined);
  if (isUndone(ended.stack)) throw failure(ended.stack, ended.cause);
  return ended.stack;
}

/**
 * @param {Context} context
 * @param {Plan & { backend: Backend }} plan
 * @param {Deployment} deployment
 * @param {Stack | null} stack
 * @param {Progress} progress
 * @param {boolean} overwritesDrift
 */
async function deploy(context, plan, deployment, stack, progress, overwritesDrift) {
  /** @type {Map<string, string>} */
  const secrets = new Map();
  for (const { parameter, provider, member } of deployment.missing) {
    secrets.set(parameter, await progress.secret(provider, member));
  }
  stopIfAsked(progress);
  const all = [...secrets.values()];
  const input = changeSetInput(context, deployment, { isNew: stack === null, secrets, overwritesDrift });
  try {
    return await changeStack(context, plan, deployment, input, discreet(progress, all));
  } catch (error) {
    throw withHidden(error, all);
  }
}

/**
 * @param {Context} context
 * @param {Plan & { backend: Backend }} plan
 * @param {Deployment} deployment
 * @param {ReturnType<typeof changeSetInput>} input
 * @param {Progress} progress
 */
async function changeStack(context, plan, deployment, input, progress) {
  const { cloudFormation } = context;
  const wait = () => context.wait(progress.signal);
  const changeSet = await createChangeSet(cloudFormation, input, { wait, looks, nameOf: deployment.nameOf });
  const isUnexpected = !isOfStack(plan) && !areSame(changeSet.changes, plan.changes);
  const { id } = changeSet;
  if (id === null || changeSet.changes.length === 0 || isOfStack(plan) || isUnexpected || progress.signal.aborted) {
    await discard(cloudFormation, changeSet);
    if (isUnexpected && changeSet.changes.length > 0) {
      throw new CliError('The backend is not what it was when the changes were shown. Push again.');
    }
    stopIfAsked(progress);
    return changeSet;
  }
  await execute(context, plan, deployment, { ...changeSet, id }, progress);
  return changeSet;
}

/**
 * @param {Context} context
 * @param {Plan & { backend: Backend }} plan
 * @param {Deployment} deployment
 * @param {ChangeSet & { id: string }} changeSet
 * @param {Progress} progress
 */
async function execute(context, plan, { nameOf }, { id, stackId, changes }, progress) {
  const { cloudFormation, newName } = context;
  progress.save({ ...plan.pushed, unfinished: changes.map(({ resource }) => resource) });
  const mark = await newestEvent(cloudFormation, stackId);
  await cloudFormation.send(
    new ExecuteChangeSetCommand({ ChangeSetName: id, StackName: stackId, ClientRequestToken: newName() }),
  );
  const { stack, cause } = await follow({ ...context, stackId, nameOf, progress }, mark);
  if (!isUndone(stack)) return;
  const { unfinished: _, ...before } = plan.pushed;
  progress.save(before);
  throw failure(stack, cause);
}

/**
 * Tells no secret.
 *
 * @param {Progress} progress
 * @param {string[]} secrets
 * @returns {Progress}
 */
const discreet = (progress, secrets) => ({
  ...progress,
  report: (change, state, detail) =>
    detail === undefined ? progress.report(change, state) : progress.report(change, state, hidden(detail, secrets)),
});

/** @param {Stack | null} stack */
const isUndone = (stack) => !/^(CREATE|UPDATE|DELETE|IMPORT)_COMPLETE$/.test(stack?.StackStatus ?? 'DELETE_COMPLETE');

/** @param {Stack | null} stack @param {string | undefined} cause */
const failure = (stack, cause = 'CloudFormation gives no reason') =>
  new CliError(
    stack?.StackStatus?.endsWith('ROLLBACK_COMPLETE')
      ? `The push failed, and CloudFormation has undone it. ${cause}`
      : `The push failed, and CloudFormation could not undo all of it (${stack?.StackStatus ?? 'no stack'}). ${cause}`,
  );

/** @param {Change[]} some @param {Change[]} others */
const areSame = (some, others) => keys(some) === keys(others);

/** @param {Change[]} changes */
const keys = (changes) =>
  changes
    .map(({ operation, resource }) => `${operation} ${resource}`)
    .toSorted()
    .join();

/** @param {Progress} progress */
function stopIfAsked({ signal }) {
  if (signal.aborted) throw new CliError('Stopped. Nothing has been changed.', { exitCode: 130 });
}

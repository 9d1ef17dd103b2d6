import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { CliError } from '../errors.js';
import { follow, newestEvent } from './events.js';
import { describeStack, isWorking } from './stack.js';

/**
 * @typedef {import('../backend/engine.js').Plan} Plan
 * @typedef {import('../backend/engine.js').Progress} Progress
 * @typedef {import('./context.js').Context} Context
 */

/**
 * Deletes the stack, and with it all that is in it.
 *
 * @param {Context} context
 * @param {Plan} plan
 * @param {Progress} progress
 */
export async function remove(context, plan, progress) {
  const { cloudFormation, stackName, newName } = context;
  const nameOf = (/** @type {string} */ resource) =>
    plan.changes.find((change) => change.resource === resource)?.name ?? resource;
  let stack = await describeStack(cloudFormation, stackName);
  if (stack && isWorking(stack)) {
    ({ stack } = await follow({ ...context, stackId: stack.StackId ?? stackName, nameOf, progress }, undefined));
  }
  if (stack && stack.StackStatus !== 'DELETE_COMPLETE') {
    if (progress.signal.aborted) throw new CliError('Stopped. Nothing has been removed.', { exitCode: 130 });
    progress.save({ ...plan.pushed, unfinished: plan.changes.map(({ resource }) => resource) });
    const stackId = stack.StackId ?? stackName;
    const mark = await newestEvent(cloudFormation, stackId);
    await cloudFormation.send(new DeleteStackCommand({ StackName: stackId, ClientRequestToken: newName() }));
    const { stack: left, cause } = await follow({ ...context, stackId, nameOf, progress }, mark);
    if (left && left.StackStatus !== 'DELETE_COMPLETE') {
      throw new CliError(
        `The removal failed. ${cause ?? 'CloudFormation gives no reason'}. Remove again once that is mended.`,
      );
    }
  }
  progress.save({ outputs: {} });
}

import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { problemOf } from '../aws/problems.js';
import { planPush, planRemoval } from './plan.js';
import { push } from './push.js';
import { remove } from './remove.js';
import { describeStack, outputsOf, stateOf } from './stack.js';

/**
 * @typedef {import('../backend/engine.js').Engine} Engine
 * @typedef {import('../backend/engine.js').Plan} Plan
 * @typedef {import('./context.js').Context} Context
 */

/** Between two questions to CloudFormation; it has few changes in a second, and allows few questions. */
const interval = 2000;

/** @type {Context['wait']} */
const pause = async (signal) => {
  // When the signal fires, the caller looks once more, and stops.
  await setTimeout(interval, undefined, { signal }).catch(() => undefined);
};

/**
 * An engine that makes a backend with CloudFormation: all or nothing, and what it makes is removed as a whole.
 *
 * @param {object} options
 * @param {Pick<import('../aws/clients.js').AwsClients, 'cloudFormation' | 'cognito'>} options.clients
 * @param {import('../project/environment.js').Environment} options.environment
 * @param {string} options.stackName
 * @param {Context['endpointOutputs']} [options.endpointOutputs]
 * @param {string[]} [options.newSecrets] social providers whose secret is replaced though CloudFormation has one
 * @param {Context['wait']} [options.wait]
 * @param {Context['newName']} [options.newName]
 * @returns {Engine}
 */
export function createStackEngine({
  clients,
  environment,
  stackName,
  endpointOutputs = {},
  newSecrets = [],
  wait = pause,
  newName = randomUUID,
}) {
  /** @type {Context} */
  const context = {
    cloudFormation: clients.cloudFormation,
    cognito: clients.cognito,
    environment,
    stackName,
    endpointOutputs,
    newSecrets,
    wait,
    newName,
  };
  /** @type {WeakSet<Plan>} the plans that overwrite what somebody has changed by hand */
  const overwriting = new WeakSet();
  return {
    plan: (backend, pushed, { overwritesDrift = false } = {}) =>
      explained(async () => {
        if (!backend) return planRemoval(context, pushed);
        const plan = await planPush(context, backend, pushed, overwritesDrift);
        if (overwritesDrift) overwriting.add(plan);
        return plan;
      }),
    existing: () =>
      explained(async () => {
        const stack = await describeStack(context.cloudFormation, stackName);
        return stack && stateOf(stack) === 'ready' ? outputsOf(stack, context) : null;
      }),
    apply: (plan, progress) =>
      explained(async () => {
        const { backend } = plan;
        if (backend) return push(context, { ...plan, backend }, progress, overwriting.has(plan));
        await remove(context, plan, progress);
        return null;
      }),
  };
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function explained(work) {
  try {
    return await work();
  } catch (error) {
    throw problemOf(error);
  }
}

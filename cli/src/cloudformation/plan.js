import { DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { problemOf } from '../aws/problems.js';
import { CliError } from '../errors.js';
import { createChangeSet, discard } from './change-set.js';
import { looks } from './context.js';
import { changeSetInput, deploymentOf } from './deployment.js';
import { driftOf } from './drift.js';
import { deployedTemplate, describeStack, outputsOf, resourcesOf, stateOf } from './stack.js';
import { refuseUnchangeable } from './unchangeable.js';

/**
 * @typedef {import('../backend/backend.js').Backend} Backend
 * @typedef {import('../backend/engine.js').Change} Change
 * @typedef {import('../backend/engine.js').Plan} Plan
 * @typedef {import('../backend/engine.js').Pushed} Pushed
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./deployment.js').Deployment} Deployment
 * @typedef {import('@aws-sdk/client-cloudformation').Stack} Stack
 */

/**
 * What a push of a backend changes.
 *
 * A new stack gets no change set yet: that would make the stack. An existing one gets one, which is deleted again; a push makes its own, and
 * executes it only if it says the same.
 *
 * @param {Context} context
 * @param {Backend} backend
 * @param {Pushed} pushed
 * @param {boolean} overwritesDrift
 * @returns {Promise<Plan>}
 */
export async function planPush(context, backend, pushed, overwritesDrift) {
  const { cloudFormation, stackName } = context;
  const stack = await describeStack(cloudFormation, stackName);
  const deployment = deploymentOf(context, backend, stack);
  const { template, nameOf } = deployment;
  const state = stateOf(stack);
  // A stack whose creation has failed is deleted first, with its parameters.
  const { missing } = state === 'failed creation' ? deploymentOf(context, backend, null) : deployment;
  const secrets = missing.map(({ provider, member }) => ({ provider, member }));
  switch (state) {
    case 'absent':
    case 'failed creation':
      return {
        backend,
        pushed,
        secrets,
        changes: Object.entries(template.Resources).map(([resource, { Type: type }]) => ({
          operation: 'Create',
          resource,
          type,
          name: nameOf(resource),
          details: [],
        })),
        drift: wasDeleted(context, state, pushed)
          ? [stackLine('Delete', stackName, 'somebody has deleted it, with its users')]
          : [],
      };
    case 'working':
      return {
        backend,
        pushed,
        secrets,
        changes: [stackLine('Update', stackName, 'a push is under way, which is followed to its end')],
        drift: [],
      };
    case 'stuck':
      return {
        backend,
        pushed,
        secrets,
        changes: [stackLine('Update', stackName, 'a push could not be undone, which is tried again')],
        drift: [],
      };
    case 'failed removal':
      throw new CliError(
        `A removal has not been completed (${stack?.StackStatusReason ?? 'no reason is given'}). Remove the backend first.`,
      );
    case 'ready':
      await refuseBefore(context, stack, deployment);
      return {
        backend,
        // Another clone may have deployed it since, even anew.
        pushed: { ...pushed, ...(stack && { outputs: outputsOf(stack, context) }) },
        secrets,
        ...(await driftOf(cloudFormation, stackName, { wait: context.wait, looks, nameOf })),
        changes: await plannedChanges(context, deployment, overwritesDrift),
      };
  }
}

/**
 * What the services' own calls have made has never been a stack. They note its roles, and addresses that stacks on AWS do not have.
 *
 * @param {Context} context
 * @param {'absent' | 'failed creation'} state
 * @param {Pushed} pushed
 */
const wasDeleted = ({ endpointOutputs }, state, { outputs, roleArns }) =>
  state === 'absent' &&
  outputs.userPoolId !== undefined &&
  roleArns === undefined &&
  outputs.userPoolEndpoint === endpointOutputs.userPoolEndpoint;

/** @param {Context} context @param {Stack | null} stack @param {Deployment} deployment */
async function refuseBefore({ cloudFormation, stackName }, stack, deployment) {
  const template = await deployedTemplate(cloudFormation, stackName);
  if (!template?.Resources) {
    throw new CliError(`The stack ${stackName} has a template that is not of this command. Nothing has been changed.`);
  }
  const parameters = Object.fromEntries(
    (stack?.Parameters ?? []).map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
  );
  refuseUnchangeable({ template, parameters }, deployment);
}

/** @param {Context} context @param {Deployment} deployment @param {boolean} overwritesDrift */
async function plannedChanges(context, deployment, overwritesDrift) {
  const { cloudFormation, newName } = context;
  // The secrets are asked for at the push. Here it matters only that they are others than before.
  const secrets = new Map(deployment.missing.map(({ parameter }) => [parameter, `unknown-${newName()}`]));
  const changeSet = await createChangeSet(
    cloudFormation,
    changeSetInput(context, deployment, { isNew: false, secrets, overwritesDrift }),
    { wait: context.wait, looks, nameOf: deployment.nameOf },
  );
  await discard(cloudFormation, changeSet);
  return changeSet.changes;
}

/**
 * What a removal deletes.
 *
 * @param {Context} context
 * @param {Pushed} pushed
 * @returns {Promise<Plan>}
 */
export async function planRemoval(context, pushed) {
  const { cloudFormation, stackName } = context;
  const stack = await describeStack(cloudFormation, stackName);
  if (!stack) return { backend: null, pushed, changes: [], drift: [] };
  if (stack.EnableTerminationProtection === true) {
    throw new CliError(`The stack ${stackName} is protected from deletion. End its termination protection first.`);
  }
  const resources = await resourcesOf(cloudFormation, stackName);
  const pool = resources.find(({ ResourceType }) => ResourceType === 'AWS::Cognito::UserPool');
  const notes = pool?.PhysicalResourceId === undefined ? [] : await refuseProtected(context, pool.PhysicalResourceId);
  return {
    backend: null,
    pushed,
    drift: [],
    notes,
    changes: [
      ...resources.map((resource) => ({
        operation: /** @type {const} */ ('Delete'),
        resource: resource.LogicalResourceId ?? '',
        type: resource.ResourceType ?? '',
        name: resource.PhysicalResourceId ?? '',
        details: [],
      })),
      stackLine('Delete', stackName),
    ],
  };
}

/**
 * CloudFormation would notice only after it has deleted half of the rest. But a removal must not fail because somebody may not look.
 *
 * @param {Context} context
 * @param {string} userPoolId
 * @returns {Promise<string[]>} notes
 */
async function refuseProtected({ cognito }, userPoolId) {
  let pool;
  try {
    pool = (await cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }))).UserPool;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return [];
    const { message } = problemOf(error);
    return [`Could not find out whether the user pool ${userPoolId} is protected from deletion: ${message}`];
  }
  if (pool?.DeletionProtection !== 'ACTIVE') return [];
  throw new CliError(`The user pool ${userPoolId} is protected from deletion. End its deletion protection first.`);
}

/**
 * @param {Change['operation']} operation
 * @param {string} name
 * @param {string[]} details
 * @returns {Change}
 */
const stackLine = (operation, name, ...details) => ({
  operation,
  resource: 'Stack',
  type: 'AWS::CloudFormation::Stack',
  name,
  details,
});

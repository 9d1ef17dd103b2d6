import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeEventsCommand,
  paginateDescribeChangeSet,
  paginateListChangeSets,
} from '@aws-sdk/client-cloudformation';
import { CliError } from '../errors.js';
import { describeStack } from './stack.js';
import { difference } from './values.js';

/**
 * @typedef {import('@aws-sdk/client-cloudformation').Change} StackChange
 * @typedef {import('@aws-sdk/client-cloudformation').CloudFormationClient} CloudFormationClient
 * @typedef {import('@aws-sdk/client-cloudformation').CreateChangeSetCommandInput} CreateChangeSetInput
 * @typedef {import('../backend/engine.js').Change} Change
 *
 * @typedef {object} ChangeSet
 * @property {string | null} id `null`: CloudFormation has made none, because nothing would change
 * @property {string} stackId
 * @property {boolean} isNew the stack is made by it
 * @property {Change[]} changes none: there is nothing to execute
 */

/** CloudFormation's ways to say that there is nothing to do. */
const noChanges = /didn't contain changes|no updates are to be performed/i;

/** Resources whose identifiers are in the hands of users and pages; replaced, they would be empty. */
const irreplaceable = ['AWS::Cognito::UserPool', 'AWS::Cognito::IdentityPool'];

/**
 * Makes a change set, and waits until CloudFormation has worked out what it changes.
 *
 * @param {CloudFormationClient} cloudFormation
 * @param {Omit<CreateChangeSetInput, 'ClientToken'> & { StackName: string, ChangeSetName: string }} input
 * @param {{ wait: () => Promise<void>, looks: number, nameOf: (resource: string) => string }} options
 * @returns {Promise<ChangeSet>}
 */
export async function createChangeSet(cloudFormation, input, options) {
  const isNew = input.ChangeSetType === 'CREATE';
  const created = await cloudFormation
    // A repeated request makes no second one.
    .send(new CreateChangeSetCommand({ ...input, ClientToken: input.ChangeSetName }))
    .catch((/** @type {unknown} */ error) => {
      if (error instanceof Error && noChanges.test(error.message)) return null;
      throw error;
    });
  if (!created) return { id: null, stackId: input.StackName, isNew, changes: [] };
  const { Id: id = input.ChangeSetName, StackId: stackId = input.StackName } = created;
  try {
    return { id, stackId, isNew, changes: await workedOut(cloudFormation, { id, stackId }, options) };
  } catch (error) {
    // What has failed counts more than what is left of it.
    await discard(cloudFormation, { id, stackId, isNew }).catch(() => undefined);
    if (isNoChangeSet(error))
      throw new CliError('Another push has changed the stack meanwhile. Push again.', { cause: error });
    throw error;
  }
}

/**
 * @param {CloudFormationClient} cloudFormation
 * @param {{ id: string, stackId: string }} changeSet
 * @param {{ wait: () => Promise<void>, looks: number, nameOf: (resource: string) => string }} options
 */
async function workedOut(cloudFormation, { id, stackId }, { wait, looks, nameOf }) {
  for (let look = 0; look < looks; look += 1) {
    const { status, reason = '', changes } = await describe(cloudFormation, id, stackId);
    switch (status) {
      case 'CREATE_COMPLETE':
        refuseReplacements(changes);
        return changes.map((change) => lineOf(change, nameOf));
      case 'FAILED':
        if (noChanges.test(reason)) return [];
        throw new CliError(`CloudFormation refuses the changes: ${await validationOf(cloudFormation, id, reason)}`);
      default:
        await wait();
    }
  }
  throw new CliError('CloudFormation has not worked out the changes in time. Try again.');
}

/**
 * A change set that is not executed leaves nothing behind, not even the stack that was to be made. But that may have become another push's.
 *
 * @param {CloudFormationClient} cloudFormation
 * @param {Pick<ChangeSet, 'id' | 'stackId' | 'isNew'>} changeSet
 */
export async function discard(cloudFormation, { id, stackId, isNew }) {
  if (id === null) return;
  if (isNew && (await isAbandoned(cloudFormation, stackId, id))) {
    await cloudFormation.send(new DeleteStackCommand({ StackName: stackId }));
    return;
  }
  try {
    await cloudFormation.send(new DeleteChangeSetCommand({ ChangeSetName: id, StackName: stackId }));
  } catch (error) {
    if (!isNoChangeSet(error)) throw error;
  }
}

/**
 * Whether a stack that was to be made is nobody else's, and has nothing in it. If that cannot be found out, it stays: the next push uses it.
 *
 * @param {CloudFormationClient} cloudFormation
 * @param {string} stackId
 * @param {string} own the id of the change set that is given up
 */
async function isAbandoned(cloudFormation, stackId, own) {
  try {
    // The status comes last: a push that executes its change set meanwhile takes that off the list.
    for await (const { Summaries = [] } of paginateListChangeSets({ client: cloudFormation }, { StackName: stackId })) {
      if (Summaries.some(({ ChangeSetId }) => ChangeSetId !== own)) return false;
    }
    return (await describeStack(cloudFormation, stackId))?.StackStatus === 'REVIEW_IN_PROGRESS';
  } catch {
    return false;
  }
}

/** When a push is executed, CloudFormation deletes the change sets of all others. @param {unknown} error */
const isNoChangeSet = (error) => error instanceof Error && error.name.startsWith('ChangeSetNotFound');

/** @param {CloudFormationClient} cloudFormation @param {string} id @param {string} stackId */
async function describe(cloudFormation, id, stackId) {
  /** @type {StackChange[]} */
  const changes = [];
  let status, reason;
  for await (const page of paginateDescribeChangeSet(
    { client: cloudFormation },
    { ChangeSetName: id, StackName: stackId, IncludePropertyValues: true },
  )) {
    status = page.Status;
    reason = page.StatusReason;
    changes.push(...(page.Changes ?? []));
  }
  return { status, reason, changes };
}

/**
 * CloudFormation checks properties before it does anything, and says in events only which of them is wrong.
 *
 * @param {CloudFormationClient} cloudFormation
 * @param {string} id
 * @param {string} reason
 */
async function validationOf(cloudFormation, id, reason) {
  if (!reason.includes('EarlyValidation')) return reason || 'it gives no reason.';
  const { OperationEvents = [] } = await cloudFormation.send(
    new DescribeEventsCommand({ ChangeSetName: id, Filters: { FailedEvents: true } }),
  );
  const event = OperationEvents.find(({ ValidationStatusReason }) => ValidationStatusReason);
  return event ? `${event.LogicalResourceId ?? 'a resource'}: ${event.ValidationStatusReason ?? ''}` : reason;
}

/** @param {StackChange[]} changes */
function refuseReplacements(changes) {
  for (const { ResourceChange: change = {} } of changes) {
    if (change.Replacement !== 'True' || !irreplaceable.includes(change.ResourceType ?? '')) continue;
    const properties = (change.Details ?? [])
      .filter(({ Target }) => Target?.RequiresRecreation !== 'Never')
      .map(({ Target }) => Target?.Name ?? Target?.Attribute);
    const which = properties.length > 0 ? `, because of ${[...new Set(properties)].join(', ')}` : '';
    throw new CliError(
      `AWS would replace ${change.LogicalResourceId ?? 'a pool'} by an empty one${which}. Nothing has been changed.`,
    );
  }
}

/** @param {StackChange} change @param {(resource: string) => string} nameOf @returns {Change} */
function lineOf({ ResourceChange: change = {} }, nameOf) {
  const resource = change.LogicalResourceId ?? '';
  const details = (change.Details ?? []).map(({ Target = {} }) =>
    difference(Target.Path ?? Target.Name ?? Target.Attribute ?? '', Target.BeforeValue, Target.AfterValue),
  );
  return {
    operation: change.Action === 'Add' ? 'Create' : change.Action === 'Remove' ? 'Delete' : 'Update',
    resource,
    type: change.ResourceType ?? '',
    name: change.Action === 'Remove' ? (change.PhysicalResourceId ?? resource) : nameOf(resource),
    details: [
      ...(change.Action === 'Modify' ? new Set(details) : []),
      ...(change.Replacement === 'True' ? ['is made anew, with another identifier'] : []),
    ],
  };
}

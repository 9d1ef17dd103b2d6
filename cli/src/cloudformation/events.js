import { paginateDescribeStackEvents } from '@aws-sdk/client-cloudformation';
import { CliError } from '../errors.js';
import { describeStack, isWorking } from './stack.js';

/**
 * @typedef {import('@aws-sdk/client-cloudformation').CloudFormationClient} CloudFormationClient
 * @typedef {import('@aws-sdk/client-cloudformation').Stack} Stack
 * @typedef {import('@aws-sdk/client-cloudformation').StackEvent} StackEvent
 * @typedef {import('../backend/engine.js').Progress} Progress
 *
 * @typedef {object} Watch
 * @property {CloudFormationClient} cloudFormation
 * @property {string} stackId
 * @property {(signal: AbortSignal) => Promise<void>} wait until the next look
 * @property {(resource: string) => string} nameOf
 * @property {Pick<Progress, 'report' | 'signal'>} progress
 */

/** After so many looks at a stack that does not work, its work is over, though no event says so. */
const looksAtRest = 3;

/**
 * The newest event of a stack: what comes after it belongs to what is begun next.
 *
 * @param {CloudFormationClient} cloudFormation
 * @param {string} stackId
 * @returns {Promise<string | undefined>}
 */
export async function newestEvent(cloudFormation, stackId) {
  for await (const { StackEvents = [] } of paginateDescribeStackEvents(
    { client: cloudFormation },
    { StackName: stackId },
  )) {
    return StackEvents[0]?.EventId;
  }
  return undefined;
}

/**
 * Tells what a stack does until its operation has ended, well or not.
 *
 * @param {Watch} watch
 * @param {string | undefined} mark the newest event from before the operation; without one, the operation under way is followed from its start
 * @returns {Promise<{ stack: Stack | null, cause: string | undefined }>} the stack at rest, and why it failed
 */
export async function follow({ cloudFormation, stackId, wait, nameOf, progress }, mark) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {Set<string>} */
  const told = new Set();
  /** @type {string | undefined} */
  let cause;
  let hasEnded = false;
  for (let rest = 0; ;) {
    const stack = await describeStack(cloudFormation, stackId);
    for (const event of await newEvents(cloudFormation, stackId, seen, mark)) {
      if (isOfStack(event, stackId)) {
        hasEnded = !/_IN_PROGRESS$/.test(event.ResourceStatus ?? '');
        continue;
      }
      cause ??= causeOf(event);
      tell(event, told, nameOf, progress);
    }
    rest = isWorking(stack) ? 0 : rest + 1;
    if (rest > 0 && (hasEnded || rest >= looksAtRest)) return { stack, cause: cause ?? stack?.StackStatusReason };
    if (progress.signal.aborted) {
      throw new CliError('Stopped. CloudFormation goes on by itself; the next push follows it to its end.', {
        exitCode: 130,
      });
    }
    await wait(progress.signal);
  }
}

/**
 * The events of the operation that have not been seen yet, in their order.
 *
 * @param {CloudFormationClient} cloudFormation
 * @param {string} stackId
 * @param {Set<string>} seen is added to
 * @param {string | undefined} mark
 */
async function newEvents(cloudFormation, stackId, seen, mark) {
  /** @type {StackEvent[]} */
  const events = [];
  // The newest come first.
  pages: for await (const { StackEvents = [] } of paginateDescribeStackEvents(
    { client: cloudFormation },
    { StackName: stackId },
  )) {
    for (const event of StackEvents) {
      if (event.EventId === mark || seen.has(event.EventId ?? '')) break pages;
      events.unshift(event);
      if (isOfStack(event, stackId) && isStart(event)) break pages;
    }
  }
  for (const { EventId } of events) seen.add(EventId ?? '');
  return events;
}

/** @param {StackEvent} event @param {string} stackId */
const isOfStack = ({ PhysicalResourceId }, stackId) => PhysicalResourceId === stackId;

/** @param {StackEvent} event */
const isStart = ({ ResourceStatus }) => /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(ResourceStatus ?? '');

/**
 * The first failure is the cause: CloudFormation cancels the others because of it.
 *
 * @param {StackEvent} event
 */
const causeOf = ({ ResourceStatus, ResourceStatusReason = '', LogicalResourceId }) =>
  /_FAILED$/.test(ResourceStatus ?? '') && !/cancelled/i.test(ResourceStatusReason)
    ? `${LogicalResourceId ?? 'a resource'}: ${ResourceStatusReason || 'no reason is given'}`
    : undefined;

/**
 * @param {StackEvent} event
 * @param {Set<string>} told each step is told once, though CloudFormation says twice that it creates a resource
 * @param {(resource: string) => string} nameOf
 * @param {Pick<Progress, 'report'>} progress
 */
function tell({ LogicalResourceId: resource = '', ResourceStatus, ResourceStatusReason }, told, nameOf, progress) {
  const [, kind, end] =
    /^(?:\w*ROLLBACK_)?(CREATE|UPDATE|DELETE)_(IN_PROGRESS|COMPLETE|FAILED|SKIPPED)$/.exec(ResourceStatus ?? '') ?? [];
  if (kind === undefined || told.has(`${resource} ${kind} ${end}`)) return;
  told.add(`${resource} ${kind} ${end}`);
  const operation = kind === 'CREATE' ? 'Create' : kind === 'UPDATE' ? 'Update' : 'Delete';
  const state = end === 'IN_PROGRESS' ? 'started' : end === 'FAILED' ? 'failed' : 'done';
  const detail = end === 'FAILED' || end === 'SKIPPED' ? ResourceStatusReason : undefined;
  progress.report({ operation, resource, name: nameOf(resource) }, state, detail);
}

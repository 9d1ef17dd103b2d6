import { DescribeStacksCommand, GetTemplateCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { hostOfPrefix } from '../outputs/domain.js';

/**
 * @typedef {import('@aws-sdk/client-cloudformation').CloudFormationClient} CloudFormationClient
 * @typedef {import('@aws-sdk/client-cloudformation').Stack} Stack
 * @typedef {import('@aws-sdk/client-cloudformation').StackResourceSummary} StackResource
 * @typedef {import('../outputs/outputs.js').Outputs} Outputs
 * @typedef {import('../template/template.js').Template} Template
 *
 * @typedef {'absent' | 'working' | 'failed creation' | 'failed removal' | 'stuck' | 'ready'} StackState
 */

/**
 * @param {CloudFormationClient} cloudFormation
 * @param {string} name or id: only the id finds a stack that has been deleted
 * @returns {Promise<Stack | null>}
 */
export async function describeStack(cloudFormation, name) {
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks[0] ?? null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** CloudFormation has no error of its own for a stack that does not exist. @param {unknown} error */
const isMissing = (error) =>
  error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist');

/**
 * What can be done with a stack. One that is only reviewed is absent: a change set has been made for it, but nothing exists.
 *
 * @param {Stack | null} stack
 * @returns {StackState}
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
export function stateOf(stack) {
  switch (stack?.StackStatus) {
    case undefined:
    case 'DELETE_COMPLETE':
    case 'REVIEW_IN_PROGRESS':
      return 'absent';
    case 'CREATE_FAILED':
    case 'ROLLBACK_COMPLETE':
    case 'ROLLBACK_FAILED':
      return 'failed creation';
    case 'DELETE_FAILED':
      return 'failed removal';
    case 'UPDATE_ROLLBACK_FAILED':
      return 'stuck';
    default:
      return isWorking(stack) ? 'working' : 'ready';
  }
}

/** @param {Stack | null} stack */
export const isWorking = (stack) =>
  stack?.StackStatus?.endsWith('_IN_PROGRESS') === true && stack.StackStatus !== 'REVIEW_IN_PROGRESS';

/**
 * The template of the last deployment.
 *
 * @param {CloudFormationClient} cloudFormation
 * @param {string} stackName
 * @returns {Promise<Template | null>} `null`: somebody has deployed another form of template
 */
export async function deployedTemplate(cloudFormation, stackName) {
  const { TemplateBody = '' } = await cloudFormation.send(
    new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' }),
  );
  try {
    return JSON.parse(TemplateBody);
  } catch {
    return null;
  }
}

/**
 * @param {CloudFormationClient} cloudFormation
 * @param {string} stackName
 * @returns {Promise<StackResource[]>} those that exist
 */
export async function resourcesOf(cloudFormation, stackName) {
  const resources = [];
  for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName: stackName })) {
    resources.push(...(page.StackResourceSummaries ?? []));
  }
  return resources.filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE');
}

/**
 * @param {Stack} stack
 * @param {Pick<import('./context.js').Context, 'environment' | 'endpointOutputs'>} context
 * @returns {Outputs}
 */
export function outputsOf(stack, { environment: { region }, endpointOutputs }) {
  const values = new Map((stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  /** @param {string} key @returns {string} */
  const value = (key) => {
    const found = values.get(key);
    if (found === undefined) throw new Error(`The stack ${stack.StackName ?? ''} has no output ${key}.`);
    return found;
  };
  const prefix = values.get('HostedUIDomain');
  return {
    region,
    userPoolId: value('UserPoolId'),
    userPoolArn: value('UserPoolArn'),
    userPoolName: value('UserPoolName'),
    webClientId: value('AppClientIDWeb'),
    nativeClientId: value('AppClientID'),
    ...(values.has('IdentityPoolId') && {
      identityPoolId: value('IdentityPoolId'),
      identityPoolName: value('IdentityPoolName'),
    }),
    ...(prefix !== undefined && { domain: hostOfPrefix(prefix, region) }),
    ...endpointOutputs,
  };
}

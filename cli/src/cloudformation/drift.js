import {
  DescribeStackDriftDetectionStatusCommand,
  DetectStackDriftCommand,
  paginateDescribeStackResourceDrifts,
} from '@aws-sdk/client-cloudformation';
import { problemOf } from '../aws/problems.js';
import { difference } from './values.js';

/**
 * @typedef {import('@aws-sdk/client-cloudformation').CloudFormationClient} CloudFormationClient
 * @typedef {import('@aws-sdk/client-cloudformation').StackResourceDrift} StackResourceDrift
 * @typedef {import('../backend/engine.js').Change} Change
 */

/**
 * What somebody has changed since the last deployment, but not by CloudFormation. If that cannot be found out, a note says so: a push must
 * not fail because somebody may not look.
 *
 * @param {CloudFormationClient} cloudFormation
 * @param {string} stackName
 * @param {{ wait: () => Promise<void>, looks: number, nameOf: (resource: string) => string }} options
 * @returns {Promise<{ drift: Change[], notes: string[] }>}
 */
export async function driftOf(cloudFormation, stackName, { wait, looks, nameOf }) {
  try {
    const { StackDriftDetectionId } = await cloudFormation.send(new DetectStackDriftCommand({ StackName: stackName }));
    for (let look = 0; look < looks; look += 1) {
      const { DetectionStatus, DetectionStatusReason } = await cloudFormation.send(
        new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }),
      );
      if (DetectionStatus === 'DETECTION_FAILED') return unknown(DetectionStatusReason ?? 'no reason is given');
      if (DetectionStatus === 'DETECTION_COMPLETE')
        return { drift: await changesOf(cloudFormation, stackName, nameOf), notes: [] };
      await wait();
    }
    return unknown('CloudFormation did not answer in time');
  } catch (error) {
    return unknown(problemOf(error).message);
  }
}

/** @param {CloudFormationClient} cloudFormation @param {string} stackName @param {(resource: string) => string} nameOf */
async function changesOf(cloudFormation, stackName, nameOf) {
  /** @type {Change[]} */
  const changes = [];
  for await (const { StackResourceDrifts = [] } of paginateDescribeStackResourceDrifts(
    { client: cloudFormation },
    { StackName: stackName, StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'] },
  )) {
    for (const drift of StackResourceDrifts) {
      const resource = drift.LogicalResourceId ?? '';
      const isDeleted = drift.StackResourceDriftStatus === 'DELETED';
      const details = isDeleted ? [] : differencesOf(drift);
      if (!isDeleted && details.length === 0) continue;
      changes.push({
        operation: isDeleted ? 'Delete' : 'Update',
        resource,
        type: drift.ResourceType ?? '',
        name: nameOf(resource),
        details,
      });
    }
  }
  return changes;
}

/**
 * Cognito adds the addresses of a social provider to its details: nobody has changed those.
 *
 * @param {StackResourceDrift} drift
 */
const differencesOf = ({ PropertyDifferences = [], ResourceType }) =>
  PropertyDifferences.filter(
    ({ DifferenceType, PropertyPath = '' }) =>
      !(
        ResourceType === 'AWS::Cognito::UserPoolIdentityProvider' &&
        (/(client_secret|private_key)$/.test(PropertyPath) || DifferenceType === 'ADD')
      ),
  ).map(({ PropertyPath = '', ExpectedValue, ActualValue }) => difference(PropertyPath, ExpectedValue, ActualValue));

/** @param {string} reason */
const unknown = (reason) => ({
  drift: [],
  notes: [`Could not find out whether somebody else has changed the backend since the last push: ${reason}`],
});

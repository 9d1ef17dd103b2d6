import { isDeepStrictEqual } from 'node:util';
import { CliError } from '../../src/errors.js';

const resources = ['UserPool', 'UserPoolClientWeb', 'UserPoolClient', 'IdentityPool'];

export const madeOutputs = {
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_Fake00001',
  userPoolArn: 'arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_Fake00001',
  userPoolName: 'fake',
  webClientId: 'webclient',
  nativeClientId: 'nativeclient',
  identityPoolId: 'eu-central-1:00000000-0000-4000-8000-000000000000',
  identityPoolName: 'fake',
};

const outputsOf = {
  UserPool: ['region', 'userPoolId', 'userPoolArn', 'userPoolName'],
  UserPoolClientWeb: ['webClientId'],
  UserPoolClient: ['nativeClientId'],
  IdentityPool: ['identityPoolId', 'identityPoolName'],
};

/**
 * An engine that makes nothing, step by step.
 *
 * @param {{ beforeStep?: (resource: string, progress: any) => unknown, drift?: any[], secrets?: any[], beforePlan?: () => unknown }} [options]
 * @returns {import('../../src/backend/engine.js').Engine}
 */
export function fakeEngine({
  beforeStep = () => undefined,
  drift = [],
  secrets = [],
  beforePlan = () => undefined,
} = {}) {
  return {
    async plan(backend, pushed, { overwritesDrift = false } = {}) {
      await beforePlan();
      const isSame = isDeepStrictEqual(JSON.parse(JSON.stringify(backend)), pushed.backend ?? null);
      const changes = resources.map((resource) => {
        const isUnfinished = pushed.unfinished?.includes(resource) ?? false;
        const hasOutputs = pushed.outputs[outputsOf[resource][0]] !== undefined;
        const isThere = hasOutputs && !isUnfinished;
        const operation = !backend
          ? hasOutputs || isUnfinished
            ? 'Delete'
            : 'No change'
          : !isThere
            ? 'Create'
            : isSame || resource !== 'UserPool'
              ? 'No change'
              : 'Update';
        const name = backend?.userPool.PoolName ?? pushed.backend?.userPool.PoolName ?? '';
        return { operation, resource, type: 'AWS', name: resource === 'UserPool' ? name : '', details: [] };
      });
      return { backend, pushed, changes, drift, overwritesDrift, secrets };
    },
    async apply({ backend, pushed, changes }, progress) {
      const { unfinished: _, ...state } = structuredClone(pushed);
      const open = new Set(
        changes.filter(({ operation }) => operation !== 'No change').map(({ resource }) => resource),
      );
      progress.save({ ...state, unfinished: [...open] });
      for (const change of changes.filter(({ resource }) => open.has(resource))) {
        if (progress.signal.aborted)
          throw new CliError('Interrupted. The next push continues here.', { exitCode: 130 });
        progress.report(change, 'started');
        await beforeStep(change.resource, progress);
        for (const name of outputsOf[change.resource]) state.outputs[name] = madeOutputs[name];
        open.delete(change.resource);
        progress.save({ ...state, unfinished: [...open] });
        progress.report(change, 'done');
      }
      if (!backend) {
        progress.save({ outputs: {} });
        return null;
      }
      progress.save({ outputs: state.outputs, backend });
      return state.outputs;
    },
  };
}

/** CloudFormation at an address of its own, beside other services that are not AWS's. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stackName } from '../src/backend/choose-engine.js';
import { services } from '../src/services.js';
import { environment as withSpace } from './support/answers.js';
import { backendWith, startStack } from './support/stack.js';

const environment = { ...withSpace, projectName: 'MyShop' };

const addresses = { userPoolEndpoint: 'http://localhost:4566', identityPoolEndpoint: 'http://localhost:4567' };

describe('a stack beside services at addresses of their own', () => {
  it('has these in its outputs, by which pages find them', async (t) => {
    const it = await startStack(t);
    assert.equal(it.cloud.stackName, stackName(environment));
    const made = await it.push(backendWith());
    const chosen = (env) =>
      services.chooseEngine({ environment, endpoint: undefined, profile: undefined, env, newSecrets: [] });
    const all = {
      AWS_ENDPOINT_URL: `${addresses.userPoolEndpoint}/`,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY: addresses.identityPoolEndpoint,
      AWS_ENDPOINT_URL_CLOUDFORMATION: `${it.cloud.url}/`,
    };
    const { engine, target } = await chosen(all);
    assert.equal(target, it.cloud.url);
    assert.deepEqual(await engine.existing(), { ...made, ...addresses });
    const { engine: ofAws } = await chosen({ AWS_ENDPOINT_URL_CLOUDFORMATION: it.cloud.url });
    assert.deepEqual(await ofAws.existing(), made);
  });

  it('has them after a push, too', async (t) => {
    const it = await startStack(t, { endpointOutputs: addresses });
    const { userPoolEndpoint, identityPoolEndpoint } = await it.push(backendWith());
    assert.deepEqual({ userPoolEndpoint, identityPoolEndpoint }, addresses);
    assert.equal(it.pushed.outputs.userPoolEndpoint, addresses.userPoolEndpoint);
  });

  it('is said to have been deleted if somebody has', async (t) => {
    const it = await startStack(t, { endpointOutputs: addresses });
    await it.push(backendWith());
    it.cloud.stack = null;
    const { drift } = await it.engine.plan(backendWith(), it.pushed);
    assert.deepEqual(drift[0]?.details, ['somebody has deleted it, with its users']);
  });

  it("is not said to have been deleted where the services' own calls have made the backend", async (t) => {
    const it = await startStack(t, { endpointOutputs: addresses });
    const pushed = { outputs: { userPoolId: 'eu-west-1_A', ...addresses }, roleArns: { AuthRole: 'arn' } };
    assert.deepEqual((await it.engine.plan(backendWith(), pushed)).drift, []);
  });
});

/** The settings that a demo page can change, of the pool that it uses. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { call, freshCognito, send, test } from './support/calls.js';

const usual = { mfa: 'OFF', passwordless: false, devices: 'off', customChallenge: false, salts: 'either' };
const changed = { mfa: 'ON', passwordless: true, devices: 'always', salts: 'negative' };

/** Another pool, with an app client. */
async function otherPool(cognito) {
  const { UserPool } = await call(cognito, 'CreateUserPool', { PoolName: 'other' });
  const { Id: userPoolId } = UserPool;
  const { UserPoolClient } = await call(cognito, 'CreateUserPoolClient', { UserPoolId: userPoolId, ClientName: 'web' });
  const { ClientId } = UserPoolClient;
  const AuthParameters = { USERNAME: 'nobody' };
  /** How the client answers a sign-in without a password of somebody who does not exist. */
  const chooses = async () =>
    (await send(cognito, 'InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters })).body.__type;
  return { userPoolId, chooses };
}

describe('the settings of a pool', () => {
  it('are those of the seed pool if none is named', async () => {
    const cognito = freshCognito();
    const { userPoolId } = await otherPool(cognito);
    assert.deepEqual(await test(cognito, 'GET', 'pool'), usual);
    assert.deepEqual(await test(cognito, 'POST', 'pool', changed), { ...usual, ...changed });
    assert.deepEqual(await test(cognito, 'GET', `pool?userPoolId=${SEED.userPoolId}`), { ...usual, ...changed });
    assert.deepEqual(await test(cognito, 'GET', `pool?userPoolId=${userPoolId}`), usual);
  });

  it('change in the pool that is named, and in its clients', async () => {
    const cognito = freshCognito();
    const { userPoolId, chooses } = await otherPool(cognito);
    assert.match(await chooses(), /InvalidParameterException$/);
    assert.deepEqual(await test(cognito, 'POST', 'pool', { userPoolId, ...changed }), { ...usual, ...changed });
    assert.deepEqual(await test(cognito, 'GET', `pool?userPoolId=${userPoolId}`), { ...usual, ...changed });
    assert.match(await chooses(), /UserNotFoundException$/);
    assert.deepEqual(await test(cognito, 'GET', 'pool'), usual);
  });

  it('are refused for a pool that does not exist, and for anything but a name', async () => {
    const cognito = freshCognito();
    for (const [method, path, body] of [
      ['GET', 'pool?userPoolId=us-east-1_Nowhere'],
      ['POST', 'pool', { userPoolId: 'us-east-1_Nowhere', mfa: 'ON' }],
    ]) {
      assert.match((await test(cognito, method, path, body)).__type, /ResourceNotFoundException$/);
    }
    for (const [method, path, body] of [
      ['GET', 'pool?userPoolId='],
      ['GET', 'pool?pool=1'],
      ['POST', 'pool', { userPoolId: 1 }],
    ]) {
      assert.match((await test(cognito, method, path, body)).__type, /Exception$/, path);
    }
    assert.deepEqual(await test(cognito, 'GET', 'pool'), usual);
  });
});

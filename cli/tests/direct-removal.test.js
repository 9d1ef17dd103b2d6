/** What later pushes remove by the services' calls. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  backendWith,
  bodiesOf,
  changesOf,
  clearJournal,
  direct,
  operations,
  progress,
  push,
} from './support/direct.js';

describe('what is no longer wanted', () => {
  it('is taken out of settings at any depth', async () => {
    const passwordless = backendWith(({ userPool }) => {
      userPool.firstFactors = ['PASSWORD', 'EMAIL_OTP'];
    });
    const { pushed } = await push(passwordless);
    const { plan } = await push(backendWith(), pushed);
    const [{ details }] = plan.changes.filter(({ resource }) => resource === 'UserPool');
    assert.match(details.join(), /Policies\.SignInPolicy/);
    assert.equal((await bodiesOf('UpdateUserPool')).at(-1).Policies.SignInPolicy, undefined);
  });

  it('is removed if only an interrupted push has made it', async () => {
    const told = progress({ abortAfter: 4 });
    await assert.rejects(direct.engine.apply(await direct.engine.plan(backendWith(), { outputs: {} }), told));
    const { plan, pushed } = await push(null, told.saved.at(-1));
    assert.deepEqual(changesOf(plan), ['Delete UserPoolClientWeb', 'Delete UserPool']);
    assert.deepEqual(pushed, { outputs: {} });
    assert.ok((await operations()).includes('DeleteUserPool'));
  });

  it('is removed with its roles: text messages, and the identity pool', async () => {
    const texting = backendWith(({ userPool }) => {
      userPool.mfa = { ...userPool.mfa, mode: 'OPTIONAL', types: ['SMS', 'TOTP'] };
    });
    const { pushed } = await push(texting);
    assert.deepEqual(changesOf(await direct.engine.plan(texting, pushed)), []);
    assert.equal(direct.iam.roles.get('shop0a1b2c3d-sns-role-dev').policies.size, 1);
    const plain = backendWith((answers) => {
      answers.identityPool = null;
    });
    const { plan, pushed: left } = await push(plain, pushed);
    assert.deepEqual(changesOf(plan), [
      ...['Update UserPool', 'Delete IdentityPoolRoleMap', 'Delete UnauthRole', 'Delete AuthRole'],
      ...['Delete IdentityPool', 'Delete UserPoolMfa', 'Delete SNSRole'],
    ]);
    assert.ok(plan.changes.every(({ name }) => name !== ''));
    assert.equal(direct.iam.roles.size, 0);
    assert.deepEqual(changesOf(await direct.engine.plan(plain, left)), []);
  });
});

describe('a removal', () => {
  it('deletes everything, in the opposite order, and forgets it', async () => {
    const { pushed } = await push(backendWith());
    await clearJournal();
    const { plan, outputs, pushed: left } = await push(null, pushed);
    assert.equal(outputs, null);
    assert.deepEqual(left, { outputs: {} });
    assert.deepEqual(changesOf(plan), [
      ...['Delete IdentityPoolRoleMap', 'Delete UnauthRole', 'Delete AuthRole', 'Delete IdentityPool'],
      ...['Delete UserPoolClient', 'Delete UserPoolClientWeb', 'Delete UserPool'],
    ]);
    assert.deepEqual(direct.iam.roles.size, 0);
    const deletions = (await operations()).filter((operation) => operation.startsWith('Delete'));
    assert.deepEqual(deletions, [
      'DeleteIdentityPool',
      'DeleteUserPoolClient',
      'DeleteUserPoolClient',
      'DeleteUserPool',
    ]);
  });
});

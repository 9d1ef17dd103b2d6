/** Pushes with CloudFormation: the secrets of social providers. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { choices } from './support/answers.js';
import { backendWith, startStack } from './support/stack.js';

const withProviders = choices.pages[2];

describe('the secrets of social providers', () => {
  it('are asked for at the push, and sent as parameters only', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith(withProviders));
    assert.deepEqual(it.asked, ['Google client_secret']);
    const { body } = it.cloud.requests.find(({ action }) => action === 'CreateChangeSet');
    const [key] = Object.entries(body).find(([, value]) => value === 'secret-of-Google');
    assert.match(key, /^Parameters\.member\.\d+\.ParameterValue$/);
    assert.doesNotMatch(body.TemplateBody + JSON.stringify([it.saved, it.reports]), /secret-of-Google/);
  });

  it('are named before the push begins', async (t) => {
    const it = await startStack(t);
    const { secrets } = await it.engine.plan(backendWith(withProviders), it.pushed);
    assert.deepEqual(secrets, [{ provider: 'Google', member: 'client_secret' }]);
  });

  it('are needed again if the stack could not be made', async (t) => {
    const it = await startStack(t);
    it.cloud.courses = [[{ events: [['UserPool', 'CREATE_FAILED', 'no']], status: 'ROLLBACK_COMPLETE' }]];
    await assert.rejects(it.push(backendWith(withProviders)));
    const { secrets } = await it.engine.plan(backendWith(withProviders), it.pushed);
    assert.deepEqual(secrets, [{ provider: 'Google', member: 'client_secret' }]);
  });

  it('stay as they are at later pushes', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith(withProviders));
    assert.deepEqual((await it.engine.plan(backendWith(withProviders), it.pushed)).secrets, []);
    await it.push(backendWith(withProviders, { groups: ['Admins'] }));
    assert.equal(it.asked.length, 1);
    const secret = it.cloud.stack.Parameters.find(({ ParameterKey }) => ParameterKey === 'googleSecret');
    assert.equal(secret.ParameterValue, 'secret-of-Google');
  });

  it('can be replaced, without being shown', async (t) => {
    const it = await startStack(t, { newSecrets: ['Google'] });
    await it.push(backendWith(withProviders));
    const { changes } = await it.engine.plan(backendWith(withProviders), it.pushed);
    assert.deepEqual(
      changes.map(({ resource, details }) => [resource, ...details]),
      [['IdentityProviderGoogle', 'ProviderDetails.client_secret: another secret']],
    );
    await it.push(backendWith(withProviders));
    assert.equal(it.asked.length, 2);
  });

  it('are not in the reason of a failure', async (t) => {
    const it = await startStack(t);
    const reason = 'Invalid secret secret-of-Google';
    it.cloud.courses = [
      [{ events: [['IdentityProviderGoogle', 'CREATE_FAILED', reason]], status: 'ROLLBACK_COMPLETE' }],
    ];
    await assert.rejects(it.push(backendWith(withProviders)), /IdentityProviderGoogle: Invalid secret \(secret\)$/);
    assert.doesNotMatch(JSON.stringify(it.reports), /secret-of-Google/);
  });

  it('are not in the reason why CloudFormation refuses the changes', async (t) => {
    const it = await startStack(t);
    it.cloud.refusal = 'Invalid value secret-of-Google';
    await assert.rejects(it.push(backendWith(withProviders)), (error) => {
      assert.match(error.message, /refuses the changes: Invalid value \(secret\)$/);
      assert.doesNotMatch(inspect(error), /secret-of-Google/);
      return true;
    });
  });

  it('are not in the reason why CloudFormation refuses a request', async (t) => {
    for (const action of ['CreateChangeSet', 'ExecuteChangeSet']) {
      const it = await startStack(t);
      it.cloud.faults = { [action]: [{ code: 'ValidationError', message: 'Parameter is secret-of-Google' }] };
      await assert.rejects(it.push(backendWith(withProviders)), (error) => {
        assert.equal(error.message, `${action} failed: Parameter is (secret)`);
        assert.doesNotMatch(inspect(error), /secret-of-Google/);
        return true;
      });
    }
  });
});

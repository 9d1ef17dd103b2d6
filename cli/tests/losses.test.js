// What is gone: resources that somebody has deleted, files that have been lost, and users that a push deletes.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DeleteIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import { DeleteUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { Project } from '../src/project/project.js';
import { services } from '../src/services.js';
import { filesOf } from './support/folder.js';
import { localCognito } from './support/made.js';
import { answers, newProject, projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

/** @type {Awaited<ReturnType<typeof localCognito>>} */
let local;
before(async () => {
  local = await localCognito();
});
after(() => local.close());

const push = (cwd, flags = '') => command(`push --yes --endpoint ${local.url}${flags}`, { cwd, services });
const outputsOf = (cwd) => Project.find(cwd).pushed(local.url).outputs;

async function pushed() {
  const cwd = projectWithAuth();
  const { code, errors } = await push(cwd);
  assert.equal(code, 0, errors);
  return cwd;
}

describe('a user pool that is gone', () => {
  it('is made anew by the next push, with its app clients; the identity pool gets them', async () => {
    const cwd = await pushed();
    const { userPoolId: UserPoolId, ...first } = outputsOf(cwd);
    await local.cognito.send(new DeleteUserPoolCommand({ UserPoolId }));
    const status = await command(`status --endpoint ${local.url}`, { cwd, services });
    assert.doesNotMatch(status.output, /everything has been pushed/);
    const { code, output, errors } = await push(cwd);
    assert.equal(code, 0, errors);
    assert.match(output, new RegExp(`${UserPoolId} does not exist any more, nor do its users[^]*makes it anew`));
    const second = outputsOf(cwd);
    assert.notEqual(second.userPoolId, UserPoolId);
    assert.notEqual(second.webClientId, first.webClientId);
    assert.equal(second.identityPoolId, first.identityPoolId);
    const { CognitoUserPool } = JSON.parse(filesOf(cwd)['amplifyconfiguration.json']).auth.plugins.awsCognitoAuthPlugin;
    assert.equal(CognitoUserPool.Default.PoolId, second.userPoolId);
    assert.equal((await push(cwd)).output, 'No changes: everything has been pushed.\n');
  });

  it('is made anew with everything else in a local Cognito that was started again', async () => {
    const cwd = await pushed();
    const first = outputsOf(cwd);
    await fetch(`${local.url}/_test/reset`, { method: 'POST' });
    const { code, errors } = await push(cwd);
    assert.equal(code, 0, errors);
    assert.notEqual(outputsOf(cwd).identityPoolId, first.identityPoolId);
    assert.equal((await push(cwd)).output, 'No changes: everything has been pushed.\n');
  });

  it('is not made anew to be removed', async () => {
    const cwd = await pushed();
    await fetch(`${local.url}/_test/reset`, { method: 'POST' });
    await command('remove auth --yes', { cwd, services });
    const { code, output } = await push(cwd);
    assert.equal(code, 0);
    assert.doesNotMatch(output, /Creat/);
    assert.deepEqual(outputsOf(cwd), {});
  });
});

describe('another resource that is gone', () => {
  it('stays away, as somebody wanted, but the push does not say that all is well', async () => {
    const cwd = await pushed();
    const { identityPoolId: IdentityPoolId } = outputsOf(cwd);
    await local.identity.send(new DeleteIdentityPoolCommand({ IdentityPoolId }));
    const { code, output, errors } = await push(cwd);
    assert.equal(code, 1);
    assert.doesNotMatch(output, /everything has been pushed/);
    assert.match(
      errors,
      /^Error: Missing: IdentityPool, IdentityPoolRoleMap\. .*--overwrite-drift" makes it anew\.\n$/,
    );
    const again = await push(cwd, ' --overwrite-drift');
    assert.equal(again.code, 0, again.errors);
    assert.notEqual(outputsOf(cwd).identityPoolId, IdentityPoolId);
    assert.equal((await push(cwd)).code, 0);
  });
});

describe('a file that was lost', () => {
  const config = (cwd) => join(cwd, 'amplify', 'backend', 'backend-config.json');
  const isUntouched = async (cwd, message) => {
    const before = filesOf(cwd);
    const { userPoolId } = outputsOf(cwd);
    const { code, errors } = await push(cwd);
    assert.equal(code, 1);
    assert.match(errors, message);
    assert.equal(errors.trim().split('\n').length, 1);
    assert.deepEqual(filesOf(cwd), before);
    assert.equal(outputsOf(cwd).userPoolId, userPoolId);
  };

  it('does not stand for a removal: an entry in backend-config.json', async () => {
    const cwd = await pushed();
    writeFileSync(config(cwd), '{}');
    await isUntouched(cwd, /does not name amplify\/backend\/auth\/myapp0123abcd, which is there\. Restore/);
  });

  it('does not stand for a removal: backend-config.json', async () => {
    const cwd = await pushed();
    rmSync(config(cwd));
    await isUntouched(cwd, /backend-config\.json is missing\. Restore it/);
  });

  it('or became another thing is named', async () => {
    const cwd = await pushed();
    writeFileSync(config(cwd), '{"auth": []}');
    await isUntouched(cwd, /backend-config\.json: auth: a list is not an object\. Repair the file/);
  });
});

describe('users', () => {
  it('are said to be lost before a push deletes their pool', async () => {
    const cwd = await pushed();
    await command('remove auth --yes', { cwd, services });
    const { errors } = await command(`push --endpoint ${local.url}`, {
      cwd,
      services,
      answers: [['Are you sure you want to continue?', false]],
    });
    assert.match(
      errors,
      /^Warning: All users of the user pool myapp0123abcd_userpool_0123abcd-dev are deleted with it\.\n$/,
    );
    assert.match((await push(cwd)).errors, /^Warning: All users/);
  });
});

describe('a pool whose fixed settings are to differ', () => {
  it('is made anew by the commands that the refusal names, in their order', async () => {
    const cwd = await pushed();
    const { userPoolId } = outputsOf(cwd);
    const { userPool, ...others } = answers();
    Project.find(cwd).setAnswers({ ...others, userPool: { ...userPool, signInMethod: 'EMAIL' } });
    const { errors } = await push(cwd);
    assert.match(errors, /cannot change in place.* run "remove auth", "push", "add auth" and "push"; /);

    const run = (line) => command(line, { cwd, services });
    assert.equal((await run('remove auth --yes')).code, 0);
    const before = filesOf(cwd);
    // Without the push, the old pool would be changed, and its users would stay.
    for (const flags of ['--sign-in-with email', '--defaults']) {
      const early = await run(`add auth ${flags}`);
      assert.deepEqual([early.code, early.output], [1, '']);
      assert.match(
        early.errors,
        new RegExp(`user pool ${userPoolId}\\) was removed from this folder only\\. Push first`),
      );
    }
    assert.deepEqual(filesOf(cwd), before);
    assert.equal((await push(cwd)).code, 0);
    assert.equal((await run('add auth --sign-in-with email')).code, 0);
    const { code } = await push(cwd);
    assert.equal(code, 0);
    assert.notEqual(outputsOf(cwd).userPoolId, userPoolId);
    // The other tests push pools of the same name.
    await run('remove auth --yes');
    assert.equal((await push(cwd)).code, 0);
  });
});

describe('who leaves the address of a local Cognito out', () => {
  const env = {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    AWS_CONFIG_FILE: '/nowhere',
  };

  it('is told where the last push went', async () => {
    Object.assign(process.env, env);
    const cwd = await pushed();
    for (const line of ['push --yes', 'status']) {
      const { code, errors } = await command(line, { cwd, services, env });
      assert.equal(code, 1);
      assert.match(errors, new RegExp(`^Error: There are no AWS credentials.* add --endpoint ${local.url}\\.\n$`));
    }
    const { errors } = await command('push --yes', { cwd: projectWithAuth(), services, env });
    assert.doesNotMatch(errors, /--endpoint/);
  });

  it('sees no address of pushes whose backend has been removed', async () => {
    const cwd = await pushed();
    await command('remove auth --yes', { cwd, services });
    await push(cwd);
    assert.doesNotMatch((await command('status', { cwd, services })).output, /Pushed to/);
    assert.equal((await command('status', { cwd: newProject(), services })).code, 0);
  });
});

// push, status and import auth, with an engine that makes nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CliError } from '../src/errors.js';
import { Project } from '../src/project/project.js';
import { fakeEngine, madeOutputs } from './support/fake-engine.js';
import { filesOf } from './support/folder.js';
import { answers, newProject, projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

const pool = {
  operation: 'Update',
  resource: 'UserPool',
  type: 'AWS::Cognito::UserPool',
  name: 'pool',
  details: ['MfaConfiguration: OFF → ON'],
};

test('a project without auth has nothing to push', async () => {
  const { code, errors } = await command('push --yes', { cwd: newProject() });
  assert.deepEqual([code, errors], [1, 'Error: There is nothing to push. Run "cognito-wasm add auth" first.\n']);
});

test('a push without credentials says so in one line, and changes no file', async () => {
  const cwd = projectWithAuth();
  const before = filesOf(cwd);
  const engine = {
    ...fakeEngine(),
    plan: async () => {
      throw new CliError('There are no AWS credentials.');
    },
  };
  const { code, errors, output } = await command('push --yes', { cwd, services: { engine } });
  assert.deepEqual([code, errors, output], [1, 'Error: There are no AWS credentials.\n', '']);
  assert.deepEqual(filesOf(cwd), before);
});

test("what a request failed with is explained, whatever the SDK's error is", async () => {
  const failures = [
    Object.assign(new Error('x'), { $metadata: { httpStatusCode: 400 } }),
    Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('x'), { name: 'CredentialsProviderError', tryNextLink: false }),
  ];
  for (const failure of failures) {
    const services = {
      chooseEngine: async () => {
        throw failure;
      },
      problemOf: async () => new CliError('Explained.'),
    };
    const { code, errors } = await command('push --yes', { cwd: projectWithAuth(), services });
    assert.deepEqual([code, errors], [1, 'Error: Explained.\n']);
  }
});

test('a push says where it goes, and what it will change', async () => {
  const { output } = await command('push --yes', { cwd: projectWithAuth() });
  assert.match(output, /^To AWS, in eu-central-1:\n {2}Operation {2}Resource/);
  const local = await command('push --yes --endpoint http://localhost:9229', { cwd: projectWithAuth() });
  assert.match(local.output, /^To http:\/\/localhost:9229:\n/);
});

test('a push to a local Cognito and one to AWS do not know of each other', async () => {
  const cwd = projectWithAuth();
  assert.match((await command('push --yes --endpoint http://localhost:9229', { cwd })).output, /Created UserPool/);
  assert.match((await command('push --yes', { cwd })).output, /Created UserPool/);
  assert.match((await command('push --yes --endpoint http://localhost:9229', { cwd })).output, /^No changes/);
  assert.match((await command('push --yes', { cwd })).output, /^No changes/);
});

test('a changed answer is an update; then there is nothing to push again', async () => {
  const cwd = projectWithAuth();
  await command('push --yes', { cwd });
  await command('update auth --mfa optional', { cwd });
  assert.match((await command('push --yes', { cwd })).output, /Update {5}UserPool {2}myapp[^]*✔ Updated UserPool/);
  const before = filesOf(cwd);
  assert.match((await command('push --yes', { cwd })).output, /^No changes/);
  assert.deepEqual(filesOf(cwd), before);
});

test('an answer that AWS cannot change is refused, wherever the last push went', async () => {
  const cwd = projectWithAuth();
  const local = 'http://localhost:9229';
  await command('push --yes', { cwd });
  await command(`push --yes --endpoint ${local}`, { cwd });
  Project.find(cwd).savePushed({ outputs: {} }, local);
  const { code, errors } = await command('update auth --required-attributes email,name', { cwd });
  assert.equal(code, 1);
  assert.match(errors, /^Error: AWS cannot change the required attributes of a user pool that has been made/);
});

test('a configuration file that was deleted comes back, though nothing else has changed', async () => {
  const cwd = projectWithAuth();
  await command('push --yes', { cwd });
  const { formats } = Project.find(cwd);
  assert.deepEqual(formats, ['mobile']);
  const { writeFileSync } = await import('node:fs');
  writeFileSync(`${cwd}/amplifyconfiguration.json`, '');
  const { output } = await command('push', { cwd });
  assert.equal(output, 'No changes: everything has been pushed.\nWritten: amplifyconfiguration.json\n');
});

for (const resource of ['UserPool', 'UserPoolClientWeb', 'UserPoolClient', 'IdentityPool']) {
  test(`a push that fails at ${resource} keeps what exists, and the next one goes on from there`, async () => {
    const cwd = projectWithAuth();
    const failing = fakeEngine({
      beforeStep: (name) => {
        if (name === resource) throw new CliError('AWS said no.');
      },
    });
    const { code, errors } = await command('push --yes', { cwd, services: { engine: failing } });
    assert.deepEqual([code, errors], [1, 'Error: AWS said no.\n']);
    assert.deepEqual(Project.find(cwd).pushed().unfinished?.[0], resource);
    assert.equal(filesOf(cwd)['amplifyconfiguration.json'], undefined);
    const next = await command('push --yes', { cwd });
    assert.equal(next.code, 0);
    assert.match(next.output, new RegExp(`^To AWS[^]*Create {5}${resource}\\b[^]*The backend is ready`));
    assert.deepEqual(JSON.parse(filesOf(cwd)['amplifyconfiguration.json']), madeOutputs);
    assert.equal(Project.find(cwd).pushed().unfinished, undefined);
  });
}

test('what somebody else has changed is shown, and set back only if asked to', async () => {
  const cwd = projectWithAuth();
  const asked = [];
  const engine = fakeEngine({ drift: [pool] });
  const watched = {
    ...engine,
    plan: (backend, pushed, options) => (asked.push(options), engine.plan(backend, pushed, options)),
  };
  const { output } = await command('push --yes', { cwd, services: { engine: watched } });
  assert.match(
    output,
    /^Changed by somebody else since the last push:\n[^]*MfaConfiguration: OFF → ON\nIt stays as it is\. --overwrite-drift sets it back\./,
  );
  const overwriting = await command('push --yes --overwrite-drift', { cwd, services: { engine: watched } });
  assert.match(overwriting.output, /This push sets it back\./);
  assert.deepEqual(asked, [{ overwritesDrift: false }, { overwritesDrift: true }]);
});

test('what could not be found out is a note, and nobody is said to have changed anything', async () => {
  const engine = fakeEngine();
  const notes = ['Could not find out whether somebody else has changed the backend.'];
  const noting = { ...engine, plan: async (...args) => ({ ...(await engine.plan(...args)), notes }) };
  for (const line of ['push --yes', 'status']) {
    const { output } = await command(line, { cwd: projectWithAuth(), services: { engine: noting } });
    assert.match(output, /Could not find out whether somebody else has changed the backend\.\n\n/);
    assert.doesNotMatch(output, /Changed by somebody else|It stays as it is/);
  }
});

test('removed auth is deleted by the next push, which empties the configuration file', async () => {
  const cwd = projectWithAuth();
  await command('push --yes', { cwd });
  assert.match((await command('remove auth --yes', { cwd })).output, /Next: cognito-wasm push, which deletes it/);
  const { output } = await command('push --yes', { cwd });
  assert.match(output, /Delete {5}UserPool[^]*The backend has been deleted\.\nWritten: amplifyconfiguration\.json/);
  assert.equal(filesOf(cwd)['amplifyconfiguration.json'], 'null');
  assert.match((await command('push --yes', { cwd })).errors, /There is nothing to push/);
});

test('removing asks first, and says that users are lost', async () => {
  const cwd = projectWithAuth();
  await command('push --yes', { cwd });
  const { output } = await command('remove auth', { cwd, answers: [['Remove myapp0123abcd from this project?']] });
  assert.match(output, /deletes the user pool with all its users\.[^]*Nothing has changed\.\n$/);
  assert.deepEqual(Project.find(cwd).answers(), answers());
});

const needed = [
  { provider: 'Google', member: 'client_secret' },
  { provider: 'SignInWithApple', member: 'private_key' },
];

/** An engine that needs two secrets, and says which it gets. */
const withSecrets = (seen = []) =>
  fakeEngine({
    secrets: needed,
    beforeStep: async (resource, { secret }) => {
      if (resource === 'UserPool') for (const { provider, member } of needed) seen.push(await secret(provider, member));
    },
  });

test('secrets are read from the environment, or asked for before anything is made', async () => {
  const seen = [];
  const services = { engine: withSecrets(seen) };
  const env = { COGNITO_WASM_GOOGLE_SECRET: 'hush-google', COGNITO_WASM_SIGNINWITHAPPLE_SECRET: 'hush-apple' };
  const read = await command('push --yes', { cwd: projectWithAuth(), services, env });
  assert.equal(read.code, 0, read.errors);
  const asked = await command('push --yes', {
    cwd: projectWithAuth(),
    services,
    answers: [
      ['Enter the client secret of Google:', 'hush-google'],
      ['Enter the private key of SignInWithApple, on one line:', 'hush-apple'],
    ],
  });
  assert.equal(asked.code, 0, asked.errors);
  assert.deepEqual(seen, ['hush-google', 'hush-apple', 'hush-google', 'hush-apple']);
  assert.match(asked.output, /SignInWithApple, on one line:\n[^?]* Creating UserPool /);
  assert.doesNotMatch(JSON.stringify([read, asked]), /hush/);
});

test('secrets that are missing are named in one line, before anything is made or written', async () => {
  const services = { engine: withSecrets() };
  const cwd = projectWithAuth();
  const before = filesOf(cwd);
  const both = await command('push --yes', { cwd, services });
  assert.equal(both.code, 2);
  assert.equal(
    both.errors,
    'Error: The secrets of Google and SignInWithApple are missing: set COGNITO_WASM_GOOGLE_SECRET and COGNITO_WASM_SIGNINWITHAPPLE_SECRET. Nothing was changed.\n',
  );
  const env = { COGNITO_WASM_GOOGLE_SECRET: 'hush', COGNITO_WASM_SIGNINWITHAPPLE_SECRET: '' };
  const one = await command('push --yes', { cwd, services, env });
  assert.deepEqual(
    [one.code, one.errors],
    [
      2,
      'Error: The secret of SignInWithApple is missing: set COGNITO_WASM_SIGNINWITHAPPLE_SECRET. Nothing was changed.\n',
    ],
  );
  assert.doesNotMatch(both.output + one.output, /Creating/);
  assert.deepEqual(filesOf(cwd), before);
});

test('secrets that are to be replaced are named to the engine', async () => {
  const seen = [];
  const chooseEngine = async ({ newSecrets }) => (seen.push(newSecrets), { engine: fakeEngine(), target: 'aws' });
  await command('push --yes --new-secrets google,apple', { cwd: projectWithAuth(), services: { chooseEngine } });
  assert.deepEqual(seen, [['Google', 'SignInWithApple']]);
  const { code, errors } = await command('push --yes --new-secrets twitter', { cwd: projectWithAuth() });
  assert.equal(code, 2);
  assert.match(errors, /^Error: --new-secrets: "twitter" does not fit; use facebook, google, amazon, apple/);
});

test('status shows the project, its IDs and what a push would change', async () => {
  const cwd = projectWithAuth();
  assert.match((await command('status', { cwd })).output, /Project {7}myapp\n[^]*Auth {10}myapp0123abcd\n\n[^]*Create/);
  await command('push --yes', { cwd });
  const { output } = await command('status', { cwd });
  assert.match(output, /User pool {5}eu-central-1_Fake00001\n[^]*No changes: everything has been pushed\.\n$/);
});

test('status shows the IDs of the place that it asks, and no other', async () => {
  const cwd = projectWithAuth();
  const local = 'http://localhost:9229';
  await command('push --yes', { cwd });
  await command(`push --yes --endpoint ${local}`, { cwd });
  Project.find(cwd).savePushed({ outputs: { userPoolId: 'local_1' } }, local);
  const there = await command(`status --endpoint ${local}`, { cwd });
  assert.match(there.output, /User pool {5}local_1\n {2}Pushed to {5}http:\/\/localhost:9229\n\n/);
  assert.doesNotMatch(there.output, /Fake00001/);
  const { output } = await command('status', { cwd });
  assert.match(output, /User pool {5}eu-central-1_Fake00001\n/);
  assert.doesNotMatch(output, /local_1|Pushed to/);
});

test('status shows the IDs that it knows, though it cannot ask', async () => {
  const cwd = projectWithAuth();
  await command('push --yes', { cwd });
  const beforePlan = () => Promise.reject(new CliError('There are no AWS credentials.'));
  const { code, output, errors } = await command('status', { cwd, services: { engine: fakeEngine({ beforePlan }) } });
  assert.deepEqual([code, errors], [1, 'Error: There are no AWS credentials.\n']);
  assert.match(output, /User pool {5}eu-central-1_Fake00001\n/);
});

test('status after a removal says where a push has still to delete something', async () => {
  const cwd = projectWithAuth();
  await command('push --yes --endpoint http://localhost:9229', { cwd });
  await command('remove auth --yes', { cwd });
  const { code, output } = await command('status', { cwd });
  assert.equal(code, 0);
  assert.match(output, /\nNext: cognito-wasm push --endpoint http:\/\/localhost:9229, which deletes it there\n$/);
  assert.doesNotMatch(output, /Fake00001/);
  assert.match((await command('status --endpoint http://localhost:9229', { cwd })).output, /Fake00001[^]*Delete/);
});

test('status without auth needs no credentials', async () => {
  const services = {
    chooseEngine: async () => {
      throw new Error('not needed');
    },
  };
  const { code, output } = await command('status', { cwd: newProject(), services });
  assert.equal(code, 0);
  assert.match(output, /none; add it with/);
});

test('a step that an endpoint has no part for is not called done', async () => {
  const engine = fakeEngine();
  const skipping = {
    ...engine,
    apply: (plan, progress) => {
      const skipped = ({ resource }) => resource === 'IdentityPool';
      const report = (change, state) =>
        skipped(change) && state === 'done'
          ? progress.report(change, 'skipped', 'this endpoint has none')
          : progress.report(change, state);
      return engine.apply(plan, { ...progress, report });
    },
  };
  const { output } = await command('push --yes', { cwd: projectWithAuth(), services: { engine: skipping } });
  assert.match(output, /✔ Created UserPool [^]* – Left out IdentityPool – this endpoint has none\n/);
  assert.doesNotMatch(output, /Created IdentityPool/);
});

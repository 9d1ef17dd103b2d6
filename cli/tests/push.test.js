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

const existing = {
  readExisting: async () => ({
    outputs: { ...madeOutputs, nativeClientSecret: 'hush' },
    answers: answers(),
    warnings: ['the app client has a secret'],
  }),
};

test('an import writes the configuration file, and push makes nothing', async () => {
  const cwd = newProject();
  const line = 'import auth --user-pool-id eu-central-1_Fake00001 --web-client-id webclient';
  const { code, output, errors } = await command(line, { cwd, services: existing });
  assert.equal(code, 0, errors);
  assert.match(output, /has been imported\.\nWritten: amplifyconfiguration\.json/);
  assert.equal(errors, 'Warning: the app client has a secret\n');
  const services = {
    chooseEngine: async () => {
      throw new Error('not needed');
    },
  };
  const before = filesOf(cwd);
  assert.match((await command('push --yes', { cwd, services })).output, /imported: there is nothing to push/);
  assert.deepEqual(filesOf(cwd), before);
  assert.match(
    (await command('status', { cwd, services })).output,
    /\(imported\)\n {2}User pool {5}eu-central-1_Fake00001/,
  );
  assert.match((await command('update auth --mfa on', { cwd })).errors, /is imported\. Change it where it was made/);
});

test('an import reads its IDs as flags, JSON or answers', async () => {
  const seen = [];
  const services = { readExisting: async (what) => (seen.push([what.region, what.ids]), existing.readExisting()) };
  const ids = {
    userPoolId: 'sa-east-1_AbC',
    webClientId: 'web',
    nativeClientId: 'native',
    identityPoolId: 'sa-east-1:0-1',
  };
  const flags =
    '--user-pool-id sa-east-1_AbC --web-client-id web --native-client-id native --identity-pool-id sa-east-1:0-1';
  await command(`import auth ${flags}`, { cwd: newProject(), services });
  await command('import auth --headless', {
    cwd: newProject(),
    services,
    input: JSON.stringify({ version: 1, ...ids }),
  });
  await command('auth import', {
    cwd: newProject(),
    services,
    answers: [
      ['ID of the user pool:', ids.userPoolId],
      ['app client of pages', ids.webClientId],
      ['app client of apps on phones', ids.nativeClientId],
      ['ID of the identity pool', ids.identityPoolId],
    ],
  });
  assert.deepEqual(seen, Array(3).fill(['sa-east-1', ids]));
});

test('an import that fails writes nothing', async () => {
  const cwd = newProject();
  const before = filesOf(cwd);
  const services = {
    readExisting: async () => {
      throw new CliError('There is no such pool.');
    },
  };
  const { code, errors } = await command('import auth --user-pool-id eu-central-1_A --web-client-id a', {
    cwd,
    services,
  });
  assert.deepEqual([code, errors], [1, 'Error: There is no such pool.\n']);
  assert.deepEqual(filesOf(cwd), before);
});

test('auth that was removed is deleted by a push before other auth can be imported', async () => {
  const cwd = projectWithAuth();
  const at = 'http://localhost:9229';
  await command('push --yes', { cwd });
  await command(`push --yes --endpoint ${at}`, { cwd });
  const { output } = await command('remove auth --yes', { cwd });
  assert.match(output, /\nNext: cognito-wasm push --endpoint http:\/\/localhost:9229, which deletes it there\n/);
  assert.match(output, /\nNext: cognito-wasm push, which deletes it in the cloud\n/);
  const line = 'import auth --user-pool-id eu-central-1_Fake00002 --web-client-id webclient';
  const refusal = async (text) => {
    const before = filesOf(cwd);
    const { code, errors } = await command(line, { cwd, services: existing });
    assert.deepEqual([code, errors], [1, text]);
    assert.deepEqual(filesOf(cwd), before);
  };
  await refusal(
    'Error: What a push to http://localhost:9229 has made (user pool eu-central-1_Fake00001) was removed from this folder only. Push first, which deletes it: "cognito-wasm push --endpoint http://localhost:9229". If nothing is there any more, delete amplify/#current-cloud-backend/pushed-localhost-9229.json instead. Nothing was changed.\n',
  );
  await command(`push --yes --endpoint ${at}`, { cwd });
  await refusal(
    'Error: What a push to AWS has made (user pool eu-central-1_Fake00001) was removed from this folder only. Push first, which deletes it: "cognito-wasm push". Nothing was changed.\n',
  );
  await command('push --yes', { cwd });
  assert.equal((await command(line, { cwd, services: existing })).code, 0);
});

test('a backend beside the imported one is not passed over in silence', async () => {
  const cwd = projectWithAuth();
  await command('push --yes', { cwd });
  // As earlier versions have left it.
  Project.find(cwd).setImported(answers(), { ...madeOutputs, userPoolId: 'eu-central-1_Fake00002' });
  for (const line of ['push --yes', 'status']) {
    const { code, errors } = await command(line, { cwd });
    assert.equal(code, 0);
    assert.equal(
      errors,
      'Warning: What a push to AWS has made (user pool eu-central-1_Fake00001) is still there. To delete it: "cognito-wasm remove auth", then "cognito-wasm push", then import again.\n',
    );
  }
  Project.find(cwd).setImported(answers(), madeOutputs);
  assert.equal((await command('push --yes', { cwd })).errors, '');
});

test('a project with auth of its own imports none', async () => {
  const { code, errors } = await command('import auth --user-pool-id eu-central-1_A --web-client-id a', {
    cwd: projectWithAuth(),
    services: existing,
  });
  assert.equal(code, 1);
  assert.match(errors, /has auth of its own/);
});

test('removing what was imported takes it out of the configuration file', async () => {
  const cwd = newProject();
  const ids = '--user-pool-id eu-central-1_Fake00001 --web-client-id webclient';
  await command(`import auth ${ids}`, { cwd, services: existing });
  assert.match(filesOf(cwd)['amplifyconfiguration.json'], /Fake00001/);
  const { output } = await command('remove auth --yes', { cwd });
  assert.match(output, /has been removed from this folder\.\nWritten: amplifyconfiguration\.json\n/);
  assert.equal(filesOf(cwd)['amplifyconfiguration.json'], 'null');
});

test('a clone pulls what has been pushed from another one', async () => {
  const services = { ...existing, engine: { ...fakeEngine(), existing: async () => madeOutputs } };
  const seen = [];
  services.readExisting = async ({ ids }) => (seen.push(ids), existing.readExisting());
  const cwd = projectWithAuth();
  const { code, errors } = await command('pull', { cwd, services });
  assert.equal(code, 0, errors);
  assert.equal(seen[0].userPoolId, madeOutputs.userPoolId);
  assert.match(filesOf(cwd)['amplifyconfiguration.json'], /Fake00001/);
  const nothing = { ...services, engine: { ...fakeEngine(), existing: async () => null } };
  assert.match((await command('pull', { cwd: projectWithAuth(), services: nothing })).errors, /has no backend yet/);
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

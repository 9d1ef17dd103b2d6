/** Backends that exist already: `import auth`, what other commands do with what was imported, and `pull` in another clone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CliError } from '../src/errors.js';
import { Project } from '../src/project/project.js';
import { fakeEngine, madeOutputs } from './support/fake-engine.js';
import { filesOf } from './support/folder.js';
import { answers, newProject, projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

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
    'Error: What a push to http://localhost:9229 has made (user pool eu-central-1_Fake00001) was removed from this folder only. Push first, which deletes it: "cognito-wasm push --endpoint http://localhost:9229". If nothing is there any more, delete amplify/#current-cloud-backend/pushed-localhost-9229.json instead. To keep it, restore amplify/backend/ from version control. Nothing was changed.\n',
  );
  await command(`push --yes --endpoint ${at}`, { cwd });
  await refusal(
    'Error: What a push to AWS has made (user pool eu-central-1_Fake00001) was removed from this folder only. Push first, which deletes it: "cognito-wasm push". To keep it, restore amplify/backend/ from version control. Nothing was changed.\n',
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

test('after a change of the formats, the next command that is named writes the files', async () => {
  const cwd = newProject();
  const next = async () => {
    const { output } = await command('init --formats outputs', { cwd });
    return /\nNext: cognito-wasm ([^\n]*)\n$/.exec(output)?.[1];
  };
  assert.equal(await next(), 'add auth');
  await command('import auth --user-pool-id eu-central-1_Fake00001 --web-client-id webclient', {
    cwd,
    services: existing,
  });
  assert.equal(await next(), 'pull, which writes them');
  const { output } = await command('push', { cwd });
  assert.match(output, /nothing to push\. "cognito-wasm pull" writes its configuration files\.\n$/);
  const seen = [];
  const writeOutputs = async ({ formats }) => (seen.push(formats), []);
  assert.equal((await command('pull', { cwd, services: { ...existing, writeOutputs } })).code, 0);
  assert.deepEqual(seen, [['outputs']]);
  const own = projectWithAuth();
  const { output: ofOwn } = await command('init --formats outputs', { cwd: own });
  assert.match(ofOwn, /\nNext: cognito-wasm push, which writes them\n$/);
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

// Another clone of a project has no record of its pushes, and finds what they have made by its names.
import assert from 'node:assert/strict';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { startServer } from 'cognito-wasm-local';
import { CognitoIdentityProviderClient, CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { backendOf } from '../src/backend/backend.js';
import { Project } from '../src/project/project.js';
import { services } from '../src/services.js';
import { clientOptions } from './support/direct.js';
import { filesOf, newFolder } from './support/folder.js';
import { projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
beforeEach(async () => {
  server = await startServer({ port: 0, seed: false });
});
afterEach(() => server.close());

const run = (cwd, line, more = {}) =>
  command(`${line} --endpoint ${server.url.replace(/\/$/, '')}`, { cwd, services, ...more });

/** What version control has of a folder. */
function cloned(cwd) {
  const clone = newFolder();
  const isIgnored = /#current-cloud-backend|amplify-meta\.json|local-/;
  cpSync(cwd, clone, { recursive: true, filter: (path) => !isIgnored.test(path) && !/configuration/.test(path) });
  return clone;
}

async function pushed(change) {
  const cwd = projectWithAuth(change);
  const { code, errors } = await run(cwd, 'push --yes');
  assert.equal(code, 0, errors);
  return cwd;
}

const withGroups = (answers) => {
  answers.userPool.groups = ['admins'];
  answers.userPool.mfa = { ...answers.userPool.mfa, mode: 'OPTIONAL', types: ['SMS'] };
  return answers;
};

const configuration = (cwd) => filesOf(cwd)['amplifyconfiguration.json'];
const pools = () => server.cognito.dump().userPools.map(({ id }) => id);

for (const [what, change] of [
  ['of the default answers', undefined],
  ['with groups and text messages', withGroups],
])
  test(`a push from another clone goes on from the backend ${what}, says so, and changes nothing`, async () => {
    const cwd = await pushed(change);
    const clone = cloned(cwd);
    const status = await run(clone, 'status');
    const found = /there is a backend of this project already, made from another folder \(user pool eu-central-1_\w+\)/;
    assert.match(status.output, found);
    assert.match(status.output, /The next push goes on from it\.\n\nNo changes: everything has been pushed\.\n$/);
    const { code, output, errors } = await run(clone, 'push');
    assert.equal(code, 0, errors);
    assert.match(output, found);
    assert.match(output, /To http:\/\/localhost:\d+:\n {2}No changes\.\n/);
    assert.doesNotMatch(output, /Creat|Updat|somebody/);
    assert.equal(pools().length, 1);
    assert.equal(configuration(clone), configuration(cwd));
    assert.equal((await run(clone, 'push')).output, 'No changes: everything has been pushed.\n');
  });

test('a push from another clone shows what it changes of the backend, and asks', async () => {
  const clone = cloned(await pushed());
  await command('update auth --password-length 12', { cwd: clone });
  const { code, output, errors } = await run(clone, 'push');
  assert.equal(code, 2, output);
  assert.match(output, /Update {5}UserPool [^]*MinimumLength: 8 → 12/);
  assert.match(errors, /--yes is missing/);
  assert.equal((await run(clone, 'push --yes')).code, 0);
  assert.equal(pools().length, 1);
});

test('another clone pulls the configuration files of what was pushed', async () => {
  const cwd = await pushed();
  const clone = cloned(cwd);
  const { code, output, errors } = await run(clone, 'pull');
  assert.deepEqual([code, output], [0, 'Written: amplifyconfiguration.json\n'], errors);
  assert.equal(configuration(clone), configuration(cwd));
});

test('a project that was pushed nowhere has nothing to pull', async () => {
  const { code, errors } = await run(projectWithAuth(), 'pull');
  assert.equal(code, 1);
  assert.match(errors, /This project has no backend yet/);
});

test('of two pools with the name of the project, none is taken', async () => {
  const cwd = projectWithAuth();
  const project = Project.find(cwd);
  const { PoolName } = backendOf(project.answers(), project.environment).userPool;
  const cognito = new CognitoIdentityProviderClient({ ...clientOptions(server.url), region: 'eu-central-1' });
  for (let made = 0; made < 2; made += 1) await cognito.send(new CreateUserPoolCommand({ PoolName }));
  const before = filesOf(cwd);
  const { code, errors } = await run(cwd, 'push --yes');
  assert.equal(code, 1);
  const [one, other] = pools();
  assert.equal(
    errors,
    `Error: There are 2 user pools with the name ${PoolName}: ${one}, ${other}. Delete all but the one that is in use.\n`,
  );
  assert.equal(pools().length, 2);
  assert.deepEqual(filesOf(cwd), before);
});

test('a broken record of pushes can be deleted, as its message says, and the next push goes on from the backend', async () => {
  const cwd = await pushed();
  const folder = join(cwd, 'amplify', '#current-cloud-backend');
  const record = readdirSync(folder).find((name) => name.startsWith('pushed-'));
  writeFileSync(join(folder, record), '{');
  const { code, errors } = await run(cwd, 'push --yes');
  assert.equal(code, 1);
  assert.equal(
    errors,
    `Error: amplify/#current-cloud-backend/${record} is not valid JSON. Delete it: the next push finds by its names what earlier ones have made; nothing was changed.\n`,
  );
  rmSync(join(folder, record));
  assert.equal((await run(cwd, 'push --yes')).code, 0);
  assert.equal(pools().length, 1);
  assert.equal((await run(cwd, 'push')).output, 'No changes: everything has been pushed.\n');
});

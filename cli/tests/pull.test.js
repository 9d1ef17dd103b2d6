/** The command `pull`, with the local Cognito. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { pull } from '../src/commands/pull.js';
import { readExisting } from '../src/outputs/existing.js';
import { writeOutputs } from '../src/outputs/files.js';
import { Project } from '../src/project/project.js';
import { seedBackend } from './support/backends.js';
import { localCognito, made } from './support/made.js';
import { folder } from './support/temporary-folder.js';

let local;
before(async () => (local = await localCognito()));
after(() => local.close());

/** Runs the command in a folder, and gives what it has said. */
async function run(at, options = {}, env = {}) {
  const said = [];
  const asked = [];
  const services = {
    writeOutputs,
    readExisting: ({ ids, ...where }) => {
      asked.push(where);
      return readExisting(local, ids);
    },
  };
  const terminal = { say: (text) => said.push(text), warn: (text) => said.push(`Warning: ${text}`) };
  await pull({ cwd: at.root, env, terminal, services }, options);
  return { said, asked };
}

const idsOf = ({ userPoolId, webClientId, nativeClientId, identityPoolId }) => ({
  userPoolId,
  webClientId,
  nativeClientId,
  identityPoolId,
});

function project(test) {
  const at = folder(test);
  const environment = { projectName: 'shop', environment: 'dev', region: 'us-east-1', stamp: '010203' };
  const created = Project.create(at.root, { environment, formats: ['flat', 'outputs'], outputDirectory: 'app' });
  return { at, created };
}

describe('pull with ids', () => {
  it('needs no project, and says which files it has written', async (test) => {
    const at = folder(test);
    const outputs = await made(local, seedBackend().answers);
    const options = { ...idsOf(outputs), formats: 'mobile, types', directory: 'src' };
    const { said, asked } = await run(at, { ...options, endpoint: 'http://localhost:1', profile: 'p' });
    assert.deepEqual(said, ['Written: src/amplifyconfiguration.json', 'Written: src/amplify_outputs.d.ts']);
    const where = { region: 'us-east-1', endpoint: 'http://localhost:1', profile: 'p', env: {} };
    assert.deepEqual(asked, [{ ...where, askMfaCode: undefined }]);
    const { CognitoUserPool } = at.json('src/amplifyconfiguration.json').auth.plugins.awsCognitoAuthPlugin;
    assert.equal(CognitoUserPool.Default.AppClientId, outputs.nativeClientId);
    assert.deepEqual((await run(at, options)).said, ['No changes: the configuration files are up to date.']);
  });

  it('writes the mobile form here, if nothing else is said', async (test) => {
    const at = folder(test);
    const { userPoolId, webClientId } = await made(local, seedBackend().answers);
    await run(at, { userPoolId, webClientId });
    assert.deepEqual(readdirSync(at.root), ['amplifyconfiguration.json']);
  });

  it('warns of what an app would stumble over', async (test) => {
    const [one, other] = [await made(local, seedBackend().answers), await made(local, seedBackend().answers)];
    const { said } = await run(folder(test), { ...idsOf(one), identityPoolId: other.identityPoolId });
    assert.match(said.join('\n'), /^Warning: The identity pool .* does not accept users of the app client /);
  });

  it('refuses half of them, and others', async (test) => {
    const at = folder(test);
    const wrong = [
      [{ userPoolId: 'us-east-1_AbCdEfGhI' }, /^--web-client-id is missing/],
      [{ webClientId: 'a' }, /^--user-pool-id is missing/],
      [{ userPoolId: 'x', webClientId: 'a' }, /--user-pool-id/],
      [{ userPoolId: 'us-east-1_AbCdEfGhI', webClientId: 'a b' }, /--web-client-id/],
    ];
    for (const [options, message] of wrong) await assert.rejects(run(at, options), { exitCode: 2, message });
    assert.deepEqual(readdirSync(at.root), []);
  });
});

describe('pull in a project', () => {
  it('writes the files of what has been pushed, as it is now', async (test) => {
    const { at, created } = project(test);
    const outputs = await made(local, seedBackend().answers);
    created.setAnswers(seedBackend().answers);
    created.savePushed({ outputs }, outputs.userPoolEndpoint);
    const { said, asked } = await run(at);
    assert.deepEqual(said, ['Written: app/amplifyconfiguration.json', 'Written: app/amplify_outputs.json']);
    assert.equal(asked[0].endpoint, outputs.userPoolEndpoint);
    assert.equal(at.json('app/amplify_outputs.json').auth.user_pool_id, outputs.userPoolId);
    const { asked: withVariable } = await run(at, {}, { AWS_ENDPOINT_URL: local.url });
    assert.equal(withVariable[0].endpoint, undefined);
  });

  it('knows what has been imported', async (test) => {
    const { at, created } = project(test);
    const outputs = await made(local, seedBackend().answers);
    created.setImported(seedBackend().answers, outputs);
    await run(at, { formats: 'mobile' });
    assert.deepEqual(readdirSync(at.at('app')), ['amplifyconfiguration.json']);
  });

  it('says so before the first push', async (test) => {
    const { at } = project(test);
    await assert.rejects(run(at), {
      name: 'CliError',
      message: /^This project has no backend yet: run "cognito-wasm push"/,
    });
  });

  it('says so where there is none', async (test) => {
    await assert.rejects(run(folder(test)), { name: 'CliError', message: /^There is no project here/ });
  });
});

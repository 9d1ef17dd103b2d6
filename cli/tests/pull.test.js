/** The command `pull`, with the local Cognito. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { pull } from '../src/commands/pull.js';
import { readExisting } from '../src/outputs/existing.js';
import { writeOutputs } from '../src/outputs/files.js';
import { Project } from '../src/project/project.js';
import { services as all } from '../src/services.js';
import { seedBackend } from './support/backends.js';
import { localCognito, made } from './support/made.js';
import { folder } from './support/temporary-folder.js';

let local;
before(async () => (local = await localCognito()));
after(() => local.close());

/** Runs the command in a folder, and gives what it has said. */
async function run(at, options = {}, env = {}, chooseEngine = all.chooseEngine) {
  const said = [];
  const asked = [];
  const ids = [];
  const services = {
    chooseEngine,
    writeOutputs,
    readExisting: ({ ids: those, ...where }) => {
      asked.push(where);
      ids.push(those.userPoolId);
      return readExisting(local, those);
    },
  };
  const terminal = { say: (text) => said.push(text), warn: (text) => said.push(`Warning: ${text}`) };
  await pull({ cwd: at.root, env, terminal, services }, options);
  return { said, asked, ids };
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
  /** Two backends, each pushed to another place. */
  async function pushedTo(created, ...places) {
    const answers = seedBackend().answers;
    created.setAnswers(answers);
    const pools = {};
    for (const place of places) {
      const outputs = await made(local, answers);
      created.savePushed({ outputs }, place);
      pools[place] = outputs.userPoolId;
    }
    return pools;
  }
  /** AWS, which has what was pushed to it. */
  const aws = async () => ({ engine: { existing: async () => null }, target: 'aws' });

  it('writes the files of what has been pushed to the place that is asked, as it is now', async (test) => {
    const { at, created } = project(test);
    const pools = await pushedTo(created, local.url);
    const { said, asked } = await run(at, { endpoint: `${local.url}/` });
    assert.deepEqual(said, ['Written: app/amplifyconfiguration.json', 'Written: app/amplify_outputs.json']);
    assert.equal(asked[0].endpoint, `${local.url}/`);
    assert.equal(at.json('app/amplify_outputs.json').auth.user_pool_id, pools[local.url]);
  });

  it('asks the place that a variable names, as if a flag named it', async (test) => {
    const { at, created } = project(test);
    const pools = await pushedTo(created, local.url, 'aws');
    const { asked, ids } = await run(at, {}, { AWS_ENDPOINT_URL: local.url });
    assert.deepEqual([ids, asked[0].endpoint], [[pools[local.url]], undefined]);
  });

  it('asks AWS if no place is named, wherever the last push went', async (test) => {
    const { at, created } = project(test);
    const pools = await pushedTo(created, 'aws', local.url);
    const { asked, ids } = await run(at, {}, {}, aws);
    assert.deepEqual([ids, asked[0].endpoint], [[pools.aws], undefined]);
  });

  it('says where the last push went if no place is named, and AWS has nothing', async (test) => {
    const { at, created } = project(test);
    await pushedTo(created, local.url);
    const there = new RegExp(`^This project has no backend yet: .* that, add --endpoint ${local.url}\\.$`);
    await assert.rejects(run(at, {}, {}, aws), { name: 'CliError', message: there });
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
      message: /^This project has no backend yet: run "cognito-wasm push".* --web-client-id\.$/,
    });
  });

  it('says so where there is none', async (test) => {
    await assert.rejects(run(folder(test)), { name: 'CliError', message: /^There is no project here/ });
  });
});

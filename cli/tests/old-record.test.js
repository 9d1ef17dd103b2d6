/** A clone whose record of pushes is old: another one has pushed since. */
import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startServer } from 'cognito-wasm-local';
import { Project } from '../src/project/project.js';
import { services as all } from '../src/services.js';
import { filesOf, newFolder } from './support/folder.js';
import { projectWithAuth } from './support/project.js';
import { command } from './support/run.js';
import { startStack } from './support/stack.js';

const isOfMachine = /#current-cloud-backend|amplify-meta\.json|local-|configuration\.json/;

/** Brings what version control has of one folder into another, which keeps what is of its machine. */
function pulled(from, to) {
  rmSync(join(to, 'amplify', 'backend', 'auth'), { recursive: true, force: true });
  cpSync(from, to, { recursive: true, filter: (path) => !isOfMachine.test(path) });
}

const configuration = (cwd) => filesOf(cwd)['amplifyconfiguration.json'];
const pluginOf = (cwd) => JSON.parse(configuration(cwd)).auth.plugins.awsCognitoAuthPlugin;

const withoutIdentityPool = (answers) => ({ ...answers, identityPool: null });

const pages = '--sign-in-urls http://localhost:3000/ --sign-out-urls http://localhost:3000/ --domain-prefix shop';

/** The places of a push, and how commands reach them. */
const places = {
  'with CloudFormation': async (t) => {
    const { engine, cloud } = await startStack(t, {
      environment: Project.find(projectWithAuth()).environment,
    });
    return {
      flags: '',
      services: { ...all, chooseEngine: async () => ({ engine, target: 'aws' }) },
      requests: () => cloud.writes,
    };
  },
  "by the services' calls": async () => ({
    flags: ` --endpoint ${server.url.replace(/\/$/, '')}`,
    services: all,
    requests: () => server.cognito.dump().identityPools.map(({ id }) => id),
  }),
};

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
beforeEach(async () => {
  server = await startServer({ port: 0, seed: false });
});
afterEach(() => server.close());

for (const [how, place] of Object.entries(places))
  describe(`a push ${how} from a clone whose record is old`, () => {
    /** Two clones that have both pushed, and how to run a command. */
    async function clones(t, change) {
      const { flags, services, requests } = await place(t);
      const run = async (cwd, line, more = {}) => {
        const isRemote = /^(push|pull|status)/.test(line);
        const { code, output, errors } = await command(`${line}${isRemote ? flags : ''}`, { cwd, services, ...more });
        assert.equal(code, 0, errors);
        return output;
      };
      const first = projectWithAuth(change);
      await run(first, 'push --yes');
      const other = newFolder();
      cpSync(first, other, { recursive: true });
      return { first, other, run, requests };
    }

    it('writes the configuration of what the other has added, and makes nothing twice', async (t) => {
      const { first, other, run, requests } = await clones(t, withoutIdentityPool);
      await run(other, `update auth --identity-pool ${pages}`);
      await run(other, 'push --yes');
      pulled(other, first);
      const before = requests().length;
      assert.doesNotMatch(await run(first, 'push --yes'), /Creat|Updat|somebody/);
      const made = requests()
        .slice(before)
        .filter((one) => one !== 'CreateChangeSet' && one !== 'DeleteChangeSet');
      assert.deepEqual(made, []);
      const { CredentialsProvider, Auth } = pluginOf(first);
      assert.ok(CredentialsProvider && Auth.Default.OAuth);
      assert.equal(configuration(first), configuration(other));
      assert.match(await run(first, 'push --yes'), /^No changes: everything has been pushed\.\n$/);
    });

    it('takes what the other has removed out of the configuration', async (t) => {
      const { first, other, run } = await clones(t);
      await run(other, 'update auth --no-identity-pool');
      await run(other, 'push --yes');
      pulled(other, first);
      assert.doesNotMatch(await run(first, 'push --yes'), /Creat|Updat|somebody/);
      assert.equal(pluginOf(first).CredentialsProvider, undefined);
      assert.equal(configuration(first), configuration(other));
      assert.equal(Project.find(first).pushed().outputs.identityPoolId, undefined);
      assert.match(await run(first, 'push --yes'), /^No changes: everything has been pushed\.\n$/);
    });

    it('names the pool that the other has made anew', async (t) => {
      const { first, other, run } = await clones(t);
      const { PoolId } = pluginOf(first).CognitoUserPool.Default;
      await run(other, 'remove auth --yes');
      await run(other, 'push --yes');
      await run(other, 'add auth --defaults');
      await run(other, 'push --yes');
      pulled(other, first);
      assert.doesNotMatch(await run(first, 'push --yes'), /Creat|Updat|does not exist/);
      assert.notEqual(pluginOf(first).CognitoUserPool.Default.PoolId, PoolId);
      assert.equal(configuration(first), configuration(other));
    });

    it('keeps what the other has set as its own, so that a later change by hand is still one', async (t) => {
      const { first, other, run } = await clones(t);
      await run(other, 'update auth --password-length 12');
      await run(other, 'push --yes');
      pulled(other, first);
      await run(first, 'push --yes');
      const { backend } = Project.find(first).pushed();
      assert.deepEqual(backend, Project.find(other).pushed().backend);
      assert.equal(backend.userPool.Policies.PasswordPolicy.MinimumLength, 12);
    });
  });

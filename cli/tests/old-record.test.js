/** A clone whose record of pushes is old: another one has pushed since. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Project } from '../src/project/project.js';
import { places, pulled, runner } from './support/clones.js';
import { filesOf, newFolder } from './support/folder.js';
import { projectWithAuth } from './support/project.js';

const configuration = (cwd) => filesOf(cwd)['amplifyconfiguration.json'];
const pluginOf = (cwd) => JSON.parse(configuration(cwd)).auth.plugins.awsCognitoAuthPlugin;

const withoutIdentityPool = (answers) => ({ ...answers, identityPool: null });

const pages = '--sign-in-urls http://localhost:3000/ --sign-out-urls http://localhost:3000/ --domain-prefix shop';

for (const [how, place] of Object.entries(places))
  describe(`from a clone whose record is old, ${how},`, () => {
    /** Two clones that have both pushed, and how to run a command that goes well. */
    async function clones(t, change) {
      const at = await place(t);
      const run = async (cwd, line) => {
        const { code, output, errors } = await runner(at)(cwd, line);
        assert.equal(code, 0, errors);
        return output;
      };
      const first = projectWithAuth(change);
      await run(first, 'push --yes');
      const other = newFolder();
      cpSync(first, other, { recursive: true });
      return { first, other, run, made: at.made };
    }

    it('a push writes the configuration of what another has added, and makes nothing twice', async (t) => {
      const { first, other, run, made } = await clones(t, withoutIdentityPool);
      await run(other, `update auth --identity-pool --groups admins ${pages}`);
      await run(other, 'push --yes');
      pulled(other, first);
      const before = made();
      assert.doesNotMatch(await run(first, 'push --yes'), /Creat|Updat|somebody/);
      assert.deepEqual(made(), before);
      const { CredentialsProvider, Auth } = pluginOf(first);
      assert.ok(CredentialsProvider && Auth.Default.OAuth);
      assert.equal(configuration(first), configuration(other));
      assert.match(await run(first, 'push --yes'), /^No changes: everything has been pushed\.\n$/);
    });

    it('a push takes what another has removed out of the configuration', async (t) => {
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

    it('a push names the pool that another has made anew, and so does status', async (t) => {
      const { first, other, run } = await clones(t);
      const { PoolId } = pluginOf(first).CognitoUserPool.Default;
      await run(other, 'remove auth --yes');
      await run(other, 'push --yes');
      await run(other, 'add auth --defaults');
      await run(other, 'push --yes');
      pulled(other, first);
      const { userPoolId } = Project.find(other).pushed().outputs;
      assert.notEqual(userPoolId, PoolId);
      assert.match(await run(first, 'status'), new RegExp(`User pool {5}${userPoolId}\\n`));
      assert.doesNotMatch(await run(first, 'push --yes'), /Creat|Updat|does not exist/);
      assert.equal(configuration(first), configuration(other));
    });

    it('a push keeps what another has set as its own, so that a later change by hand is still one', async (t) => {
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

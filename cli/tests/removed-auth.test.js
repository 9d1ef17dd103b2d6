/** Auth that a clone without a record of pushes has removed: the next push finds what another one has made, and deletes it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Project } from '../src/project/project.js';
import { cloned, places, runner } from './support/clones.js';
import { newProject, projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

for (const [how, place] of Object.entries(places))
  describe(`a removal in a clone without a record, ${how},`, () => {
    /** What a clone has pushed, and another clone without a record. */
    async function clones(t) {
      const at = await place(t);
      const run = runner(at);
      const first = projectWithAuth();
      assert.equal((await run(first, 'push --yes')).code, 0);
      return { at, run, first, clone: cloned(first) };
    }

    it('says what the next push does, which shows it, warns and deletes it', async (t) => {
      const { at, run, clone } = await clones(t);
      const removal = await run(clone, 'remove auth --yes');
      assert.match(removal.output, /\nNext, if another clone has pushed it: cognito-wasm push, which deletes it/);
      const asked = await run(clone, 'push');
      assert.equal(asked.code, 2);
      assert.match(asked.output, /Delete {5}UserPool /);
      assert.match(
        asked.errors,
        /^Warning: All users of the user pool \S+ are deleted with it\.\nError: --yes is missing/,
      );
      assert.ok(!at.isEmpty());
      const { code, output, errors } = await run(clone, 'push --yes');
      assert.equal(code, 0, errors);
      assert.match(output, /The backend has been deleted\./);
      assert.ok(at.isEmpty());
    });

    it('is carried out by a clone that has only pulled it, and once', async (t) => {
      const { at, run, clone } = await clones(t);
      await run(clone, 'remove auth --yes');
      const other = cloned(clone);
      assert.equal((await run(other, 'push --yes')).code, 0);
      assert.ok(at.isEmpty());
      const again = await run(other, 'push --yes');
      assert.deepEqual([again.code, again.output], [1, '']);
      assert.match(again.errors, /^Error: There is nothing to push\./);
    });

    it('is forgotten when auth is added again', async (t) => {
      const { run, clone } = await clones(t);
      await run(clone, 'remove auth --yes');
      assert.ok(Project.find(clone).removed());
      await run(clone, 'add auth --defaults');
      assert.equal(Project.find(clone).removed(), null);
    });
  });

describe('a project whose auth has never been removed', () => {
  it('asks no place for what there is to delete: another branch may have made it', async () => {
    const chooseEngine = async () => ({ engine: {}, target: 'aws' });
    const { code, errors } = await command('push --yes', { cwd: newProject(), services: { chooseEngine } });
    assert.equal(code, 1);
    assert.match(errors, /^Error: There is nothing to push\. Run "cognito-wasm add auth" first\.\n$/);
  });
});

it('who removes auth at a terminal is warned of what another clone may have pushed', async () => {
  const answers = [['Remove myapp0123abcd from this project?', false]];
  const { output } = await command('remove auth', { cwd: projectWithAuth(), answers });
  assert.match(output, /If another clone has pushed it, the next push deletes its user pool with all\susers\./);
});

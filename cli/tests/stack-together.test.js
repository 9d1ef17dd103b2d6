/** Pushes from two machines at once, with CloudFormation. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backendWith, startStack } from './support/stack.js';

/** Two engines, and a push of the second one while the first one waits for its change set. */
async function together(t, meanwhile) {
  const first = await startStack(t);
  const second = await startStack(t, { cloud: first.cloud });
  first.atWait = async (waits) => {
    if (waits === 1) await meanwhile({ first, second });
  };
  return { first, second, cloud: first.cloud };
}

describe('of two first pushes at once', () => {
  it('the later one leaves what the other has made meanwhile, and says so', async (t) => {
    const { first, second, cloud } = await together(t, ({ second: other }) => other.push(backendWith()));
    await assert.rejects(
      first.push(backendWith()),
      /^CliError: Another push has changed the stack meanwhile\. Push again\.$/,
    );
    assert.ok(!cloud.actions.includes('DeleteStack'));
    assert.equal(cloud.stack.StackStatus, 'CREATE_COMPLETE');
    assert.equal((await second.engine.existing()).userPoolId, 'physical-UserPool');
    first.atWait = () => undefined;
    const { userPoolId } = await first.push(backendWith());
    assert.equal(userPoolId, 'physical-UserPool');
    assert.equal(cloud.executions, 1);
  });

  it('the one that fails leaves what the other has made meanwhile, whatever it fails with', async (t) => {
    const { first, cloud } = await together(t, async ({ second }) => {
      await second.push(backendWith());
      cloud.faults = { DescribeChangeSet: [{ code: 'AccessDenied', message: 'no', status: 403 }] };
    });
    await assert.rejects(first.push(backendWith()), /may not call DescribeChangeSet/);
    assert.ok(!cloud.actions.includes('DeleteStack'));
    assert.equal(cloud.stack.StackStatus, 'CREATE_COMPLETE');
  });

  it('the one that is stopped leaves the change set of the other', async (t) => {
    const { first, cloud } = await together(t, () => {
      const [own] = cloud.changeSets.values();
      cloud.changeSets.set('of the other', { ...own });
      first.abort.abort();
    });
    await assert.rejects(first.push(backendWith()), { exitCode: 130 });
    assert.ok(!cloud.actions.includes('DeleteStack'));
    assert.deepEqual([...cloud.changeSets.keys()], ['of the other']);
    assert.equal(cloud.stack.StackStatus, 'REVIEW_IN_PROGRESS');
  });

  it('none is deleted by one that may not look whether there is another', async (t) => {
    const it = await startStack(t);
    it.cloud.refusal = 'Template error: something';
    it.cloud.faults = { ListChangeSets: [{ code: 'AccessDenied', message: 'no', status: 403 }] };
    await assert.rejects(it.push(backendWith()), /refuses the changes: Template error: something/);
    assert.deepEqual(it.cloud.writes, ['CreateChangeSet', 'DeleteChangeSet']);
    it.cloud.refusal = undefined;
    assert.equal((await it.push(backendWith())).userPoolId, 'physical-UserPool');
  });
});

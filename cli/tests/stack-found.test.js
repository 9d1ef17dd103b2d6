/** A stack that is there already: found by another clone, and left as it is where nothing changes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backendWith, startStack } from './support/stack.js';

describe('a stack that is there', () => {
  it('is known to other clones by the name of its stack', async (t) => {
    const it = await startStack(t);
    assert.equal(await it.engine.existing(), null);
    const outputs = await it.push(backendWith());
    assert.deepEqual(await it.engine.existing(), outputs);
  });

  it('has no changes where CloudFormation makes no change set without them', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    const none = { code: 'ValidationError', message: 'No updates are to be performed.' };
    it.cloud.faults = { CreateChangeSet: [none, none] };
    it.cloud.requests = [];
    const plan = await it.engine.plan(backendWith(), it.pushed);
    assert.deepEqual(plan.changes, []);
    assert.equal((await it.engine.apply(plan, it.progress)).userPoolId, 'physical-UserPool');
    assert.deepEqual(it.cloud.writes, ['CreateChangeSet', 'CreateChangeSet']);
  });
});

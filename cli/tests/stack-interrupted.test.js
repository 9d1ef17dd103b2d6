/** Stacks that an operation has failed in, or that somebody left while it was under way; and removal. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backendWith, startStack } from './support/stack.js';

const failedCreation = [
  {
    events: [
      ['AuthRole', 'CREATE_IN_PROGRESS'],
      ['UserPool', 'CREATE_IN_PROGRESS'],
    ],
  },
  {
    events: [
      ['UserPool', 'CREATE_FAILED', 'Invalid email address'],
      ['AuthRole', 'CREATE_FAILED', 'Resource creation cancelled'],
    ],
    status: 'ROLLBACK_IN_PROGRESS',
  },
  { events: [['UserPool', 'DELETE_COMPLETE']], status: 'ROLLBACK_COMPLETE' },
];

const failedUpdate = (last) => [
  { events: [['UserPool', 'UPDATE_FAILED', 'Invalid policy']], status: 'UPDATE_ROLLBACK_IN_PROGRESS' },
  { events: [], status: last },
];

const slow = [{ events: [] }, { events: [] }, { events: [] }, { events: [] }];

const otherPolicy = { passwordPolicy: { minimumLength: 10, requires: [] } };

describe('a push that fails', () => {
  it('ends with the first cause when CloudFormation has undone it, and nothing counts as unfinished', async (t) => {
    const it = await startStack(t);
    it.cloud.courses = [failedCreation];
    await assert.rejects(
      it.push(backendWith()),
      /^CliError: The push failed, and CloudFormation has undone it\. UserPool: Invalid email address$/,
    );
    assert.deepEqual(it.saved.at(-1), { outputs: {} });
    assert.deepEqual(it.reports, [
      'Create AuthRole started',
      'Create UserPool started',
      'Create UserPool failed Invalid email address',
      'Create AuthRole failed Resource creation cancelled',
      'Delete UserPool done',
    ]);
  });

  it('ends with what failed first, and not with what was cancelled because of it', async (t) => {
    const it = await startStack(t);
    it.cloud.courses = [
      [
        {
          events: [
            ['AuthRole', 'CREATE_FAILED', 'Resource creation cancelled'],
            ['UserPool', 'CREATE_FAILED', 'Invalid email address'],
            ['UnauthRole', 'CREATE_FAILED', 'Another reason'],
          ],
          status: 'ROLLBACK_COMPLETE',
        },
      ],
    ];
    await assert.rejects(it.push(backendWith()), /has undone it\. UserPool: Invalid email address$/);
  });

  it('can be repeated: what is left of the stack is deleted first', async (t) => {
    const it = await startStack(t);
    it.cloud.courses = [failedCreation];
    await assert.rejects(it.push(backendWith()));
    assert.equal((await it.engine.plan(backendWith(), it.pushed)).changes.length, 7);
    it.cloud.requests = [];
    const { userPoolId } = await it.push(backendWith());
    assert.equal(userPoolId, 'physical2-UserPool');
    assert.deepEqual(it.cloud.writes, ['DeleteStack', 'CreateChangeSet', 'ExecuteChangeSet']);
  });

  it('leaves what was there before', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    const before = it.pushed;
    it.cloud.courses = [failedUpdate('UPDATE_ROLLBACK_COMPLETE')];
    await assert.rejects(it.push(backendWith(otherPolicy)), /has undone it\. UserPool: Invalid policy$/);
    assert.deepEqual(it.pushed, before);
    await it.push(backendWith(otherPolicy));
    assert.deepEqual(it.pushed.backend, structuredClone(backendWith(otherPolicy)));
  });

  it('is undone by the next push if CloudFormation could not', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    it.cloud.courses = [failedUpdate('UPDATE_ROLLBACK_FAILED')];
    await assert.rejects(it.push(backendWith(otherPolicy)), /could not undo all of it .*Invalid policy$/);
    const { changes } = await it.engine.plan(backendWith(otherPolicy), it.pushed);
    assert.deepEqual(
      changes.map(({ resource, details }) => [resource, ...details]),
      [['Stack', 'a push could not be undone, which is tried again']],
    );
    await assert.rejects(it.push(backendWith(otherPolicy)), /Push again for the other changes/);
    assert.equal(it.cloud.stack.StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
    const failures = it.reports.filter((line) => line.includes('failed'));
    assert.deepEqual(failures, ['Update UserPool failed Invalid policy']);
    await it.push(backendWith(otherPolicy));
    assert.equal(it.cloud.stack.StackStatus, 'UPDATE_COMPLETE');
  });
});

describe('Ctrl-C', () => {
  const isInterruption = (error) => error.exitCode === 130;

  it('before the first request changes nothing', async (t) => {
    const it = await startStack(t);
    it.abort.abort();
    await assert.rejects(it.push(backendWith()), isInterruption);
    assert.deepEqual([it.cloud.writes, it.saved], [[], []]);
  });

  it('before the changes are begun leaves nothing behind', async (t) => {
    const it = await startStack(t);
    it.atWait = () => it.abort.abort();
    await assert.rejects(it.push(backendWith()), isInterruption);
    assert.equal(it.cloud.executions, 0);
    assert.equal(it.cloud.stack, null);
    assert.deepEqual(it.saved, []);
  });

  it('while CloudFormation works leaves it to work, and the next push follows it to its end', async (t) => {
    const it = await startStack(t);
    it.cloud.courses = [[...slow, { events: [], status: 'CREATE_COMPLETE' }]];
    it.atWait = () => {
      if (it.cloud.executions === 1) it.abort.abort();
    };
    await assert.rejects(it.push(backendWith()), isInterruption);
    assert.equal(it.pushed.unfinished.length, 7);
    assert.match(it.cloud.stack.StackStatus, /IN_PROGRESS/);

    const next = { ...it.progress, signal: new AbortController().signal };
    const plan = await it.engine.plan(backendWith(), it.pushed);
    const outputs = await it.engine.apply(plan, next);
    assert.equal(outputs.userPoolId, 'physical-UserPool');
    assert.equal(it.cloud.executions, 1);
    assert.deepEqual(it.saved.at(-1), structuredClone({ backend: backendWith(), outputs }));
  });
});

it('tells of the operation under way only, when it is joined', async (t) => {
  const it = await startStack(t);
  await it.push(backendWith());
  it.cloud.courses = [[...slow, { events: [['UserPool', 'UPDATE_COMPLETE']], status: 'UPDATE_COMPLETE' }]];
  it.atWait = () => {
    if (it.cloud.executions === 2) it.abort.abort();
  };
  await assert.rejects(it.push(backendWith(otherPolicy)));
  const reports = [];
  const next = {
    ...it.progress,
    signal: new AbortController().signal,
    report: ({ operation, resource }, state) => reports.push(`${operation} ${resource} ${state}`),
  };
  await it.engine.apply(await it.engine.plan(backendWith(otherPolicy), it.pushed), next);
  assert.deepEqual(reports, ['Update UserPool done']);
});

describe('a push that somebody else has begun', () => {
  const begun = async (t, course) => {
    const it = await startStack(t);
    it.cloud.courses = [course];
    const plan = await it.engine.plan(backendWith(), it.pushed);
    it.atWait = () => {
      if (it.cloud.executions === 1) it.abort.abort();
    };
    await assert.rejects(it.engine.apply(plan, it.progress));
    return { ...it, next: { ...it.progress, signal: new AbortController().signal } };
  };
  it('is followed, and its failure is reported', async (t) => {
    const it = await begun(t, [...slow, ...failedCreation]);
    const plan = await it.engine.plan(backendWith(), it.pushed);
    assert.deepEqual(plan.changes[0].details, ['a push is under way, which is followed to its end']);
    await assert.rejects(it.engine.apply(plan, it.next), /has undone it\. UserPool: Invalid email address$/);
  });

  it('is followed, and changes that were not shown are not made', async (t) => {
    const it = await begun(t, [...slow, { events: [], status: 'CREATE_COMPLETE' }]);
    const plan = await it.engine.plan(backendWith({ groups: ['Admins'] }), it.pushed);
    await assert.rejects(it.engine.apply(plan, it.next), /Push again for the other changes/);
    assert.equal(it.saved.at(-1).outputs.userPoolId, 'physical-UserPool');
    assert.equal(it.cloud.executions, 1);
  });
});

describe('a removal', () => {
  it('shows what goes, and deletes it', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    const plan = await it.engine.plan(null, it.pushed);
    assert.deepEqual(
      plan.changes.map(({ operation, resource }) => `${operation} ${resource}`),
      [
        'Delete UserPool',
        'Delete UserPoolClientWeb',
        'Delete UserPoolClient',
        'Delete IdentityPool',
        'Delete AuthRole',
        'Delete UnauthRole',
        'Delete IdentityPoolRoleMap',
        'Delete Stack',
      ],
    );
    assert.equal(await it.engine.apply(plan, it.progress), null);
    assert.equal(it.cloud.stack.StackStatus, 'DELETE_COMPLETE');
    assert.deepEqual(it.saved.at(-1), { outputs: {} });
    assert.ok(it.reports.includes('Delete UserPool done'));
  });

  it('of nothing does nothing', async (t) => {
    const it = await startStack(t);
    const plan = await it.engine.plan(null, it.pushed);
    assert.deepEqual(plan.changes, []);
    assert.equal(await it.engine.apply(plan, it.progress), null);
    assert.deepEqual(it.cloud.writes, []);
  });

  it('goes on with a note if nobody may look whether the user pool is protected', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    it.cloud.faults = { DescribeUserPool: [{ code: 'AccessDeniedException', message: 'no' }] };
    const { changes, notes } = await it.engine.plan(null, it.pushed);
    assert.equal(changes.length, 8);
    assert.match(notes[0], /^Could not find out whether the user pool physical-UserPool is protected from deletion: /);
  });

  it('of what is protected is refused before anything is touched', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    it.cloud.userPool = { DeletionProtection: 'ACTIVE' };
    await assert.rejects(it.engine.plan(null, it.pushed), /The user pool physical-UserPool is protected from deletion/);
    it.cloud.userPool = {};
    it.cloud.stack.EnableTerminationProtection = true;
    await assert.rejects(it.engine.plan(null, it.pushed), /The stack .* is protected from deletion/);
  });

  it('that fails says why, keeps what is known, and can be repeated', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    it.cloud.courses = [
      [
        {
          events: [['AuthRole', 'DELETE_FAILED', 'Cannot delete entity, must detach all policies first.']],
          status: 'DELETE_FAILED',
        },
      ],
    ];
    await assert.rejects(
      it.push(null),
      /The removal failed\. AuthRole: Cannot delete entity, must detach all policies first/,
    );
    assert.equal(it.pushed.outputs.userPoolId, 'physical-UserPool');
    await assert.rejects(it.engine.plan(backendWith(), it.pushed), /Remove the backend first/);
    await it.push(null);
    assert.deepEqual(it.pushed, { outputs: {} });
  });

  it('deletes once, though the reply is lost', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    it.cloud.faults = { DeleteStack: ['lost'] };
    await it.push(null);
    assert.equal(it.cloud.stack.StackStatus, 'DELETE_COMPLETE');
  });
});

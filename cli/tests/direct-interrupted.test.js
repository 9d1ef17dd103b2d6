/** Pushes by the services' calls that somebody has stopped, or whose replies were lost. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backendWith, changesOf, direct, operations, progress, push, startDirect } from './support/direct.js';

describe('an interrupted push', () => {
  it('continues where it stopped, at every step', async () => {
    const whole = (await push(backendWith())).told.reports.length;
    for (let step = 1; step <= whole; step += 1) {
      await startDirect();
      const told = progress({ abortAfter: step });
      const plan = await direct.engine.plan(backendWith(), { outputs: {} });
      const outcome = await direct.engine.apply(plan, told).catch((error) => error);
      if (outcome instanceof Error) assert.equal(outcome.exitCode, 130);
      const { outputs, pushed } = await push(backendWith(), told.saved.at(-1));
      const made = await operations();
      for (const name of ['CreateUserPool', 'CreateIdentityPool', 'SetIdentityPoolRoles'])
        assert.equal(made.filter((one) => one === name).length, 1, `${name} after ${step}`);
      assert.equal(made.filter((one) => one === 'CreateUserPoolClient').length, 2);
      assert.deepEqual(Object.keys(outputs).sort(), [
        ...['identityPoolId', 'identityPoolName', 'nativeClientId', 'region'],
        ...['userPoolArn', 'userPoolId', 'userPoolName', 'webClientId'],
      ]);
      assert.equal(pushed.unfinished, undefined);
    }
  });

  for (const operation of ['CreateUserPool', 'CreateUserPoolClient', 'CreateIdentityPool', 'SetIdentityPoolRoles'])
    it(`finds what ${operation} has made if its reply was lost`, async () => {
      await fetch(`${direct.server.url}_test/faults`, {
        method: 'POST',
        body: JSON.stringify({ operation, kind: 'lose-reply' }),
      });
      const told = progress();
      const plan = await direct.engine.plan(backendWith(), { outputs: {} });
      await assert.rejects(direct.engine.apply(plan, told));
      await fetch(`${direct.server.url}_test/faults`, { method: 'DELETE' });
      const { pushed } = await push(backendWith(), told.saved.at(-1));
      const made = (await operations()).filter((one) => one === operation).length;
      const usual = operation === 'CreateUserPoolClient' ? 2 : 1;
      assert.equal(made, usual);
      assert.deepEqual(changesOf(await direct.engine.plan(backendWith(), pushed)), []);
    });
});

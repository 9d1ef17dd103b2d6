import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { AuthError } from '../../dist/auth.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { transferFunctions } from '../../dist/session/transfer.js';
import { usersFunctions } from '../../dist/users/users.js';
import { HubClass } from '../../dist/utils.js';
import { fakeWasm } from './fakeWasm.mjs';

/** The functions, and the inputs that reach the module. */
function recording(output) {
  const inputs = [];
  const answer = async (input) => {
    inputs.push(input);
    return output;
  };
  const names = ['listCurrentUsers', 'setCurrentUser', 'exportSession', 'importSession'];
  const answers = Object.fromEntries(names.map((name) => [name, answer]));
  const auth = new AuthInstance(new HubClass('test'), { ready: fakeWasm(answers).ready });
  auth.configure({ config: {} });
  const given = () => auth;
  return { ...usersFunctions(given), ...transferFunctions(given), inputs };
}

describe('functions for several users', () => {
  it('pass on their input', async () => {
    const functions = recording([]);
    assert.deepEqual(await functions.listCurrentUsers(), []);
    await functions.setCurrentUser('ada');
    await functions.exportSession();
    await functions.exportSession({ includeRefreshToken: true });
    await functions.importSession({ accessToken: 'a', options: { onExistingSession: 'add' } });
    assert.deepEqual(functions.inputs, [
      {},
      { username: 'ada' },
      {},
      { includeRefreshToken: true },
      { accessToken: 'a', options: { onExistingSession: 'add' } },
    ]);
  });

  it('can be aborted', async () => {
    const functions = recording([]);
    const signal = AbortSignal.abort();
    for (const call of [
      functions.listCurrentUsers({ signal }),
      functions.setCurrentUser('ada', { signal }),
      functions.exportSession({ signal }),
      functions.importSession({ accessToken: 'a', signal }),
      functions.importSession({ accessToken: 'a', options: { signal } }),
    ])
      await assert.rejects(call, { name: 'AbortError' });
    assert.deepEqual(functions.inputs, []);
  });

  it('reject with a typed error if the options cannot be read', async () => {
    const functions = recording([]);
    const hostile = {
      get signal() {
        throw new Error('no');
      },
    };
    for (const call of [
      () => functions.setCurrentUser('ada', hostile),
      () => functions.listCurrentUsers(hostile),
      () => functions.setCurrentUser('ada', { signal: 'now' }),
    ])
      await assert.rejects(call, (error) => error instanceof AuthError && error.name === 'InvalidParameterException');
    assert.deepEqual(functions.inputs, []);
  });
});

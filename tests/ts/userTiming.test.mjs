import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { createAuth, Amplify, HubClass } from '../../dist/index.js';
import { fakeWasm } from './fakeWasm.mjs';

const shared = Symbol.for('cognito-wasm');
const config = { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } };
const measures = () => performance.getEntriesByType('measure').map(({ name }) => name);

/** Makes a fresh default instance with a fake module. */
function useFake() {
  const { ready } = fakeWasm({ signUp: async () => ({}) });
  const hub = new HubClass('shared');
  globalThis[shared] = { 1: { hub, auth: new AuthInstance(hub, { ready }) } };
}

describe('userTiming', () => {
  afterEach(() => {
    performance.clearMeasures();
    delete globalThis[shared];
  });

  it('records the start of the module and the calls that it answers', async () => {
    useFake();
    await Amplify.configure(config, { userTiming: true });
    await Amplify.Auth.signUp({ username: 'u', password: 'Password123' });
    assert.deepEqual(measures(), [
      'cognito-wasm: compile the module',
      'cognito-wasm: instantiate the module',
      'cognito-wasm: call signUp',
    ]);
  });

  it('records the import of the module, and a call that fails, for an instance of its own', async () => {
    const auth = createAuth(config, { userTiming: true });
    await assert.rejects(auth.confirmSignIn({ challengeResponse: '1' }), { name: 'SignInException' });
    assert.deepEqual(measures(), [
      'cognito-wasm: import the WebAssembly module',
      'cognito-wasm: compile the module',
      'cognito-wasm: instantiate the module',
      'cognito-wasm: call confirmSignIn',
    ]);
  });

  it('changes nothing about a call if the page cannot record', async () => {
    for (const measure of [
      undefined,
      () => {
        throw new TypeError('no');
      },
    ]) {
      useFake();
      Object.defineProperty(performance, 'measure', { value: measure, configurable: true });
      await Amplify.configure(config, { userTiming: true });
      assert.deepEqual(await Amplify.Auth.signUp({ username: 'u', password: 'Password123' }), {});
      delete performance.measure;
      delete globalThis[shared];
    }
  });

  it('is off unless the application asks', async () => {
    useFake();
    for (const options of [undefined, {}, { userTiming: false }, { userTiming: 'yes' }]) {
      await Amplify.configure(config, options);
      await Amplify.Auth.signUp({ username: 'u', password: 'Password123' });
    }
    assert.deepEqual(measures(), []);
  });
});

/** Functions that need not be awaited. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { Amplify, AuthError, HubClass, prepareSignIn } from '../../dist/index.js';
import { fakeWasm, tasks } from './fakeWasm.mjs';

const shared = Symbol.for('cognito-wasm');
const unhandled = [];
const onUnhandled = (reason) => unhandled.push(reason.name);
let listeners;

function useLoader(category) {
  const compile = () => Promise.reject(new AuthError({ name: 'ModuleFileException', message: 'm', category }));
  const { ready } = fakeWasm({}, { compile });
  const hub = new HubClass('shared');
  globalThis[shared] = { 1: { hub, auth: new AuthInstance(hub, { ready }) } };
}

beforeEach(() => {
  unhandled.length = 0;
  // The test runner's own would fail the test.
  listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', onUnhandled);
});

afterEach(() => {
  process.removeAllListeners('unhandledRejection');
  for (const listener of listeners) process.on('unhandledRejection', listener);
  delete globalThis[shared];
});

describe('a promise that nobody waits for', () => {
  const calls = {
    configure: () => Amplify.configure('{}'),
    prepareSignIn: () => {
      void Amplify.configure({ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } });
      return prepareSignIn();
    },
  };
  for (const [name, call] of Object.entries(calls)) {
    it(`of ${name} leaves no unhandled rejection if the network has failed`, async () => {
      useLoader('network');
      void call();
      await tasks();
      assert.deepEqual(unhandled, []);
    });

    it(`of ${name} shows the developer any other failure`, async () => {
      useLoader('configuration');
      void call();
      await tasks();
      assert.deepEqual(unhandled, ['ModuleFileException']);
    });

    it(`of ${name} rejects for who waits for it`, async () => {
      useLoader('network');
      await assert.rejects(call(), { name: 'ModuleFileException' });
      assert.deepEqual(unhandled, []);
    });
  }
});

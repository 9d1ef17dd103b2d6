/** A default instance with a fake module, for tests of `Amplify.configure`. */
import { afterEach } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { Hub, HubClass } from '../../dist/index.js';
import { fakeWasm } from './fakeWasm.mjs';

const shared = Symbol.for('cognito-wasm');

export const resources = () => ({ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } });

/** Makes a fresh default instance with a fake module, and shares it with all copies of the package. */
export function useFake(functions, hooks) {
  const wasm = fakeWasm(functions, hooks);
  const hub = new HubClass('shared');
  globalThis[shared] = { 1: { hub, auth: new AuthInstance(hub, { ready: wasm.ready }) } };
  return wasm;
}

export function configureEvents() {
  const events = [];
  Hub.listen('core', (capsule) => events.push(capsule));
  return events;
}

afterEach(() => {
  delete globalThis[shared];
});

/** Instances and contexts with a fake module, and the instance of `Amplify.configure`. */
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { markContext } from '../../dist/instance/contextBrand.js';
import { contextFunctions } from '../../dist/session/contextFunctions.js';
import { HubClass } from '../../dist/index.js';
import { fakeWasm } from './fakeWasm.mjs';

const shared = Symbol.for('cognito-wasm');

export const pool = (client) => ({ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: client } } });

/** Makes an instance that of `Amplify.configure`. */
export function share(auth, hub = new HubClass('shared')) {
  globalThis[shared] = { 1: { hub, auth } };
}

/** Leaves `Amplify.configure` without an instance. */
export function shareNothing() {
  delete globalThis[shared];
}

/** An instance with a fake module that answers every call with nothing. */
export function instance(functions = {}) {
  const answering = new Proxy(functions, { get: (table, name) => table[name] ?? (async () => []) });
  const wasm = fakeWasm(answering);
  const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready, glances: false });
  auth.configure({ config: pool('client') });
  return { auth, called: wasm.calls };
}

export function contextOf(functions) {
  const made = instance(functions);
  const context = { ...contextFunctions(() => made.auth) };
  markContext(context, made.auth);
  return { ...made, context: Object.freeze(context) };
}

import { createAuth } from './cognito-wasm.js';
import { configuration } from './configuration.js';

/** Asked by the test, in this service worker. */
globalThis.ask = async () => {
  try {
    const { isSignedIn, userSubResult } = await createAuth(configuration).fetchAuthSession();
    return [isSignedIn, userSubResult.error.name];
  } catch (error) {
    return { name: error.name };
  }
};

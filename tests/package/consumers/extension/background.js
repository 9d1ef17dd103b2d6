import { createAuth } from './cognito-wasm.js';
import { configuration } from './configuration.js';

/** The test calls this in the service worker. */
globalThis.ask = async () => {
  try {
    const { isSignedIn, userSubResult } = await createAuth(configuration).fetchAuthSession();
    return [isSignedIn, userSubResult.error.name];
  } catch (error) {
    return { name: error.name };
  }
};

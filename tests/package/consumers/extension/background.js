import { createAuth } from './cognito-wasm.js';
import { configuration } from './configuration.js';

/** The test calls this in the service worker. */
globalThis.ask = async () => {
  try {
    const auth = createAuth(configuration);
    await auth.ready();
    const { isSignedIn, userSubResult } = await auth.fetchAuthSession();
    return [isSignedIn, userSubResult.error.name];
  } catch (error) {
    return { name: error.name };
  }
};

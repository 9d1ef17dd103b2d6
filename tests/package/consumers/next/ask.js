import { createAuth } from 'cognito-wasm';

const auth = createAuth({ Auth: { Cognito: { userPoolId: 'us-east-1_AbCdEfGhI', userPoolClientId: 'client' } } });

/** Starts the wasm module. Nobody is signed in. */
export async function ask() {
  await auth.ready();
  const { isSignedIn, userSubResult } = await auth.fetchAuthSession();
  return JSON.stringify([isSignedIn, userSubResult.error.name]);
}

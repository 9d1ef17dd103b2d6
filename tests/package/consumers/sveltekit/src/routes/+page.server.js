import { createAuth } from 'cognito-wasm';

const auth = createAuth({ Auth: { Cognito: { userPoolId: 'us-east-1_AbCdEfGhI', userPoolClientId: 'client' } } });

/** Starts the module on the server. Nobody is signed in. */
export async function load() {
  await auth.ready();
  const { isSignedIn, userSubResult } = await auth.fetchAuthSession();
  return { answer: JSON.stringify([isSignedIn, userSubResult.error.name]) };
}

import { createAuth } from 'cognito-wasm';
import type { Pool, Runner } from './runner';

/** `cognito-wasm` in the race: an instance of its own. */
export function createCognitoWasm({ userPoolId, userPoolClientId, userPoolEndpoint }: Pool): Runner {
  const auth = createAuth(
    { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } },
    { storage: 'memory' },
  );
  return {
    name: 'cognito-wasm',
    prepare: () => auth.prepareSignIn(),
    signIn: async (username, password) => {
      await auth.signIn({ username, password });
    },
    signOut: async () => {
      await auth.signOut();
    },
  };
}

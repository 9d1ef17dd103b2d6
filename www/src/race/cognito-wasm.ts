import { createAuth } from 'cognito-wasm';
import { keptInTab } from '../storage/kept';
import type { Pool, Runner } from './runner';

/** `cognito-wasm` in the race: an instance of its own. */
export function createCognitoWasm({ userPoolId, userPoolClientId, userPoolEndpoint }: Pool): Runner {
  const auth = createAuth(
    { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } },
    { storage: 'memory' },
  );
  // Instances with the same app client have one history of decisions. The race's are not the page's.
  const historyKey = `cognito-wasm.diagnostics.${userPoolClientId}`;
  let history: string | null = null;
  return {
    name: 'cognito-wasm',
    prepare: () => auth.prepareSignIn(),
    signIn: async (username, password) => {
      history = keptInTab.get(historyKey);
      return (await auth.signIn({ username, password })).isSignedIn;
    },
    signOut: async () => {
      try {
        await auth.signOut();
      } finally {
        if (history === null) keptInTab.remove(historyKey);
        else keptInTab.set(historyKey, history);
      }
    },
  };
}

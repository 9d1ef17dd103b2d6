import type { AuthInstance } from '../instance/authInstance.js';
import type { ContextFunctions } from './amplifyContext.js';
import { sessionFunctions } from './session.js';
import type { AuthTokens, FetchAuthSessionOptions } from './sessionTypes.js';

/** The functions of {@link ContextFunctions} for the instance that `auth` returns. Each call asks anew. */
export const contextFunctions = (auth: () => AuthInstance): ContextFunctions => {
  const { fetchAuthSession } = sessionFunctions(auth);
  return {
    fetchAuthSession,
    clearCredentials: async () => auth().run<undefined>('clearCredentials', {}),
    getTokens: async (options?: FetchAuthSessionOptions): Promise<AuthTokens | undefined> => {
      const { tokens, userPoolTokensResult: result } = await fetchAuthSession(options);
      // The session is over, or there is only an identity pool.
      const isAnswer = result.type === 'SUCCESS' || expected.includes(result.error.category);
      if (isAnswer) return tokens;
      throw result.error;
    },
  };
};

/** The categories of errors that mean that there are no tokens, and not that they are out of reach. */
const expected: readonly string[] = ['signedOut', 'sessionExpired', 'configuration'];

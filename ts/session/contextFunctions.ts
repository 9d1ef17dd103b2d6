import type { AuthInstance } from '../instance/authInstance.js';
import type { ContextFunctions } from './amplifyContext.js';
import { sessionFunctions } from './session.js';
import type { FetchAuthSessionOptions } from './sessionTypes.js';
import type { AuthTokens } from '../types/authTokens.js';
import { tokensOf } from './tokens.js';

/** The functions of {@link ContextFunctions} for the instance that `auth` returns. Each call asks anew. */
export const contextFunctions = (auth: () => AuthInstance): ContextFunctions => {
  const { fetchAuthSession } = sessionFunctions(auth);
  return {
    fetchAuthSession,
    clearCredentials: async () => auth().run<undefined>('clearCredentials', {}),
    getTokens: async (options?: FetchAuthSessionOptions): Promise<AuthTokens | undefined> => tokensOf(auth(), options),
  };
};

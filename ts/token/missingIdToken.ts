import { AuthError } from '../errors/authError.js';

/** For a call that needs the ID token of a session without one: Cognito's pages issue it only for the scope `openid`. */
export const missingIdToken = (): AuthError =>
  new AuthError({
    name: 'InvalidIdTokenException',
    message: 'the session has no ID token',
    category: 'invalidState',
    recoverySuggestion: 'Sign in with the scope openid.',
  });

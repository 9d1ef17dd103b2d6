import { decodeJWT } from '../token/decodeJWT.js';
import type { AuthTokens } from '../types/authTokens.js';
import type { AuthSignInDetails } from '../types/user.js';
import { ownMembers } from '../values/members.js';
import type { TokensData } from './sessionData.js';

/** Decodes tokens for the application. */
export function toTokens(tokens: TokensData, signInDetails: AuthSignInDetails | undefined): AuthTokens {
  const { accessToken, idToken } = ownMembers(tokens);
  return {
    accessToken: decodeJWT(accessToken),
    ...(idToken === undefined ? {} : { idToken: decodeJWT(idToken) }),
    ...(signInDetails === undefined ? {} : { signInDetails }),
  };
}

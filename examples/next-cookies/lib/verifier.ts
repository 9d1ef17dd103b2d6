import { CognitoJwtVerifier } from 'aws-jwt-verify';
import {
  FetchError,
  JwksNotAvailableInCacheError,
  JwksValidationError,
  JwtBaseError,
  WaitPeriodNotYetEndedJwkError,
} from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';

/**
 * Verifies the signature and the claims of an ID token. Whoever sends a request can write anything into its cookies, so a server
 * believes nothing of a token before this.
 */
export async function verifiedClaims(idToken: string) {
  verifier ??= createVerifier();
  return verifier.verify(idToken);
}

let verifier: ReturnType<typeof createVerifier> | undefined;

function createVerifier() {
  const { COGNITO_USER_POOL_ID = '', COGNITO_CLIENT_ID = '', COGNITO_ENDPOINT } = process.env;
  return CognitoJwtVerifier.create(
    { userPoolId: COGNITO_USER_POOL_ID, clientId: COGNITO_CLIENT_ID, tokenUse: 'id' },
    COGNITO_ENDPOINT ? { jwksCache: localKeys(COGNITO_ENDPOINT) } : undefined,
  );
}

/** Errors that say nothing about the token: the keys cannot be had now. */
const WITHOUT_KEYS = [FetchError, JwksNotAvailableInCacheError, JwksValidationError, WaitPeriodNotYetEndedJwkError];

/** Whether the token is wrong. If it is not, an outage must not sign users out. */
export function isAboutToken(error: unknown) {
  return error instanceof JwtBaseError && !WITHOUT_KEYS.some((kind) => error instanceof kind);
}

/** The public keys of a local Cognito, which are at another address than those of AWS. */
function localKeys(endpoint: string) {
  async function fetchKeys(uri: string) {
    const response = await fetch(new URL(new URL(uri).pathname, endpoint));
    if (!response.ok) throw new Error(`The keys cannot be had: status ${response.status}.`);
    return response.arrayBuffer();
  }
  return new SimpleJwksCache({ fetcher: { fetch: fetchKeys } });
}

import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';

const { COGNITO_USER_POOL_ID, COGNITO_CLIENT_ID, COGNITO_ENDPOINT } = process.env;

/** Verifies access tokens: the signature, the pool, the app client, and that they have not expired. */
export const verifier = CognitoJwtVerifier.create(
  { userPoolId: COGNITO_USER_POOL_ID, clientId: COGNITO_CLIENT_ID, tokenUse: 'access' },
  COGNITO_ENDPOINT ? { jwksCache: localKeys(COGNITO_ENDPOINT) } : undefined,
);

/** The public keys of a local Cognito, which are at another address than those of AWS. */
function localKeys(endpoint) {
  async function fetchKeys(uri) {
    const response = await fetch(new URL(new URL(uri).pathname, endpoint));
    return response.arrayBuffer();
  }
  return new SimpleJwksCache({ fetcher: { fetch: fetchKeys } });
}

import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { configuration } from './configuration.js';

let made;

/**
 * Verifies the signature and the claims of an ID token. Whoever sends a request can write anything into its cookies, so a server
 * believes nothing of a token before this.
 */
export async function verifiedClaims(idToken) {
  made ??= verifier(idToken);
  return made.verify(idToken);
}

function verifier(idToken) {
  const { userPoolId, userPoolClientId, userPoolEndpoint } = configuration().Auth.Cognito;
  if (!userPoolEndpoint) return CognitoJwtVerifier.create({ userPoolId, clientId: userPoolClientId, tokenUse: 'id' });
  // A local Cognito has another issuer, and its keys are not served with TLS.
  const { iss } = decomposeUnverifiedJwt(idToken).payload;
  const jwksUri = new URL(`/${userPoolId}/.well-known/jwks.json`, userPoolEndpoint).href;
  const fetcher = { fetch: async (uri) => (await fetch(uri)).arrayBuffer() };
  return JwtVerifier.create(
    { issuer: iss, audience: userPoolClientId, jwksUri },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  );
}

/** What becomes of tokens. */
import { createLocalJWKSet, jwtVerify } from 'jose';
import { NOT_AUTHORIZED, isSignedIn } from './steps.js';

export const tokenCalls = [
  [
    'Refresh by `REFRESH_TOKEN_AUTH`; an invented token is refused',
    async (client) => {
      const backend = await client.backend();
      const { RefreshToken } = await client.tokens(backend);
      const refresh = (REFRESH_TOKEN) => ({
        ClientId: backend.ClientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN },
      });
      return (
        isSignedIn(await client.ask('InitiateAuth', refresh(RefreshToken))) &&
        (await client.refuses('InitiateAuth', refresh('invented'), NOT_AUTHORIZED))
      );
    },
  ],
  [
    'Refresh by `GetTokensFromRefreshToken`, as in Amplify 6',
    async (client) => {
      const backend = await client.backend();
      const { RefreshToken } = await client.tokens(backend);
      return isSignedIn(await client.ask('GetTokensFromRefreshToken', { ClientId: backend.ClientId, RefreshToken }));
    },
  ],
  [
    'Refresh tokens rotate; a used one is refused',
    async (client) => {
      const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 };
      const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'];
      const backend = await client.backend({ client: { ExplicitAuthFlows, RefreshTokenRotation } });
      const { RefreshToken } = await client.tokens(backend);
      const request = { ClientId: backend.ClientId, RefreshToken };
      const { AuthenticationResult } = await client.call('GetTokensFromRefreshToken', request);
      const isNew = (AuthenticationResult.RefreshToken ?? RefreshToken) !== RefreshToken;
      return isNew && (await client.refuses('GetTokensFromRefreshToken', request));
    },
  ],
  [
    'Global sign-out ends access and refresh tokens',
    async (client) => {
      const backend = await client.backend();
      const { AccessToken, RefreshToken } = await client.tokens(backend);
      await client.call('GlobalSignOut', { AccessToken });
      const AuthParameters = { REFRESH_TOKEN: RefreshToken };
      const refresh = { ClientId: backend.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters };
      return (
        (await client.refuses('GetUser', { AccessToken }, NOT_AUTHORIZED)) &&
        (await client.refuses('InitiateAuth', refresh, NOT_AUTHORIZED))
      );
    },
  ],
  [
    'Tokens verify by the published keys; a changed access token is refused',
    async (client) => {
      const backend = await client.backend();
      const { AccessToken, IdToken } = await client.tokens(backend);
      const jwks = await (await fetch(`${client.url}${backend.UserPoolId}/.well-known/jwks.json`)).json();
      const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${backend.UserPoolId}`;
      for (const token of [AccessToken, IdToken]) {
        const { payload } = await jwtVerify(token, createLocalJWKSet(jwks));
        if (!String(payload.iss).endsWith(backend.UserPoolId) && payload.iss !== issuer) return false;
      }
      const [header, , signature] = AccessToken.split('.');
      const claims = JSON.parse(Buffer.from(AccessToken.split('.')[1], 'base64url').toString());
      const payload = Buffer.from(JSON.stringify({ ...claims, extra: true })).toString('base64url');
      return client.refuses('GetUser', { AccessToken: `${header}.${payload}.${signature}` }, NOT_AUTHORIZED);
    },
  ],
];

/** A client that others wrote finds the endpoints, and signs users in and refreshes and revokes their tokens. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import { SEED } from '../../src/index.js';
import { federatedUser } from '../../src/federated-users.js';
import { providerNamed } from '../../src/identity-providers.js';
import { call } from '../support/calls.js';
import { CALLBACK, ORIGIN, codeFor, withUser } from '../support/hosted.js';

const { userPoolId: UserPoolId, webClientId: client_id } = SEED;
const ISSUER = `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;

/** The client asks AWS for the document, and gets the local one. */
const through = (cognito) => ({
  [oauth.customFetch]: (url, options) => {
    const here = url.replace('https://cognito-idp.us-east-1.amazonaws.com', ORIGIN);
    return cognito.handle(new Request(here, { ...options, duplex: 'half' }));
  },
  [oauth.allowInsecureRequests]: true,
});

async function discovered(cognito) {
  const issuer = new URL(ISSUER);
  const response = await oauth.discoveryRequest(issuer, through(cognito));
  return oauth.processDiscoveryResponse(issuer, response);
}

/** The client library compares the times in tokens with those of the machine. */
const atPresent = (cognito) => cognito.clock.set(Date.now());

async function signedIn(cognito, server, authentication, { client = { client_id }, record } = {}) {
  const verifier = oauth.generateRandomCodeVerifier();
  const nonce = oauth.generateRandomNonce();
  const state = oauth.generateRandomState();
  const codeChallenge = await oauth.calculatePKCECodeChallenge(verifier);
  const grant = { nonce, codeChallenge, codeChallengeMethod: 'S256', scopes: ['openid', 'email'] };
  const code = codeFor({ ...cognito, ...(record && { client: record }) }, grant);
  const returned = new URL(`${CALLBACK}?${new URLSearchParams({ code, state })}`);
  const parameters = oauth.validateAuthResponse(server, client, returned, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    parameters,
    CALLBACK,
    verifier,
    through(cognito),
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(server, response, through(cognito));
  return tokens;
}

describe('oauth4webapi', () => {
  it('signs a user in, reads userInfo, refreshes and revokes', async () => {
    const cognito = await withUser();
    atPresent(cognito);
    const server = await discovered(cognito);
    const client = { client_id };
    const tokens = await signedIn(cognito, server, oauth.None());
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    assert.equal(claims['cognito:username'], 'username');

    const asked = await oauth.userInfoRequest(server, client, tokens.access_token, through(cognito));
    const info = await oauth.processUserInfoResponse(server, client, claims.sub, asked);
    assert.equal(info.email, 'my@email.com');

    const refreshing = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      tokens.refresh_token,
      through(cognito),
    );
    const refreshed = await oauth.processRefreshTokenResponse(server, client, refreshing);
    assert.equal(oauth.getValidatedIdTokenClaims(refreshed).sub, claims.sub);

    const revoking = await oauth.revocationRequest(
      server,
      client,
      oauth.None(),
      tokens.refresh_token,
      through(cognito),
    );
    await oauth.processRevocationResponse(revoking);
    const late = await oauth.userInfoRequest(server, client, tokens.access_token, through(cognito));
    await assert.rejects(
      oauth.processUserInfoResponse(server, client, claims.sub, late),
      oauth.WWWAuthenticateChallengeError,
    );
  });

  it('signs in with a secret, and gets tokens for the client itself', async () => {
    const cognito = await withUser();
    atPresent(cognito);
    const server = await discovered(cognito);
    const create = async (settings) => {
      const input = {
        UserPoolId,
        ClientName: 'c',
        GenerateSecret: true,
        AllowedOAuthFlowsUserPoolClient: true,
        ...settings,
      };
      const { UserPoolClient } = await call(cognito, 'CreateUserPoolClient', input);
      const { ClientId, ClientSecret } = UserPoolClient;
      const record = cognito.context.store.clients.get(ClientId);
      return { client: { client_id: ClientId }, ClientSecret, record };
    };
    const web = await create({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: [CALLBACK],
    });
    for (const proof of [oauth.ClientSecretBasic(web.ClientSecret), oauth.ClientSecretPost(web.ClientSecret)]) {
      await signedIn(cognito, server, proof, web);
    }
    const machine = await create({ AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['notes/read'] });
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      machine.client,
      oauth.ClientSecretBasic(machine.ClientSecret),
      { scope: 'notes/read' },
      through(cognito),
    );
    const { token_type: type } = await oauth.processClientCredentialsResponse(server, machine.client, response);
    assert.equal(type, 'bearer');
  });

  it('signs in a user of a provider', async () => {
    const cognito = await withUser();
    atPresent(cognito);
    const { context, pool, client } = cognito;
    const profile = { subject: '123', claims: { email: 'other@email.com' } };
    const user = await federatedUser(context, pool, client, providerNamed(context, pool, 'Google'), profile);
    const tokens = await signedIn({ ...cognito, user }, await discovered(cognito), oauth.None());
    assert.equal(oauth.getValidatedIdTokenClaims(tokens)['cognito:username'], 'Google_123');
  });

  it('understands the refusals', async () => {
    const cognito = await withUser();
    const server = await discovered(cognito);
    const response = await oauth.refreshTokenGrantRequest(
      server,
      { client_id },
      oauth.None(),
      'unknown',
      through(cognito),
    );
    await assert.rejects(oauth.processRefreshTokenResponse(server, { client_id }, response), {
      error: 'invalid_grant',
      status: 400,
    });
  });
});

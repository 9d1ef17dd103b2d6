/** A browser client that others wrote, with the issuer as its authority and the document of this server. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InMemoryWebStorage, OidcClient, WebStorageStateStore } from 'oidc-client-ts';
import { SEED } from '../../src/index.js';
import { grantedScopes } from '../../src/hosted/scopes.js';
import { readChallenge } from '../../src/hosted/pkce.js';
import { CALLBACK, ORIGIN, codeFor, withUser } from '../support/hosted.js';

const { userPoolId, webClientId } = SEED;
const authority = `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`;

function clientOf(t, cognito) {
  t.mock.method(globalThis, 'fetch', (url, options) => cognito.handle(new Request(url, options)));
  return new OidcClient({
    authority,
    metadataUrl: `${ORIGIN}/${userPoolId}/.well-known/openid-configuration`,
    client_id: webClientId,
    redirect_uri: CALLBACK,
    scope: 'openid email',
    loadUserInfo: true,
    stateStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  });
}

/** What the pages do once the user has signed in. */
function signedIn(cognito, address) {
  const { origin, pathname, searchParams } = new URL(address);
  assert.equal(`${origin}${pathname}`, `${ORIGIN}/oauth2/authorize`);
  const { context, pool, client } = cognito;
  const { scopes } = grantedScopes(context, pool, client, searchParams.get('scope'));
  const nonce = searchParams.get('nonce') ?? undefined;
  const redirectUri = searchParams.get('redirect_uri');
  const code = codeFor(cognito, { scopes, nonce, redirectUri, ...readChallenge(searchParams) });
  return `${redirectUri}?${new URLSearchParams({ code, state: searchParams.get('state') })}`;
}

describe('oidc-client-ts', () => {
  it('signs a user in, with PKCE, nonce and userInfo, and refreshes', async (t) => {
    const cognito = await withUser();
    cognito.clock.set(Date.now());
    const client = clientOf(t, cognito);
    const { url } = await client.createSigninRequest({ nonce: 'a-nonce', state: { back: '/to' } });
    const response = await client.processSigninResponse(signedIn(cognito, url));
    assert.equal(response.profile.email, 'my@email.com');
    assert.equal(response.profile['cognito:username'], 'username');
    assert.deepEqual(response.userState, { back: '/to' });
    const state = { refresh_token: response.refresh_token, profile: response.profile, data: {} };
    const refreshed = await client.useRefreshToken({ state });
    assert.notEqual(refreshed.access_token, response.access_token);
    await client.revokeToken(response.refresh_token, 'refresh_token');
    await assert.rejects(client.useRefreshToken({ state }), { error: 'invalid_grant' });
  });

  it('understands that a code was used before', async (t) => {
    const cognito = await withUser();
    cognito.clock.set(Date.now());
    const client = clientOf(t, cognito);
    const { url } = await client.createSigninRequest({});
    const returned = signedIn(cognito, url);
    cognito.context.store.authorizationCodes.clear();
    await assert.rejects(client.processSigninResponse(returned), { error: 'invalid_grant' });
  });
});

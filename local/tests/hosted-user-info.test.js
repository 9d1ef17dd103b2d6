/** `/oauth2/userInfo`, `/oauth2/revoke` and the discovery document, and what the scopes show. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { grantedScopes } from '../src/oauth-scopes.js';
import { call, freshCognito, refused } from './support/calls.js';
import { askUserInfo, basic, openCognito, post, refusedWith, reply, tokensOf, withUser } from './support/hosted.js';
import { WITH_PASSWORD_FLOW, passwordRequest } from './support/sign-ins.js';

const { userPoolId: UserPoolId, webClientId, nativeClientId } = SEED;
const REVOKE = '/oauth2/revoke';
const EMAIL = { email: 'my@email.com', email_verified: 'true' };
const PHONE = { phone_number: '+15550100', phone_number_verified: 'false' };

describe('userInfo', () => {
  it('shows the attributes of the scopes, as texts', async () => {
    const cognito = await withUser();
    const { sub } = cognito.user;
    const common = { sub, username: 'username' };
    for (const [scopes, expected] of [
      [['openid', 'email'], EMAIL],
      [['openid', 'phone'], PHONE],
      [['openid', 'email', 'phone'], { ...EMAIL, ...PHONE }],
      [['openid', 'profile'], { ...EMAIL, ...PHONE, name: 'A. User' }],
      [['openid'], { ...EMAIL, ...PHONE, name: 'A. User' }],
      [['openid', 'notes/read'], { ...EMAIL, ...PHONE, name: 'A. User' }],
    ]) {
      const { body, id } = await tokensOf(cognito, { scopes });
      for (const method of ['GET', 'POST']) {
        const answer = await askUserInfo(cognito, body.access_token, { method });
        assert.deepEqual([answer.status, answer.body], [200, { ...common, ...expected }], scopes.join(' '));
      }
      // The ID token shows the same.
      const names = ['name', ...Object.keys(EMAIL), ...Object.keys(PHONE)];
      const shown = names.filter((name) => name in id);
      assert.deepEqual(shown.sort(), Object.keys(expected).sort(), scopes.join(' '));
    }
  });

  it('shows only what the client may read', async () => {
    const cognito = await withUser();
    cognito.client.readable = new Set(['email']);
    const { body, id } = await tokensOf(cognito, { scopes: ['openid', 'profile'] });
    const answer = await askUserInfo(cognito, body.access_token);
    assert.deepEqual(answer.body, { sub: cognito.user.sub, email: 'my@email.com', username: 'username' });
    assert.deepEqual([id.email, id.name, id.email_verified], ['my@email.com', undefined, undefined]);
  });

  it('needs the scope openid, which sign-ins by the operations do not give', async () => {
    const cognito = await withUser();
    const { body } = await tokensOf(cognito, { scopes: ['aws.cognito.signin.user.admin', 'notes/read'] });
    await call(cognito, 'UpdateUserPoolClient', { UserPoolId, ClientId: nativeClientId, ...WITH_PASSWORD_FLOW });
    const signedIn = await call(cognito, 'InitiateAuth', passwordRequest('Password123'));
    for (const token of [body.access_token, signedIn.AuthenticationResult.AccessToken]) {
      const answer = await askUserInfo(cognito, token);
      refusedWith(answer, 'invalid_token', 401);
      assert.equal(answer.body.error_description, 'Access token does not contain openid scope');
      const challenge = 'Bearer error="invalid_token", error_description="Access token does not contain openid scope"';
      assert.equal(answer.headers.get('www-authenticate'), challenge);
    }
  });

  it('refuses tokens that are missing, forged, expired, revoked or of the wrong kind', async () => {
    const cognito = await withUser();
    const { body } = await tokensOf(cognito);
    const missing = await askUserInfo(cognito, undefined);
    refusedWith(missing, 'invalid_request', 400);
    assert.match(missing.headers.get('www-authenticate'), /Bad OAuth2 request at UserInfo Endpoint/);
    const forged = `${body.access_token.slice(0, -4)}AAAA`;
    for (const token of ['nonsense', forged, body.id_token, body.refresh_token]) {
      refusedWith(await askUserInfo(cognito, token), 'invalid_token', 401);
    }
    const { body: other } = await tokensOf(cognito);
    await post(cognito, REVOKE, { client_id: webClientId, token: other.refresh_token });
    refusedWith(await askUserInfo(cognito, other.access_token), 'invalid_token', 401);
    cognito.clock.advance(3600 * 1000);
    refusedWith(await askUserInfo(cognito, body.access_token), 'invalid_token', 401);
  });

  it('refuses tokens of disabled and deleted users', async () => {
    for (const operation of ['AdminDisableUser', 'AdminDeleteUser']) {
      const cognito = await withUser();
      const { body } = await tokensOf(cognito);
      await call(cognito, operation, { UserPoolId, Username: 'username' });
      refusedWith(await askUserInfo(cognito, body.access_token), 'invalid_token', 401);
    }
  });

  it('answers at the domain of the pool, but not at another one', async () => {
    const cognito = await withUser();
    const { body } = await tokensOf(cognito);
    const { UserPool } = await call(cognito, 'CreateUserPool', { PoolName: 'other' });
    await call(cognito, 'CreateUserPoolDomain', { UserPoolId: UserPool.Id, Domain: 'other' });
    const here = await askUserInfo(cognito, body.access_token, { origin: 'http://seed.auth.localhost:9229' });
    assert.equal(here.status, 200);
    const there = await askUserInfo(cognito, body.access_token, { origin: 'http://other.auth.localhost:9229' });
    refusedWith(there, 'invalid_token', 401);
    await call(cognito, 'DeleteUserPoolDomain', { UserPoolId, Domain: 'seed' });
    refusedWith(await askUserInfo(cognito, body.access_token), 'invalid_token', 401);
  });
});

describe('the scopes of a request', () => {
  const granted = (cognito, text) => grantedScopes(cognito.context, cognito.pool, cognito.client, text);

  it('are those asked for, each once, or all of the client’s', () => {
    const cognito = openCognito();
    assert.deepEqual(granted(cognito, 'email openid  email'), { scopes: ['email', 'openid'] });
    const all = ['openid', 'profile', 'email', 'phone', 'aws.cognito.signin.user.admin', 'notes/read', 'notes/write'];
    for (const none of [undefined, null, '', ' ']) assert.deepEqual(granted(cognito, none), { scopes: all });
  });

  it('are refused if the client does not have them, or if openid is missing', () => {
    const cognito = openCognito();
    for (const text of [
      'unknown',
      'openid notes/delete',
      'email',
      'phone',
      'profile',
      'notes/read email',
      'constructor',
    ]) {
      assert.deepEqual(granted(cognito, text), { error: 'invalid_scope' }, text);
    }
  });
});

describe('revoke', () => {
  it('ends the session of a refresh token, with an empty reply', async () => {
    const cognito = await withUser();
    const scopes = ['openid', 'aws.cognito.signin.user.admin'];
    const { body } = await tokensOf(cognito, { scopes });
    const other = await tokensOf(cognito, { scopes });
    const answer = await post(cognito, REVOKE, { client_id: webClientId, token: body.refresh_token });
    assert.deepEqual([answer.status, answer.body], [200, '']);
    const refreshing = { grant_type: 'refresh_token', client_id: webClientId, refresh_token: body.refresh_token };
    refusedWith(await post(cognito, '/oauth2/token', refreshing), 'invalid_grant');
    await refused(cognito, 'GetUser', { AccessToken: body.access_token }, 'NotAuthorizedException');
    await call(cognito, 'GetUser', { AccessToken: other.body.access_token });
  });

  it('succeeds for an unknown token', async () => {
    const cognito = openCognito();
    assert.equal((await post(cognito, REVOKE, { client_id: webClientId, token: 'unknown' })).status, 200);
  });

  it('refuses incomplete requests, other kinds of tokens and other clients', async () => {
    const cognito = await withUser();
    const { body } = await tokensOf(cognito);
    const token = body.refresh_token;
    refusedWith(await post(cognito, REVOKE, { client_id: webClientId }), 'invalid_request');
    refusedWith(await post(cognito, REVOKE, { token }), 'invalid_request');
    const json = { 'content-type': 'application/json' };
    refusedWith(
      await post(cognito, REVOKE, JSON.stringify({ client_id: webClientId, token }), json),
      'invalid_request',
    );
    const wrong = { client_id: webClientId, token: body.access_token };
    refusedWith(await post(cognito, REVOKE, wrong), 'unsupported_token_type');
    refusedWith(await post(cognito, REVOKE, { token }, basic(webClientId, 'wrong')), 'invalid_client');
    refusedWith(await post(cognito, REVOKE, { client_id: nativeClientId, token }), 'unauthorized_client');
    cognito.client.revocation = false;
    refusedWith(await post(cognito, REVOKE, { client_id: webClientId, token }), 'invalid_request');
    // The session is still alive.
    const refreshing = { grant_type: 'refresh_token', client_id: webClientId, refresh_token: token };
    assert.equal((await post(cognito, '/oauth2/token', refreshing)).status, 200);
  });
});

describe('the discovery document', () => {
  const documentOf = async (cognito) =>
    (
      await reply(
        await cognito.handle(new Request(`http://localhost:9229/${UserPoolId}/.well-known/openid-configuration`)),
      )
    ).body;

  it('names the endpoints by the address of the caller', async () => {
    const document = await documentOf(freshCognito());
    const names = ['authorization', 'token', 'userinfo', 'revocation', 'end_session'].map((name) => `${name}_endpoint`);
    assert.deepEqual(
      names.map((name) => document[name]),
      ['oauth2/authorize', 'oauth2/token', 'oauth2/userInfo', 'oauth2/revoke', 'logout'].map(
        (path) => `http://localhost:9229/${path}`,
      ),
    );
    assert.equal(document.issuer, `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`);
  });

  it('names none for a pool without a domain', async () => {
    const cognito = freshCognito();
    await call(cognito, 'DeleteUserPoolDomain', { UserPoolId, Domain: 'seed' });
    const endpoints = Object.keys(await documentOf(cognito)).filter((name) => name.endsWith('_endpoint'));
    assert.deepEqual(endpoints, []);
  });
});

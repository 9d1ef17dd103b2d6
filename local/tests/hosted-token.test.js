/** `/oauth2/token` with authorization codes and refresh tokens. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { call, refused } from './support/calls.js';
import {
  CALLBACK,
  ORIGIN,
  PKCE,
  codeFor,
  openCognito,
  post,
  redeeming,
  refusedWith,
  reply,
  tokensOf,
  withUser,
} from './support/hosted.js';
import { passwordRequest, WITH_PASSWORD_FLOW } from './support/sign-ins.js';

const TOKEN = '/oauth2/token';
const { challenge, verifier } = PKCE;
const { userPoolId: UserPoolId, webClientId, nativeClientId } = SEED;
const redeem = (cognito, code, changes) => post(cognito, TOKEN, redeeming(code, changes));

async function settings(cognito, changes) {
  const one = { UserPoolId, ClientId: webClientId };
  const { UserPoolClient } = await call(cognito, 'DescribeUserPoolClient', one);
  const { AllowedOAuthFlows, AllowedOAuthScopes, CallbackURLs, AllowedOAuthFlowsUserPoolClient } = UserPoolClient;
  const kept = { AllowedOAuthFlows, AllowedOAuthScopes, CallbackURLs, AllowedOAuthFlowsUserPoolClient };
  await call(cognito, 'UpdateUserPoolClient', { ...one, ...kept, ...changes });
}

describe('an authorization code', () => {
  it('gets an access token, an ID token and a refresh token', async () => {
    const cognito = await withUser();
    const { body, access, id } = await tokensOf(cognito, { nonce: 'a-nonce' });
    assert.deepEqual(Object.keys(body).sort(), [
      'access_token',
      'expires_in',
      'id_token',
      'refresh_token',
      'token_type',
    ]);
    assert.deepEqual([body.token_type, body.expires_in], ['Bearer', 3600]);
    const { sub } = cognito.user;
    const issuedAt = cognito.clock.nowSeconds();
    const iss = `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
    const { jti, event_id, origin_jti, ...rest } = access;
    assert.deepEqual(rest, {
      sub,
      iss,
      version: 2,
      client_id: webClientId,
      token_use: 'access',
      scope: 'openid email',
      auth_time: issuedAt - 10,
      iat: issuedAt,
      exp: issuedAt + 3600,
      username: 'username',
    });
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body.access_token)));
    assert.deepEqual(id, {
      ...{ sub, iss, aud: webClientId, token_use: 'id', nonce: 'a-nonce', 'cognito:username': 'username' },
      ...{ email: 'my@email.com', email_verified: true },
      ...{ auth_time: issuedAt - 10, iat: issuedAt, exp: issuedAt + 3600 },
      at_hash: Buffer.from(hash.slice(0, 16)).toString('base64url'),
      ...{ jti: id.jti, event_id, origin_jti },
    });
    assert.notEqual(id.jti, jti);
  });

  it('gets no ID token without the scope openid', async () => {
    const cognito = await withUser();
    const { body, access } = await tokensOf(cognito, { scopes: ['notes/read'] });
    assert.equal(body.id_token, undefined);
    assert.equal(access.scope, 'notes/read');
  });

  it('works once', async () => {
    const cognito = await withUser();
    const code = codeFor(cognito);
    const { body } = await redeem(cognito, code);
    refusedWith(await redeem(cognito, code), 'invalid_grant');
    // The tokens of the first use remain valid.
    assert.equal((await post(cognito, TOKEN, refreshing(body.refresh_token))).status, 200);
  });

  it('works once, even for two requests at the same time', async () => {
    const cognito = await withUser();
    const code = codeFor(cognito);
    const both = await Promise.all([redeem(cognito, code), redeem(cognito, code)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 400]);
  });

  it('works for five minutes of the server’s clock', async () => {
    const cognito = await withUser();
    const codes = [codeFor(cognito), codeFor(cognito)];
    cognito.clock.advance(5 * 60 * 1000 - 1);
    assert.equal((await redeem(cognito, codes[0])).status, 200);
    cognito.clock.advance(1);
    refusedWith(await redeem(cognito, codes[1]), 'invalid_grant');
  });

  it('is refused to another client, and remains valid for its own', async () => {
    const cognito = await withUser();
    const code = codeFor(cognito);
    refusedWith(await redeem(cognito, code, { client_id: nativeClientId }), 'invalid_grant');
    assert.equal((await redeem(cognito, code)).status, 200);
  });

  it('needs the address that the sign-in returned to', async () => {
    const cognito = await withUser();
    const code = codeFor(cognito);
    for (const uri of [CALLBACK.slice(0, -1), `${CALLBACK}?x=1`, 'https://attacker.example/']) {
      refusedWith(await redeem(cognito, code, { redirect_uri: uri }), 'unauthorized_client');
    }
    refusedWith(await redeem(cognito, code, { redirect_uri: 'http://localhost:5173/' }), 'invalid_grant');
    // The last attempt has used it up.
    refusedWith(await redeem(cognito, code), 'invalid_grant');
  });

  it('is refused if the client may not use codes', async () => {
    for (const changes of [{ AllowedOAuthFlows: ['implicit'] }, { AllowedOAuthFlowsUserPoolClient: false }]) {
      const cognito = await withUser();
      await settings(cognito, changes);
      refusedWith(await redeem(cognito, codeFor(cognito)), 'unauthorized_client');
    }
  });

  it('is refused if the user has been disabled or deleted', async () => {
    const named = { UserPoolId, Username: 'username' };
    for (const operation of ['AdminDisableUser', 'AdminDeleteUser']) {
      const cognito = await withUser();
      const code = codeFor(cognito);
      await call(cognito, operation, named);
      refusedWith(await redeem(cognito, code), 'invalid_grant');
    }
  });

  it('is refused if it is unknown, or one of another pool', async () => {
    const cognito = await withUser();
    refusedWith(await redeem(cognito, 'unknown'), 'invalid_grant');
    refusedWith(await redeem(cognito, '__proto__'), 'invalid_grant');
    const elsewhere = codeFor({ ...cognito, pool: { ...cognito.pool, id: 'us-east-1_Other' } });
    refusedWith(await redeem(cognito, elsewhere), 'invalid_grant');
  });
});

describe('PKCE', () => {
  it('accepts the right verifier', async () => {
    const cognito = await withUser();
    const code = codeFor(cognito, { codeChallenge: challenge, codeChallengeMethod: 'S256' });
    assert.equal((await redeem(cognito, code, { code_verifier: verifier })).status, 200);
  });

  it('refuses a wrong verifier, and then the code', async () => {
    const cognito = await withUser();
    const code = codeFor(cognito, { codeChallenge: challenge });
    refusedWith(await redeem(cognito, code, { code_verifier: `${verifier}x` }), 'invalid_grant');
    refusedWith(await redeem(cognito, code, { code_verifier: verifier }), 'invalid_grant');
  });

  it('refuses a missing verifier, and one that nobody asked for', async () => {
    const cognito = await withUser();
    refusedWith(await redeem(cognito, codeFor(cognito, { codeChallenge: challenge })), 'invalid_grant');
    refusedWith(await redeem(cognito, codeFor(cognito), { code_verifier: verifier }), 'invalid_grant');
  });

  it('refuses the challenge itself as a verifier', async () => {
    const cognito = await withUser();
    const code = codeFor(cognito, { codeChallenge: challenge });
    refusedWith(await redeem(cognito, code, { code_verifier: challenge }), 'invalid_grant');
  });

  it('refuses verifiers in a wrong format, and leaves the code valid', async () => {
    const cognito = await withUser();
    const code = codeFor(cognito, { codeChallenge: challenge });
    for (const wrong of ['', 'short', 'a'.repeat(42), 'a'.repeat(129), `${verifier}+`, `${verifier} `]) {
      refusedWith(await redeem(cognito, code, { code_verifier: wrong }), 'invalid_request');
    }
    assert.equal((await redeem(cognito, code, { code_verifier: verifier })).status, 200);
  });
});

const refreshing = (token, changes) => ({
  grant_type: 'refresh_token',
  client_id: webClientId,
  refresh_token: token,
  ...changes,
});

describe('a refresh token', () => {
  it('gets new tokens of the same session and with the same scopes, without a nonce', async () => {
    const cognito = await withUser();
    const first = await tokensOf(cognito, { nonce: 'a-nonce' });
    cognito.clock.advance(1000);
    const { status, body } = await post(cognito, TOKEN, refreshing(first.body.refresh_token));
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body).sort(), ['access_token', 'expires_in', 'id_token', 'token_type']);
    const [access, id] = [body.access_token, body.id_token].map((jwt) => claimsOf(jwt));
    for (const name of ['scope', 'origin_jti', 'auth_time', 'version']) assert.equal(access[name], first.access[name]);
    assert.equal(access.iat, first.access.iat + 1);
    assert.equal(id.email, 'my@email.com');
    assert.equal(id.nonce, undefined);
  });

  it('of a sign-in without openid gets no ID token, here and by the operation', async () => {
    const cognito = await withUser();
    const { body } = await tokensOf(cognito, { scopes: ['notes/read'] });
    const here = await post(cognito, TOKEN, refreshing(body.refresh_token));
    assert.equal(here.body.id_token, undefined);
    const input = { ClientId: webClientId, RefreshToken: body.refresh_token };
    const { AuthenticationResult } = await call(cognito, 'GetTokensFromRefreshToken', input);
    assert.equal(AuthenticationResult.IdToken, undefined);
    assert.equal(claimsOf(AuthenticationResult.AccessToken).scope, 'notes/read');
  });

  it('of a sign-in by the operations works, too', async () => {
    const cognito = await withUser();
    await settings(cognito, WITH_PASSWORD_FLOW);
    const input = { ...passwordRequest('Password123'), ClientId: webClientId };
    const { AuthenticationResult } = await call(cognito, 'InitiateAuth', input);
    const { status, body } = await post(cognito, TOKEN, refreshing(AuthenticationResult.RefreshToken));
    assert.equal(status, 200);
    assert.equal(claimsOf(body.access_token).scope, 'aws.cognito.signin.user.admin');
    assert.equal(claimsOf(body.id_token).email, 'my@email.com');
  });

  it('is replaced if the client rotates them', async () => {
    const cognito = await withUser();
    const rotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 };
    await settings(cognito, { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'], RefreshTokenRotation: rotation });
    const { body } = await tokensOf(cognito);
    const next = await post(cognito, TOKEN, refreshing(body.refresh_token));
    assert.match(next.body.refresh_token, /^[\w-]{100,}$/);
    refusedWith(await post(cognito, TOKEN, refreshing(body.refresh_token)), 'invalid_grant');
    assert.equal((await post(cognito, TOKEN, refreshing(next.body.refresh_token))).status, 200);
  });

  it('is refused if it is unknown, expired, revoked or one of another client', async () => {
    const cognito = await withUser();
    refusedWith(await post(cognito, TOKEN, refreshing('unknown')), 'invalid_grant');
    const { body } = await tokensOf(cognito);
    const { refresh_token: token, access_token: accessToken } = body;
    refusedWith(await post(cognito, TOKEN, refreshing(token, { client_id: nativeClientId })), 'invalid_grant');
    refusedWith(await post(cognito, TOKEN, refreshing(accessToken)), 'invalid_grant');
    cognito.clock.advance(30 * 24 * 3600 * 1000);
    refusedWith(await post(cognito, TOKEN, refreshing(token)), 'invalid_grant');
    const revoked = await tokensOf(cognito);
    await call(cognito, 'AdminUserGlobalSignOut', { UserPoolId, Username: 'username' });
    refusedWith(await post(cognito, TOKEN, refreshing(revoked.body.refresh_token)), 'invalid_grant');
  });

  it('is refused if the client may not refresh', async () => {
    const cognito = await withUser();
    const { body } = await tokensOf(cognito);
    await settings(cognito, { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
    refusedWith(await post(cognito, TOKEN, refreshing(body.refresh_token)), 'unauthorized_client');
  });
});

const claimsOf = (jwt) => JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url').toString());

describe('the token endpoint', () => {
  it('refuses requests that are incomplete or not forms', async () => {
    const cognito = await withUser();
    const code = codeFor(cognito);
    const complete = redeeming(code);
    for (const name of ['grant_type', 'code', 'redirect_uri', 'client_id']) {
      const { [name]: _, ...rest } = complete;
      refusedWith(await post(cognito, TOKEN, rest), 'invalid_request');
      refusedWith(
        await post(cognito, TOKEN, { ...rest, [name]: '' }),
        name === 'client_id' ? 'invalid_client' : 'invalid_request',
      );
    }
    refusedWith(await post(cognito, TOKEN, refreshing('')), 'invalid_request');
    const json = { 'content-type': 'application/json' };
    refusedWith(await post(cognito, TOKEN, JSON.stringify(complete), json), 'invalid_request');
    refusedWith(await post(cognito, TOKEN, complete, { 'content-type': '' }), 'invalid_request');
    const twice = new URLSearchParams([...Object.entries(complete), ['code', code]]);
    refusedWith(await post(cognito, TOKEN, twice), 'invalid_request');
    refusedWith(await post(cognito, TOKEN, { ...complete, grant_type: 'password' }), 'unsupported_grant_type');
    refusedWith(await post(cognito, TOKEN, { ...complete, grant_type: 'constructor' }), 'unsupported_grant_type');
    // None of them has used up the code.
    const withCharset = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
    assert.equal((await post(cognito, TOKEN, complete, withCharset)).status, 200);
  });

  it('takes no parameters from the address', async () => {
    const cognito = await withUser();
    const query = String(new URLSearchParams(redeeming(codeFor(cognito))));
    refusedWith(await post(cognito, `${TOKEN}?${query}`, {}), 'invalid_request');
  });

  it('answers POST only', async () => {
    const cognito = openCognito();
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status, headers } = await reply(await cognito.handle(new Request(`${ORIGIN}${TOKEN}`, { method })));
      assert.deepEqual([status, headers.get('allow')], [405, 'POST']);
    }
  });

  it('answers under the name of the pool’s domain, for clients of that pool only', async () => {
    const cognito = await withUser();
    const origin = 'http://seed.auth.localhost:9229';
    assert.equal((await post(cognito, TOKEN, redeeming(codeFor(cognito)), {}, origin)).status, 200);
    const { UserPool } = await call(cognito, 'CreateUserPool', { PoolName: 'other' });
    await call(cognito, 'CreateUserPoolDomain', { UserPoolId: UserPool.Id, Domain: 'other' });
    const elsewhere = 'http://other.auth.localhost:9229';
    refusedWith(await post(cognito, TOKEN, redeeming(codeFor(cognito)), {}, elsewhere), 'invalid_client');
  });

  it('does not serve a pool without a domain', async () => {
    const cognito = await withUser();
    await call(cognito, 'DeleteUserPoolDomain', { UserPoolId, Domain: 'seed' });
    refusedWith(await redeem(cognito, codeFor(cognito)), 'invalid_client');
  });

  it('reports the error of a trigger', async () => {
    const triggers = {
      preTokenGeneration() {
        throw new Error('no tokens today');
      },
    };
    const refused = await withUser({ triggers });
    const answer = await redeem(refused, codeFor(refused));
    refusedWith(answer, 'invalid_request');
    assert.match(answer.body.error_description, /no tokens today/);

    const cognito = await withUser();
    const { body } = await tokensOf(cognito);
    cognito.context.triggers.use(triggers);
    const refreshed = await post(cognito, TOKEN, refreshing(body.refresh_token));
    refusedWith(refreshed, 'invalid_request');
    assert.match(refreshed.body.error_description, /no tokens today/);
  });

  it('tells the trigger the scopes, and lets it change the claims', async () => {
    const events = [];
    const triggers = {
      preTokenGeneration(event) {
        events.push([event.triggerSource, event.request.scopes]);
        event.response.claimsAndScopeOverrideDetails = {
          idTokenGeneration: { claimsToAddOrOverride: { plan: 'free', nonce: 'forged' } },
          accessTokenGeneration: { scopesToAdd: ['extra'] },
        };
        return event;
      },
    };
    const cognito = await withUser({ triggers });
    const { access, id } = await tokensOf(cognito, { nonce: 'a-nonce' });
    assert.deepEqual(events, [['TokenGeneration_HostedAuth', ['openid', 'email']]]);
    assert.deepEqual([access.scope, id.plan, id.nonce], ['openid email extra', 'free', 'a-nonce']);
  });
});

describe('tokens of the hosted UI', () => {
  it('work with the operations only if they have the scope for them', async () => {
    const cognito = await withUser();
    const without = await tokensOf(cognito);
    for (const [operation, input] of [
      ['GetUser', {}],
      ['GlobalSignOut', {}],
      ['ListDevices', {}],
      ['ChangePassword', { PreviousPassword: 'Password123', ProposedPassword: 'Password123' }],
      ['UpdateUserAttributes', { UserAttributes: [{ Name: 'name', Value: 'B' }] }],
      ['DeleteUser', {}],
    ]) {
      const body = { AccessToken: without.body.access_token, ...input };
      const message = await refused(cognito, operation, body, 'NotAuthorizedException');
      assert.equal(message, 'Access Token does not have required scopes');
    }
    const scopes = ['openid', 'aws.cognito.signin.user.admin'];
    const { body } = await tokensOf(cognito, { scopes });
    const { Username } = await call(cognito, 'GetUser', { AccessToken: body.access_token });
    assert.equal(Username, 'username');
  });
});

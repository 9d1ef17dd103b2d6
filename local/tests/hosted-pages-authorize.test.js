/** `/oauth2/authorize`: which requests are answered, and how. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { peekClaims } from '../src/jwt.js';
import { call, confirmedUser, freshCognito, newPool } from './support/calls.js';
import { APP, HostedBrowser, ORIGIN, authorizeUrl, setWebClient } from './support/hosted-browser.js';

const HOUR_MS = 60 * 60 * 1000;
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

async function begin(options) {
  const cognito = freshCognito(options);
  await confirmedUser(cognito);
  return { cognito, browser: new HostedBrowser(cognito) };
}

/** The tokens for a code, with their claims. */
async function redeem(cognito, code, changes = {}) {
  const fields = { grant_type: 'authorization_code', client_id: SEED.webClientId, redirect_uri: APP, code, ...changes };
  const request = new Request(`${ORIGIN}/oauth2/token`, { method: 'POST', body: new URLSearchParams(fields) });
  const tokens = await (await cognito.handle(request)).json();
  return { tokens, id: peekClaims(tokens.id_token ?? ''), access: peekClaims(tokens.access_token ?? '') };
}

describe('an error page, and never a redirect, is the answer to', () => {
  const cases = {
    'an unknown client': { client_id: 'unknown' },
    'no client': { client_id: undefined },
    'another address': { redirect_uri: 'https://evil.example/' },
    'an address with another path': { redirect_uri: `${APP}other` },
    'an address with a query': { redirect_uri: `${APP}?a=b` },
    'an address without its last slash': { redirect_uri: APP.slice(0, -1) },
    'an address with a user name': { redirect_uri: 'http://localhost:3000@evil.example/' },
    'no address': { redirect_uri: undefined },
    'a script as address': { redirect_uri: 'javascript:alert(1)' },
  };
  for (const [name, changes] of Object.entries(cases)) {
    it(name, async () => {
      const { browser } = await begin();
      for (const path of ['/oauth2/authorize', '/login', '/signup', '/forgotPassword', '/mfa', '/passkeys/add']) {
        const page = await browser.request(authorizeUrl(changes, path));
        assert.deepEqual([page.status, page.location, page.title], [400, undefined, 'Request refused'], path);
      }
    });
  }

  it('a client or an address that is given twice', async () => {
    const { browser } = await begin();
    for (const more of [`&client_id=${SEED.nativeClientId}`, '&redirect_uri=https%3A%2F%2Fevil.example%2F']) {
      const page = await browser.request(authorizeUrl() + more);
      assert.deepEqual([page.status, page.location], [400, undefined]);
    }
  });

  it('a client whose pool has no domain', async () => {
    const { cognito, browser } = await begin();
    const { ClientId } = await newPool(cognito, {}, { CallbackURLs: [APP] });
    assert.equal((await browser.request(authorizeUrl({ client_id: ClientId }))).status, 400);
  });

  it('a client without identity providers', async () => {
    const { cognito, browser } = await begin();
    await setWebClient(cognito, { SupportedIdentityProviders: [] });
    const page = await browser.request(authorizeUrl());
    assert.deepEqual([page.status, page.location], [400, undefined]);
    assert.match(page.words, /Login pages unavailable/);
  });
});

describe('the application learns, with its state, of', () => {
  const cases = {
    'a missing response type': [{ response_type: undefined }, 'invalid_request'],
    'an unknown response type': [{ response_type: 'id_token' }, 'unsupported_response_type'],
    'an unknown scope': [{ scope: 'openid other' }, 'invalid_request', 'invalid_scope'],
    'a challenge without a method': [{ code_challenge: CHALLENGE }, 'invalid_request'],
    'a plain challenge': [{ code_challenge: CHALLENGE, code_challenge_method: 'plain' }, 'invalid_request'],
    'a method without a challenge': [{ code_challenge_method: 'S256' }, 'invalid_request'],
    'an unknown prompt': [{ prompt: 'maybe' }, 'invalid_request'],
    'a silent sign-in that also asks': [{ prompt: 'none login' }, 'invalid_request'],
    'an unknown provider': [{ identity_provider: 'Nobody' }, 'invalid_request'],
    'an unknown identifier of a provider': [{ idp_identifier: 'nobody.example' }, 'invalid_request'],
    'a silent sign-in of a stranger': [{ prompt: 'none' }, 'login_required'],
  };
  for (const [name, [changes, error, description]] of Object.entries(cases)) {
    it(name, async () => {
      const { browser } = await begin();
      const { answer } = await browser.request(authorizeUrl(changes));
      assert.deepEqual([answer.error, answer.state], [error, 's1']);
      if (description !== undefined) assert.equal(answer.error_description, description);
    });
  }

  it('a parameter that is given twice', async () => {
    const { browser } = await begin();
    const { answer } = await browser.request(`${authorizeUrl()}&scope=openid&scope=email`);
    assert.equal(answer.error, 'invalid_request');
  });

  it('a grant that the client may not use', async () => {
    const { cognito, browser } = await begin();
    await setWebClient(cognito, { AllowedOAuthFlows: ['code'] });
    const page = await browser.request(authorizeUrl({ response_type: 'token' }));
    assert.equal(page.location, `${APP}#error=unauthorized_client&state=s1`);
    await setWebClient(cognito, { AllowedOAuthFlowsUserPoolClient: false });
    assert.equal((await browser.request(authorizeUrl())).answer.error, 'unauthorized_client');
  });
});

describe('a request', () => {
  it('leads to the sign-in page with all its parameters, and back with a code', async () => {
    const { cognito, browser } = await begin();
    const parameters = {
      scope: 'openid email',
      nonce: 'n-1',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      lang: 'de',
    };
    const first = await browser.request(authorizeUrl(parameters));
    assert.equal(first.location, authorizeUrl(parameters, '/login'));
    const { code, ...rest } = (await browser.signIn('username', 'Password123', parameters)).answer;
    assert.deepEqual(rest, { state: 's1' });
    const { id, access } = await redeem(cognito, code, { code_verifier: VERIFIER });
    assert.deepEqual([id.nonce, access.scope, access.username], ['n-1', 'openid email', 'username']);
  });

  it('may be sent as a form', async () => {
    const { browser } = await begin();
    const url = new URL(authorizeUrl(), ORIGIN);
    const page = await browser.open('/oauth2/authorize', { method: 'POST', fields: url.searchParams });
    assert.equal(page.title, 'Sign in');
  });

  it('keeps the query of its address, and a state with any characters', async () => {
    const { cognito, browser } = await begin();
    const address = `${APP}in?tenant=a%20b`;
    const state = 'ä&code=evil#?=+ %';
    await setWebClient(cognito, { CallbackURLs: [address] });
    const page = await browser.signIn('username', 'Password123', { redirect_uri: address, state });
    assert.ok(page.location.startsWith(`${address}&code=`));
    const answer = new URL(page.location).searchParams;
    assert.deepEqual([answer.get('state'), answer.getAll('code').length], [state, 1]);
  });

  it('returns to an application by its own scheme', async () => {
    const { cognito, browser } = await begin();
    await setWebClient(cognito, { CallbackURLs: ['myapp://signed-in'] });
    const page = await browser.open(authorizeUrl({ redirect_uri: 'myapp://signed-in' }));
    assert.match(page.headers.get('content-security-policy'), /form-action 'self' myapp:/);
    const { location } = await browser.submit(page, { username: 'username', password: 'Password123' });
    assert.match(location, /^myapp:\/\/signed-in\?code=[\w-]+&state=s1$/);
  });

  it('for tokens gets them in the fragment, without a refresh token', async () => {
    const { browser } = await begin();
    const page = await browser.signIn('username', 'Password123', {
      response_type: 'token',
      scope: 'openid',
      nonce: 'n-1',
    });
    const { id_token, access_token, ...rest } = page.answer;
    assert.match(page.location, /^[^?]*#/);
    assert.deepEqual(rest, { expires_in: '3600', token_type: 'Bearer', state: 's1' });
    const { nonce, 'cognito:username': username } = peekClaims(id_token);
    assert.deepEqual([username, nonce], ['username', 'n-1']);
    assert.equal(peekClaims(access_token).scope, 'openid');
  });

  it('fills in the user whom the application expects', async () => {
    const { browser } = await begin();
    const page = await browser.open(authorizeUrl({ login_hint: 'username' }));
    assert.equal(page.form.fields.username, 'username');
  });

  it('of a client with one external provider goes straight there', async () => {
    const { cognito, browser } = await begin();
    await setWebClient(cognito, { SupportedIdentityProviders: ['Google'] });
    assert.equal((await browser.open(authorizeUrl())).path, '/local-idp/Google/authorize');
  });

  it('of a client with a secret needs no secret in the browser', async () => {
    const { cognito, browser } = await begin();
    const { UserPoolClient } = await call(cognito, 'CreateUserPoolClient', {
      UserPoolId: SEED.userPoolId,
      ClientName: 'server',
      GenerateSecret: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: [APP],
      SupportedIdentityProviders: ['COGNITO'],
    });
    const page = await browser.signIn('username', 'Password123', { client_id: UserPoolClient.ClientId });
    assert.match(page.answer.code, /^[\w-]+$/);
  });

  it('is in the journal without what is secret', async () => {
    const { cognito, browser } = await begin({ deterministic: false });
    await browser.signIn('username', 'Password123', { nonce: 'secret-nonce', state: 'secret-state' });
    for (const file of ['style.css', 'passkey.js'])
      assert.equal((await browser.open(`/hosted-ui/${file}`)).status, 200);
    const hosted = cognito.journal.entries().filter(({ operation }) => operation.startsWith('/'));
    assert.deepEqual(
      hosted.map(({ operation, status }) => `${operation} ${status}`),
      ['/oauth2/authorize 302', '/login 200', '/login 302'],
    );
    const kept = JSON.stringify(hosted);
    for (const secret of ['Password123', 'secret-nonce', 'secret-state', ...browser.cookies.values()]) {
      assert.ok(!kept.includes(secret), secret);
    }
    assert.match(kept, new RegExp(SEED.webClientId));
  });

  it('meets the faults for its path', async () => {
    const { cognito, browser } = await begin();
    cognito.faults.add({ operation: '/login', times: 1, kind: 'html', status: 503 });
    assert.equal((await browser.open(authorizeUrl())).status, 503);
    assert.equal((await browser.open(authorizeUrl())).status, 200);
  });
});

describe('a browser that has signed in', () => {
  async function signedIn() {
    const begun = await begin();
    await begun.browser.signIn();
    return begun;
  }

  it('gets codes without a password for an hour, with the time of the sign-in', async () => {
    const { cognito, browser } = await signedIn();
    const before = cognito.clock.nowSeconds();
    cognito.clock.advance(HOUR_MS - 1);
    for (const changes of [{}, { prompt: 'none' }, { identity_provider: 'COGNITO' }]) {
      const { code } = (await browser.request(authorizeUrl(changes))).answer;
      assert.equal((await redeem(cognito, code)).access.auth_time, before);
    }
    cognito.clock.advance(1);
    assert.equal((await browser.request(authorizeUrl({ prompt: 'none' }))).answer.error, 'login_required');
    assert.equal((await browser.open(authorizeUrl())).title, 'Sign in');
  });

  it('signs in again if the application wants it', async () => {
    const { browser } = await signedIn();
    const page = await browser.open(authorizeUrl({ prompt: 'login' }));
    assert.equal(page.title, 'Sign in');
    assert.ok((await browser.submit(page, { username: 'username', password: 'Password123' })).answer.code);
  });

  it('chooses the account if the application wants it', async () => {
    const { browser } = await signedIn();
    const page = await browser.open(authorizeUrl({ prompt: 'select_account' }));
    assert.equal(page.title, 'Welcome back');
    assert.match(page.words, /my@email.com/);
    assert.equal((await browser.open(page.link('Use another account'))).title, 'Sign in');
    assert.ok((await browser.submit(page, { continue: 'yes' })).answer.code);
  });

  it('does not use its session for another provider', async () => {
    const { browser } = await signedIn();
    const page = await browser.open(authorizeUrl({ identity_provider: 'Google' }));
    assert.equal(page.path, '/local-idp/Google/authorize');
    const silent = await browser.request(authorizeUrl({ identity_provider: 'Google', prompt: 'none' }));
    assert.equal(silent.answer.error, 'login_required');
  });

  it('is signed in for other clients of the pool, if they have its provider', async () => {
    const { cognito, browser } = await signedIn();
    assert.ok((await browser.request(authorizeUrl({ client_id: SEED.nativeClientId }))).answer.code);
    await setWebClient(cognito, { SupportedIdentityProviders: ['Google', 'Company'] });
    assert.equal((await browser.request(authorizeUrl({ prompt: 'none' }))).answer.error, 'login_required');
  });

  it('is a stranger once its user is disabled or deleted', async () => {
    const { cognito, browser } = await signedIn();
    const named = { UserPoolId: SEED.userPoolId, Username: 'username' };
    await call(cognito, 'AdminDisableUser', named);
    assert.equal((await browser.request(authorizeUrl({ prompt: 'none' }))).answer.error, 'login_required');
    await call(cognito, 'AdminEnableUser', named);
    assert.ok((await browser.request(authorizeUrl({ prompt: 'none' }))).answer.code);
    await call(cognito, 'AdminDeleteUser', named);
    await confirmedUser(cognito);
    assert.equal((await browser.request(authorizeUrl({ prompt: 'none' }))).answer.error, 'login_required');
  });

  it('is a stranger to other pools, and to a restarted server', async () => {
    const { cognito, browser } = await signedIn();
    const { ClientId, UserPoolId } = await newPool(
      cognito,
      {},
      {
        CallbackURLs: [APP],
        AllowedOAuthFlows: ['code'],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthScopes: ['openid'],
        SupportedIdentityProviders: ['COGNITO'],
      },
    );
    await call(cognito, 'CreateUserPoolDomain', { UserPoolId, Domain: 'other' });
    const [[, handle]] = [...browser.cookies].filter(([name]) => name.startsWith('cognito-'));
    browser.cookies.set(`cognito-${UserPoolId}`, handle);
    const elsewhere = await browser.request(authorizeUrl({ client_id: ClientId, prompt: 'none' }));
    assert.equal(elsewhere.answer.error, 'login_required');
    cognito.reset();
    assert.equal((await browser.request(authorizeUrl({ prompt: 'none' }))).answer.error, 'login_required');
  });
});

describe('the hosted UI of a domain', () => {
  it('is at its own address, and only for its pool', async () => {
    const { cognito } = await begin();
    const browser = new HostedBrowser(cognito, 'http://seed.auth.localhost:9229');
    assert.ok((await browser.signIn()).answer.code);
    const { UserPoolId } = await newPool(cognito, {});
    await call(cognito, 'CreateUserPoolDomain', { UserPoolId, Domain: 'other' });
    const other = new HostedBrowser(cognito, 'http://other.auth.localhost:9229');
    assert.equal((await other.request(authorizeUrl())).status, 400);
  });
});

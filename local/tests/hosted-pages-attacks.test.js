/** Attacks on the pages of the hosted UI: scripts in parameters, foreign and repeated forms, foreign sign-ins. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { call, confirmedUser, freshCognito } from './support/calls.js';
import { APP, HostedBrowser, ORIGIN, authorizeUrl } from './support/hosted-browser.js';
import { lastCode, switched } from './support/sign-ins.js';

const SCRIPT = `"'><script>alert(1)</script></title><img src=x onerror=alert(1)>\${1}`;
const PARAMETERS = (
  'client_id redirect_uri response_type scope state nonce code_challenge code_challenge_method identity_provider ' +
  'idp_identifier login_hint lang prompt logout_uri error error_description step code RelayState anything'
).split(' ');
const PAGES = [
  '/oauth2/authorize',
  '/login',
  '/signup',
  '/forgotPassword',
  '/confirmUser',
  '/confirmForgotPassword',
  '/newPassword',
  '/mfa',
  '/passkey',
  '/passkeys/add',
  '/logout',
  '/error',
  '/oauth2/idpresponse',
  '/local-idp/Google/authorize',
];

/** Nothing that a script could be in, whatever was sent. */
function assertHarmless({ html, headers, status }, what) {
  assert.ok(status < 500, `${what}: ${status}`);
  assert.ok(!html.includes('<script>') && !html.includes('<img'), what);
  const scripts = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
  assert.ok(
    scripts.every((tag) => tag === '<script src="/hosted-ui/passkey.js" defer>'),
    what,
  );
  assert.doesNotMatch(html, /<style| style="|javascript:/, what);
  // A raw quotation mark in an attribute would start another attribute.
  const tags = html.match(/<\w[^>]*>/g) ?? [];
  for (const tag of tags) assert.doesNotMatch(tag.replace(/="[^"]*"/g, ''), /["'=]| on\w+/, `${what}: ${tag}`);
  const location = headers.get('location') ?? '';
  assert.ok(location === '' || location.startsWith('/') || location.startsWith(APP), `${what}: ${location}`);
}

async function withUser() {
  const cognito = freshCognito();
  await confirmedUser(cognito);
  return { cognito, browser: new HostedBrowser(cognito) };
}

describe('a script', () => {
  for (const path of PAGES) {
    it(`in any parameter of ${path} stays text`, async () => {
      const { browser } = await withUser();
      for (const name of PARAMETERS) {
        const page = await browser.request(authorizeUrl({ [name]: SCRIPT }, path));
        assertHarmless(page, `${path} ${name}`);
      }
    });
  }

  it('in any field of the forms stays text', async () => {
    const { browser } = await withUser();
    for (const path of ['/login', '/signup', '/forgotPassword']) {
      const page = await browser.open(authorizeUrl({}, path));
      const fields = ['username', 'password', 'attribute.email', 'factor', 'continue', 'resend', 'anything'];
      assertHarmless(await browser.submit(page, Object.fromEntries(fields.map((name) => [name, SCRIPT]))), path);
    }
    for (const provider of ['Google', 'Company']) {
      const page = await browser.open(authorizeUrl({ identity_provider: provider }));
      const fields = { identity: 'other', subject: '', name: SCRIPT, email: SCRIPT };
      assertHarmless(await browser.submit(page, fields), provider);
      const again = await browser.open(authorizeUrl({ identity_provider: provider }));
      assertHarmless(await browser.submit(again, { ...fields, subject: SCRIPT }), provider);
    }
  });

  it('in the name of a user stays text', async () => {
    const { cognito, browser } = await withUser();
    const name = '<b>&"\'';
    const signUp = await browser.open(authorizeUrl({}, '/signup'));
    const account = { username: name, 'attribute.email': 'n@example.com', password: 'Password-123' };
    const confirm = await browser.submit(signUp, account);
    assertHarmless(confirm, 'confirm');
    assert.ok(confirm.words.includes(name));
    await browser.submit(confirm, { code: lastCode(cognito) });
    assertHarmless(await browser.open(authorizeUrl({ prompt: 'select_account' })), 'welcome back');
  });

  it('cannot be added by an inline script or style, and the pages cannot be framed', async () => {
    const { browser } = await withUser();
    for (const path of [...PAGES, '/hosted-ui/style.css', '/hosted-ui/passkey.js']) {
      const { headers, location, html } = await browser.request(authorizeUrl({}, path));
      if (location !== undefined || !headers.get('content-type')?.startsWith('text/html')) continue;
      const policy = headers.get('content-security-policy');
      assert.match(policy, /^default-src 'none'; style-src 'self'; /, path);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.doesNotMatch(policy, /unsafe|\*/);
      assert.match(
        policy,
        html.includes('<form') ? /form-action 'self' http:\/\/localhost:3000;/ : /form-action 'self';/,
      );
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('referrer-policy'), 'same-origin');
      assert.equal(headers.get('cache-control'), 'no-store');
    }
  });
});

describe('a form', () => {
  const GOOD = { username: 'username', password: 'Password123' };

  /** Sends a form with fields of its own. */
  const send = (browser, address, fields) =>
    browser.request(address, { method: 'POST', fields, headers: { origin: ORIGIN } });

  const assertStale = (page) => {
    assert.deepEqual([page.status, page.location], [403, undefined]);
    assert.match(page.problems[0], /^This form was sent before/);
  };

  it('without a token, or with an invented one, is refused', async () => {
    const { browser } = await withUser();
    await browser.open(authorizeUrl());
    assertStale(await send(browser, authorizeUrl({}, '/login'), GOOD));
    for (const _csrf of ['', 'x', '__proto__', 'A'.repeat(32)]) {
      assertStale(await send(browser, authorizeUrl({}, '/login'), { ...GOOD, _csrf }));
    }
  });

  it('of another browser is refused', async () => {
    const { cognito, browser } = await withUser();
    const page = await browser.open(authorizeUrl());
    const victim = new HostedBrowser(cognito);
    assertStale(await victim.submit(page, GOOD));
    await victim.open(authorizeUrl());
    assertStale(await victim.submit(page, GOOD));
    assert.ok((await browser.submit(page, GOOD)).answer.code, 'in its own browser it still works');
  });

  it('works once; then it comes back empty and can be sent', async () => {
    const { browser } = await withUser();
    const page = await browser.open(authorizeUrl());
    assert.ok((await browser.submit(page, GOOD)).answer.code);
    const again = await browser.submit(page, GOOD);
    assertStale(again);
    assert.ok((await browser.submit(again, GOOD)).answer.code);
  });

  it('is refused after an hour', async () => {
    const { cognito, browser } = await withUser();
    const page = await browser.open(authorizeUrl());
    cognito.clock.advance(60 * 60 * 1000);
    assertStale(await browser.submit(page, GOOD));
  });

  it('of another page, client or provider is refused', async () => {
    const { browser } = await withUser();
    const tokenOf = async (address) => (await browser.open(address)).form.fields._csrf;
    const foreign = [
      await tokenOf(authorizeUrl({}, '/signup')),
      await tokenOf(authorizeUrl({ client_id: SEED.nativeClientId })),
      await tokenOf(authorizeUrl({ identity_provider: 'Google' })),
    ];
    for (const _csrf of foreign) assertStale(await send(browser, authorizeUrl({}, '/login'), { ...GOOD, _csrf }));
  });

  it('of a page of another origin does not reach the browser’s session', async () => {
    const { cognito, browser } = await withUser();
    const response = await cognito.handle(
      new Request(`${ORIGIN}/login`, { method: 'POST', headers: { origin: 'https://evil.example' } }),
    );
    assert.equal(response.status, 403);
    await browser.signIn();
    const page = await browser.open(authorizeUrl({ prompt: 'select_account' }));
    assert.equal(page.headers.get('access-control-allow-credentials'), null);
  });

  it('may be of any size without harm', async () => {
    const { browser } = await withUser();
    const page = await browser.open(authorizeUrl());
    const long = 'x'.repeat(10_000);
    const after = await browser.submit(page, { username: long, password: long });
    assert.deepEqual(after.problems, ['Enter your username.', 'Enter your password.']);
    assert.ok((await browser.submit(after, { ...GOOD, credential: 'x'.repeat(200_000) })).answer.code);
  });

  it('may name members of every object without harm', async () => {
    const { browser } = await withUser();
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      for (const parameter of ['client_id', 'identity_provider', 'idp_identifier', 'step', 'prompt']) {
        assertHarmless(await browser.open(authorizeUrl({ [parameter]: name }, '/login')), `${parameter}=${name}`);
      }
      assert.equal((await browser.open(`/error?error=${name}`)).status, 400);
      const login = await browser.open(authorizeUrl());
      assert.equal((await browser.submit(login, { username: name, factor: name })).status, 400);
      const provider = await browser.open(authorizeUrl({ identity_provider: 'Google' }));
      assert.deepEqual((await browser.submit(provider, { identity: name })).problems, ['Choose who you are.']);
    }
  });
});

describe('a sign-in that waits for its second step', () => {
  /** The page of the step, in its browser. */
  async function waiting() {
    const cognito = await switched({ mfa: 'ON' });
    const browser = new HostedBrowser(cognito);
    return { cognito, browser, page: await browser.signIn() };
  }

  it('does not continue in another browser, nor for another client', async () => {
    const { cognito, browser, page } = await waiting();
    assert.equal(page.title, 'Set up a second factor');
    const thief = new HostedBrowser(cognito);
    assert.equal((await thief.open(page.address)).title, 'Sign in');
    assert.equal((await thief.submit(page, { factor: 'SOFTWARE_TOKEN_MFA' })).title, 'Sign in');
    const elsewhere = page.address.replace(SEED.webClientId, SEED.nativeClientId);
    assert.equal((await browser.open(elsewhere)).title, 'Sign in');
  });

  it('does not continue at the page of another step', async () => {
    const { browser, page } = await waiting();
    for (const path of ['/newPassword', '/passkey', '/confirmUser', '/confirmForgotPassword']) {
      assert.equal((await browser.open(page.address.replace('/mfa', path))).title, 'Sign in', path);
    }
  });

  it('is not mistaken for a form, nor a form for it', async () => {
    const { browser, page } = await waiting();
    const { _csrf } = page.form.fields;
    const step = new URL(page.address).searchParams.get('step');
    assert.equal((await browser.open(page.address.replace(step, _csrf))).title, 'Sign in');
    const fields = { _csrf: step, factor: 'SOFTWARE_TOKEN_MFA' };
    assert.equal((await browser.request(page.form.action, { method: 'POST', fields })).status, 403);
  });

  it('cannot be continued with a form of another one', async () => {
    const { browser, page } = await waiting();
    const other = await browser.signIn();
    const fields = { _csrf: page.form.fields._csrf, factor: 'SOFTWARE_TOKEN_MFA' };
    const mixed = await browser.request(other.form.action, { method: 'POST', fields });
    assert.equal(mixed.status, 403);
  });

  it('never shows its session of the API, which could be answered without the page', async () => {
    const { cognito, page } = await waiting();
    const [session] = Object.keys(cognito.dump().challenges);
    assert.ok(session.length > 100);
    assert.ok(!page.html.includes(session) && !page.address.includes(session));
  });

  it('goes with its pool', async () => {
    const { cognito } = await waiting();
    assert.ok(Object.keys(cognito.dump().hostedForms).length > 0);
    await call(cognito, 'DeleteUserPoolDomain', { UserPoolId: SEED.userPoolId, Domain: 'seed' });
    await call(cognito, 'DeleteUserPool', { UserPoolId: SEED.userPoolId });
    assert.deepEqual([cognito.dump().hostedForms, cognito.dump().hostedSessions], [{}, {}]);
  });
});

/** Signing in at the pages of the hosted UI: the same checks as those of the API. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { totpCode } from '../src/totp.js';
import { newPasskey } from './support/authenticator.js';
import { call, confirmedUser, freshCognito, send, test, withClient } from './support/calls.js';
import { HostedBrowser, authorizeUrl, setWebClient } from './support/hosted-browser.js';
import { accessToken, lastCode, setAttributes, switched } from './support/sign-ins.js';

const NAMED = { UserPoolId: SEED.userPoolId, Username: 'username' };
const WRONG = 'Incorrect username or password.';

async function begin(switches = {}) {
  const cognito = await switched(switches);
  return { cognito, browser: new HostedBrowser(cognito) };
}

const codeOf = (cognito) => totpCode('JBSWY3DPEHPK3PXP', cognito.clock.nowMs());

describe('the sign-in page', () => {
  it('says which fields are empty', async () => {
    const { browser } = await begin();
    const page = await browser.submit(await browser.open(authorizeUrl()));
    assert.equal(page.status, 400);
    assert.deepEqual(page.problems, ['Enter your username.', 'Enter your password.']);
    assert.match(page.html, /<title>Problem: Sign in/);
  });

  it('refuses a wrong password like an unknown user, and keeps only the username', async () => {
    const { browser } = await begin();
    const page = await browser.signIn('username', 'Wrong-password1');
    assert.deepEqual([page.status, page.problems], [400, [WRONG]]);
    assert.equal(page.form.fields.username, 'username');
    assert.ok(!page.html.includes('Wrong-password1'));
    await setWebClient(browser.cognito, { PreventUserExistenceErrors: 'ENABLED' });
    assert.deepEqual((await browser.signIn('nobody', 'Wrong-password1')).problems, [WRONG]);
  });

  it('locks out with the API, and the API with it', async () => {
    const { cognito, browser } = await begin();
    for (let i = 0; i < 5; i += 1) assert.deepEqual((await browser.signIn('username', 'Wrong-1234')).problems, [WRONG]);
    assert.deepEqual((await browser.signIn()).problems, ['Password attempts exceeded']);
    const api = await send(cognito, 'InitiateAuth', {
      ...withClient({ AuthFlow: 'USER_PASSWORD_AUTH' }),
      AuthParameters: { USERNAME: 'username', PASSWORD: 'Password123' },
    });
    assert.notEqual(api.status, 200);
    cognito.clock.advance(1000);
    assert.ok((await browser.signIn()).answer.code);
  });

  it('needs none of the flows that the client allows for the API', async () => {
    const { cognito, browser } = await begin();
    const { UserPoolClient } = await call(cognito, 'DescribeUserPoolClient', {
      UserPoolId: SEED.userPoolId,
      ClientId: SEED.webClientId,
    });
    assert.ok(!(UserPoolClient.ExplicitAuthFlows ?? []).includes('ALLOW_USER_PASSWORD_AUTH'));
    assert.ok((await browser.signIn()).answer.code);
  });

  it('issues no tokens and no session of the API before the code is redeemed', async () => {
    const { cognito, browser } = await begin();
    await browser.signIn();
    assert.equal(cognito.dump().sessions.length, 0);
  });

  it('says that a user is disabled', async () => {
    const { cognito, browser } = await begin();
    await call(cognito, 'AdminDisableUser', NAMED);
    assert.deepEqual((await browser.signIn()).problems, ['User is disabled.']);
  });

  it('asks an unconfirmed user for the code, and then for the password', async () => {
    const cognito = freshCognito();
    const browser = new HostedBrowser(cognito);
    const user = {
      Username: 'new',
      Password: 'Password123',
      UserAttributes: [{ Name: 'email', Value: 'n@example.com' }],
    };
    await call(cognito, 'SignUp', withClient(user));
    const page = await browser.signIn('new', 'Wrong-1234');
    assert.equal(page.title, 'Confirm your account');
    const after = await browser.submit(page, { code: lastCode(cognito) });
    assert.deepEqual([after.title, after.notice], ['Sign in', 'Your account is confirmed. You can sign in now.']);
    assert.equal(after.form.fields.username, 'new');
    assert.ok((await browser.submit(after, { password: 'Password123' })).answer.code);
  });

  it('sends a user whose password was reset to choose a new one', async () => {
    const { cognito, browser } = await begin();
    await setAttributes(cognito, { email_verified: 'true' });
    await call(cognito, 'AdminResetUserPassword', NAMED);
    const page = await browser.signIn();
    assert.equal(page.title, 'Forgot your password?');
    assert.match(page.notice, /must be changed/);
    assert.equal(page.form.fields.username, 'username');
  });

  it('offers providers as links, and the pool’s own users only if the client has them', async () => {
    const { browser } = await begin();
    const page = await browser.open(authorizeUrl());
    assert.equal((await browser.open(page.link('Continue with Google'))).path, '/local-idp/Google/authorize');
    assert.equal((await browser.open(page.link('Create an account'))).title, 'Create an account');
  });
});

describe('a new password instead of a temporary one', () => {
  it('is asked for with the attributes that are missing', async () => {
    const { cognito, browser } = await begin();
    await call(cognito, 'AdminCreateUser', { ...NAMED, Username: 'guest', TemporaryPassword: 'Temporary-1' });
    let page = await browser.signIn('guest', 'Temporary-1');
    assert.equal(page.title, 'Choose your password');
    page = await browser.submit(page, { password: 'short' });
    assert.deepEqual(page.problems, ['Enter your e-mail address.']);
    page = await browser.submit(page, { password: 'short', 'attribute.email': 'guest@example.com' });
    assert.deepEqual(page.problems, ['This password is too short.']);
    page = await browser.submit(page, { password: 'Password-456', 'attribute.email': 'guest@example.com' });
    assert.ok(page.answer.code);
    assert.ok((await browser.signIn('guest', 'Password-456', { prompt: 'login' })).answer.code);
  });
});

describe('a second factor', () => {
  /** With an authenticator app. */
  async function withApp(methods = {}) {
    const { cognito, browser } = await begin({ mfa: 'OPTIONAL' });
    const AccessToken = await accessToken(cognito);
    await call(cognito, 'AssociateSoftwareToken', { AccessToken });
    await call(cognito, 'VerifySoftwareToken', { AccessToken, UserCode: await codeOf(cognito) });
    const preference = { SoftwareTokenMfaSettings: { Enabled: true }, ...methods };
    await call(cognito, 'SetUserMFAPreference', { AccessToken, ...preference });
    return { cognito, browser };
  }

  it('is the code of an app, which works once', async () => {
    const { cognito, browser } = await withApp();
    let page = await browser.signIn();
    assert.equal(page.title, 'Check your authenticator app');
    assert.deepEqual((await browser.submit(page)).problems, ['Enter the code.']);
    page = await browser.submit(await browser.open(page.address), { code: '000000' });
    assert.deepEqual(page.problems, ['That code is not right. Check it and try again.']);
    const code = await codeOf(cognito);
    assert.ok((await browser.submit(page, { code: `${code.slice(0, 3)} ${code.slice(3)}` })).answer.code);
    page = await browser.submit(await browser.signIn('username', 'Password123', { prompt: 'login' }), { code });
    assert.deepEqual(page.problems, ['Your software token has already been used once.']);
  });

  it('is chosen among several, and sent to the mailbox', async () => {
    const { cognito, browser } = await withApp({ EmailMfaSettings: { Enabled: true } });
    let page = await browser.signIn();
    assert.equal(page.title, 'How do you want to sign in?');
    page = await browser.submit(page);
    assert.deepEqual(page.problems, ['Choose one of them.']);
    page = await browser.submit(page, { factor: 'EMAIL_OTP' });
    assert.equal(page.title, 'Check your e-mail');
    assert.match(page.words, /m\*\*\*@e\*\*\*/);
    assert.ok((await browser.submit(page, { code: lastCode(cognito) })).answer.code);
  });

  it('locks out after five wrong codes', async () => {
    const { cognito, browser } = await withApp();
    let page = await browser.signIn();
    for (let i = 0; i < 5; i += 1) page = await browser.submit(page, { code: '000000' });
    page = await browser.submit(page, { code: await codeOf(cognito) });
    assert.deepEqual(page.problems, ['Code attempts exceeded']);
  });

  it('is asked for again from the start if it takes too long', async () => {
    const { cognito, browser } = await withApp();
    const page = await browser.signIn();
    cognito.clock.advance(3 * 60 * 1000);
    const after = await browser.submit(page, { code: await codeOf(cognito) });
    assert.deepEqual([after.title, after.notice], ['Sign in', 'The sign-in took too long. Begin again.']);
  });

  it('is set up if the pool requires one: an app, whose key stays the same when the page is opened again', async () => {
    const { cognito, browser } = await begin({ mfa: 'ON' });
    let page = await browser.signIn();
    assert.equal(page.title, 'Set up a second factor');
    page = await browser.submit(page, { factor: 'SOFTWARE_TOKEN_MFA' });
    assert.equal(page.title, 'Set up your authenticator app');
    assert.match(page.link('Open it'), /^otpauth:\/\/totp\/[^?]+\?secret=JBSWY3DPEHPK3PXP&issuer=/);
    page = await browser.open(page.address);
    assert.match(page.words, /JBSW Y3DP EHPK 3PXP/);
    page = await browser.submit(page, { code: '000000' });
    assert.match(page.problems[0], /That code is not right/);
    assert.ok((await browser.submit(page, { code: await codeOf(cognito) })).answer.code);
    assert.deepEqual(cognito.dump().users[0].mfa.enabled, ['SOFTWARE_TOKEN_MFA']);
  });

  it('is set up if the pool requires one: an e-mail address', async () => {
    const { cognito, browser } = await begin({ mfa: 'ON' });
    let page = await browser.submit(await browser.signIn(), { factor: 'EMAIL_OTP' });
    assert.deepEqual(page.problems, ['Enter your e-mail address.']);
    page = await browser.submit(page, { factor: 'EMAIL_OTP', email: 'nowhere' });
    assert.deepEqual(page.problems, ['Invalid email address format.']);
    page = await browser.submit(page, { factor: 'EMAIL_OTP', email: 'other@example.com' });
    assert.equal(cognito.outbox.messages().at(-1).destination, 'other@example.com');
    assert.ok((await browser.submit(page, { code: lastCode(cognito) })).answer.code);
  });
});

describe('a sign-in without the password', () => {
  /** A browser and a passkey of the user. */
  async function withPasskey() {
    const { cognito, browser } = await begin({ passwordless: true });
    await browser.signIn();
    const page = await browser.open(authorizeUrl({}, '/passkeys/add'));
    const passkey = await newPasskey();
    const credential = await passkey.create(optionsOf(page));
    const added = await browser.submit(page, { credential: JSON.stringify(credential) });
    assert.equal(added.title, 'Your passkey is ready');
    assert.ok((await browser.submit(added, { continue: 'yes' })).answer.code);
    browser.cookies.clear();
    return { cognito, browser, passkey };
  }

  /** The options that the page gives to the browser. */
  const optionsOf = (page) => {
    const [, options] = / data-options="([^"]*)"/.exec(page.form.tag);
    return JSON.parse(options.replace(/&#34;/g, '"'));
  };

  it('works with a passkey that was added at the pages', async () => {
    const { browser, passkey } = await withPasskey();
    const page = await browser.submit(await browser.open(authorizeUrl()), {
      username: 'username',
      factor: 'WEB_AUTHN',
    });
    assert.equal(page.title, 'Use your passkey');
    const signed = await passkey.get(optionsOf(page));
    const wrong = await browser.submit(page, { credential: await passkey.get({ challenge: 'AAAA' }) });
    assert.deepEqual(wrong.problems, ['That passkey does not sign in to this account.']);
    assert.ok((await browser.submit(wrong, { credential: signed })).answer.code);
  });

  it('works with a code by e-mail', async () => {
    const { cognito, browser } = await begin({ passwordless: true });
    await setAttributes(cognito, { email_verified: 'true' });
    const page = await browser.submit(await browser.open(authorizeUrl()), {
      username: 'username',
      factor: 'EMAIL_OTP',
    });
    assert.equal(page.title, 'Check your e-mail');
    assert.ok((await browser.submit(page, { code: lastCode(cognito) })).answer.code);
  });

  it('does not tell an unknown user from one without a passkey', async () => {
    const { browser } = await begin({ passwordless: true });
    const said = [];
    for (const username of ['username', 'nobody']) {
      const page = await browser.submit(await browser.open(authorizeUrl()), { username, factor: 'WEB_AUTHN' });
      said.push(page.problems);
    }
    assert.deepEqual(said[0], said[1]);
    assert.match(said[0][0], /cannot sign in that way/);
  });

  it('is not offered and not possible if the client has no choice-based sign-in', async () => {
    const { cognito, browser } = await withPasskey();
    await setWebClient(cognito, { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
    const page = await browser.open(authorizeUrl());
    assert.ok(!page.words.includes('passkey'));
    const after = await browser.submit(page, { username: 'username', factor: 'WEB_AUTHN' });
    assert.match(after.problems[0], /cannot sign in that way/);
  });

  it('is not offered and not possible if the pool has none', async () => {
    const { cognito, browser } = await withPasskey();
    await test(cognito, 'POST', 'pool', { passwordless: false });
    const page = await browser.open(authorizeUrl());
    assert.ok(!page.words.includes('passkey'));
    const after = await browser.submit(page, { username: 'username', factor: 'WEB_AUTHN' });
    assert.match(after.problems[0], /cannot sign in that way/);
  });

  it('cannot be added by a stranger', async () => {
    const { cognito } = await withPasskey();
    const stranger = new HostedBrowser(cognito);
    assert.equal((await stranger.open(authorizeUrl({}, '/passkeys/add'))).title, 'Sign in');
  });
});

describe('a user of another sign-in', () => {
  it('meets the answer of a migration trigger', async () => {
    const cognito = freshCognito({
      triggers: {
        userMigration(event) {
          event.response.userAttributes = { email: 'old@example.com', email_verified: 'true' };
          event.response.finalUserStatus = 'CONFIRMED';
          return event;
        },
      },
    });
    await confirmedUser(cognito);
    assert.ok((await new HostedBrowser(cognito).signIn('oldtimer', 'Password123')).answer.code);
  });
});

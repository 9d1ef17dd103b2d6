/** Sign-up and forgotten passwords at the pages of the hosted UI. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { call, confirmedUser, freshCognito, newPool, test } from './support/calls.js';
import { APP, HostedBrowser, authorizeUrl, setWebClient } from './support/hosted-browser.js';
import { lastCode, setAttributes } from './support/sign-ins.js';

const NEW = { username: 'newcomer', 'attribute.email': 'new@example.com', password: 'Password-123' };

function begin(options) {
  const cognito = freshCognito(options);
  return { cognito, browser: new HostedBrowser(cognito) };
}

const openSignUp = (browser, changes) => browser.open(authorizeUrl(changes, '/signup'));

/** A client of a pool with these settings. */
async function clientOf(cognito, settings) {
  const { UserPoolId, ClientId } = await newPool(cognito, settings, {
    CallbackURLs: [APP],
    AllowedOAuthFlows: ['code'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: ['openid'],
    SupportedIdentityProviders: ['COGNITO'],
  });
  await call(cognito, 'CreateUserPoolDomain', { UserPoolId, Domain: 'other' });
  return ClientId;
}

describe('a sign-up', () => {
  it('leads to the application, once the account is confirmed with the code of the mailbox', async () => {
    const { cognito, browser } = begin();
    let page = await browser.submit(await openSignUp(browser), NEW);
    assert.equal(page.title, 'Confirm your account');
    assert.match(page.words, /n\*\*\*@e\*\*\*/);
    const confirmAddress = page.address;
    assert.equal((await browser.open(confirmAddress)).title, 'Confirm your account', 'it can be opened again');
    page = await browser.submit(page, { code: '000000' });
    assert.deepEqual(page.problems, ['That code is not right. Check it and try again.']);
    page = await browser.submit(page, { code: lastCode(cognito) });
    assert.ok(page.answer.code);
    assert.equal((await browser.open(confirmAddress)).title, 'Welcome back');
    const [user] = cognito.dump().users;
    assert.deepEqual([user.status, user.attributes.email_verified], ['CONFIRMED', 'true']);
    assert.ok((await browser.request(authorizeUrl({ prompt: 'none' }))).answer.code);
  });

  it('asks for what is missing, and keeps the rest but not the password', async () => {
    const { browser } = begin();
    let page = await browser.submit(await openSignUp(browser), { username: 'newcomer' });
    assert.deepEqual(page.problems, ['Enter your e-mail address.', 'Choose a password.']);
    assert.equal(page.form.fields.username, 'newcomer');
    page = await browser.submit(page, { 'attribute.email': 'nowhere', password: 'Password-123' });
    assert.deepEqual(page.problems, ['Invalid email address format.']);
    assert.match(page.html, /id="attribute\.email"[^>]*aria-invalid="true"/s);
    assert.ok(!page.html.includes('Password-123'));
  });

  it('is refused for a taken name and a weak password, next to the field', async () => {
    const { cognito, browser } = begin();
    await confirmedUser(cognito);
    let page = await browser.submit(await openSignUp(browser), { ...NEW, username: 'username' });
    assert.deepEqual(page.problems, ['User already exists']);
    page = await browser.submit(page, { ...NEW, password: 'short' });
    assert.deepEqual(page.problems, ['This password is too short.']);
    assert.match(page.html, /id="password-mistake"/);
  });

  it('meets the answer of the trigger', async () => {
    const { cognito, browser } = begin();
    await test(cognito, 'POST', 'triggers', { preSignUp: 'refuse' });
    const page = await browser.submit(await openSignUp(browser), NEW);
    assert.match(page.problems[0], /^PreSignUp failed with error/);
    await test(cognito, 'POST', 'triggers', { preSignUp: 'confirm' });
    assert.ok((await browser.submit(page, NEW)).answer.code);
  });

  it('sends another code, which replaces the first', async () => {
    const { cognito, browser } = begin();
    let page = await browser.submit(await openSignUp(browser), NEW);
    const first = lastCode(cognito);
    page = await browser.submit(page, { resend: 'yes' });
    assert.match(page.notice, /^A new code/);
    page = await browser.submit(page, { code: first });
    assert.equal(page.problems.length, 1);
    assert.ok((await browser.submit(page, { code: lastCode(cognito) })).answer.code);
  });

  it('asks for what users of the pool sign in with', async () => {
    const { cognito, browser } = begin();
    const client_id = await clientOf(cognito, { UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'] });
    const page = await openSignUp(browser, { client_id });
    assert.match(page.html, /<label for="username">E-mail address<\/label>/);
    const { username, password } = { ...NEW, username: 'new@example.com' };
    const confirm = await browser.submit(page, { username, password: `${password}Aa1!` });
    assert.ok((await browser.submit(confirm, { code: lastCode(cognito) })).answer.code);
    const login = await browser.open(authorizeUrl({ client_id, prompt: 'login' }));
    assert.match(login.html, /<label for="username">E-mail address<\/label>/);
    assert.ok((await browser.submit(login, { username, password: `${password}Aa1!` })).answer.code);
  });

  it('that nobody can confirm by a code ends with the sign-in page', async () => {
    const { cognito, browser } = begin();
    const client_id = await clientOf(cognito, {});
    const page = await browser.submit(await openSignUp(browser, { client_id }), {
      username: 'newcomer',
      password: 'Password-123',
    });
    assert.equal(page.title, 'Sign in');
    assert.match(page.notice, /An administrator must confirm it/);
  });

  it('is closed if only administrators create users', async () => {
    const { cognito, browser } = begin();
    const client_id = await clientOf(cognito, { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    const page = await openSignUp(browser, { client_id });
    assert.equal(page.title, 'Sign in');
    assert.ok(!page.words.includes('Create an account'));
  });
});

describe('a forgotten password', () => {
  async function withUser() {
    const begun = begin();
    await confirmedUser(begun.cognito);
    await setAttributes(begun.cognito, { email_verified: 'true' });
    return begun;
  }

  it('is replaced with the code of the mailbox', async () => {
    const { cognito, browser } = await withUser();
    const login = await browser.open(authorizeUrl());
    let page = await browser.open(login.link('Forgot your password?'));
    assert.deepEqual((await browser.submit(page)).problems, ['Enter your username.']);
    page = await browser.submit(await browser.open(page.address), { username: 'username' });
    assert.equal(page.title, 'Choose a new password');
    page = await browser.submit(page, { code: '000000', password: 'Password-456' });
    assert.deepEqual(page.problems, ['That code is not right. Check it and try again.']);
    page = await browser.submit(page, { code: lastCode(cognito), password: 'short' });
    assert.deepEqual(page.problems, ['This password is too short.']);
    page = await browser.submit(page, { code: lastCode(cognito), password: 'Password-456' });
    assert.deepEqual(
      [page.title, page.notice],
      ['Sign in', 'Your password has been changed. Sign in with the new one.'],
    );
    assert.ok((await browser.submit(page, { password: 'Password-456' })).answer.code);
    assert.equal((await browser.signIn('username', 'Password123', { prompt: 'login' })).status, 400);
  });

  it('is not tried endlessly: five wrong codes lock the user out', async () => {
    const { cognito, browser } = await withUser();
    const first = await browser.open(authorizeUrl({}, '/forgotPassword'));
    let page = await browser.submit(first, { username: 'username' });
    for (let i = 0; i < 5; i += 1) page = await browser.submit(page, { code: '000000', password: 'Password-456' });
    page = await browser.submit(page, { code: lastCode(cognito), password: 'Password-456' });
    assert.deepEqual(page.problems, ['Attempt limit exceeded, please try after some time.']);
  });

  it('looks the same for an unknown user, if the client hides them', async () => {
    const { cognito, browser } = await withUser();
    await setWebClient(cognito, { PreventUserExistenceErrors: 'ENABLED' });
    const before = cognito.outbox.messages().length;
    const page = await browser.submit(await browser.open(authorizeUrl({}, '/forgotPassword')), { username: 'nobody' });
    assert.equal(page.title, 'Choose a new password');
    assert.equal(cognito.outbox.messages().length, before);
  });
});

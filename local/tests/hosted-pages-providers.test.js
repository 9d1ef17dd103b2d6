/** Sign-ins with the stand-ins of identity providers. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { peekClaims } from '../src/jwt.js';
import { call, freshCognito, test } from './support/calls.js';
import { HostedBrowser, authorizeUrl } from './support/hosted-browser.js';

function begin() {
  const cognito = freshCognito();
  return { cognito, browser: new HostedBrowser(cognito) };
}

const openProvider = (browser, identity_provider, changes = {}) =>
  browser.open(authorizeUrl({ identity_provider, ...changes }));

const INVALID_STATE = [400, undefined, 'Request refused'];
const answerOf = ({ status, location, title }) => [status, location, title];

for (const provider of ['Google', 'Company']) {
  describe(`the stand-in for ${provider}`, () => {
    it('lets a person choose who to be, and creates the user at the first sign-in', async () => {
      const { cognito, browser } = begin();
      const page = await openProvider(browser, provider);
      assert.equal(page.title, 'Continue as');
      assert.match(page.html, /\(stand-in\)/);
      assert.ok((await browser.submit(page, { identity: 'ana' })).answer.code);
      const [user] = cognito.dump().users;
      assert.deepEqual(
        [user.username, user.status, user.attributes],
        [
          `${provider}_1001`,
          'EXTERNAL_PROVIDER',
          { email: 'ana@example.com', email_verified: 'true', name: 'Ana Souza' },
        ],
      );
      assert.ok((await browser.submit(await openProvider(browser, provider, { prompt: 'login' }))).answer.code);
      assert.equal(cognito.dump().users.length, 1);
    });

    it('takes any other identity', async () => {
      const { cognito, browser } = begin();
      let page = await openProvider(browser, provider);
      const other = { identity: 'other', subject: '', email: 'x@example.com', name: 'X', verified: undefined };
      page = await browser.submit(page, other);
      assert.deepEqual(page.problems, ['Enter an id.']);
      assert.equal(page.form.fields.email, 'x@example.com');
      assert.ok((await browser.submit(page, { ...other, subject: 'x-1' })).answer.code);
      const [user] = cognito.dump().users;
      assert.equal(user.username, `${provider}_x-1`);
      assert.deepEqual(user.attributes, { email: 'x@example.com', email_verified: 'false', name: 'X' });
    });

    it('tells the application of a cancelled sign-in', async () => {
      const { cognito, browser } = begin();
      const { answer } = await browser.submit(await openProvider(browser, provider), { cancel: 'yes' });
      assert.deepEqual([answer.error, answer.state], ['access_denied', 's1']);
      assert.match(answer.error_description, new RegExp(`^${provider} Error - 400 access_denied `));
      assert.equal(cognito.dump().users.length, 0);
    });

    it('tells the application of a missing attribute', async () => {
      const { browser } = begin();
      const { answer } = await browser.submit(await openProvider(browser, provider), { identity: 'chi' });
      const { error, error_description } = answer;
      assert.deepEqual([error, error_description], ['invalid_request', 'attributes required: [email]']);
    });

    it('tells the application of a refusal by the trigger', async () => {
      const { cognito, browser } = begin();
      await test(cognito, 'POST', 'triggers', { preSignUp: 'refuse' });
      const { answer } = await browser.submit(await openProvider(browser, provider));
      assert.equal(answer.error, 'invalid_request');
      assert.match(answer.error_description, /^PreSignUp failed/);
    });

    it('answers with errors in the fragment for the implicit grant', async () => {
      const { browser } = begin();
      const page = await openProvider(browser, provider, { response_type: 'token' });
      assert.match((await browser.submit(page, { cancel: 'yes' })).location, /^[^?]*#.*error=access_denied/);
    });

    it('works once for each visit', async () => {
      const { browser } = begin();
      const page = await openProvider(browser, provider);
      assert.ok((await browser.submit(page)).answer.code);
      assert.deepEqual(answerOf(await browser.submit(page)), INVALID_STATE);
      assert.deepEqual(answerOf(await browser.open(page.address)), INVALID_STATE);
    });

    it('does not work in another browser, nor after five minutes', async () => {
      const { cognito, browser } = begin();
      const page = await openProvider(browser, provider);
      const thief = new HostedBrowser(cognito);
      assert.deepEqual(answerOf(await thief.open(page.address)), INVALID_STATE);
      assert.deepEqual(answerOf(await thief.submit(page)), INVALID_STATE);
      cognito.clock.advance(5 * 60 * 1000);
      assert.deepEqual(answerOf(await browser.submit(page)), INVALID_STATE);
      assert.equal(cognito.dump().users.length, 0);
    });
  });
}

describe('a provider', () => {
  it('is found by its identifier', async () => {
    const { browser } = begin();
    assert.equal(
      (await browser.open(authorizeUrl({ idp_identifier: 'company.example' }))).path,
      '/local-idp/Company/saml',
    );
  });

  it('gets the hint of the application', async () => {
    const { browser } = begin();
    const page = await openProvider(browser, 'Google', { login_hint: 'kim@example.com' });
    assert.deepEqual([page.form.fields.email, page.form.fields.identity], ['kim@example.com', 'other']);
  });

  it('is named in the tokens of its users', async () => {
    const { browser } = begin();
    const page = await openProvider(browser, 'Google', { response_type: 'token', scope: 'openid' });
    const { id_token } = (await browser.submit(page)).answer;
    const { identities, 'cognito:username': username } = peekClaims(id_token);
    assert.deepEqual([username, identities[0].providerName, identities[0].userId], ['Google_1001', 'Google', '1001']);
  });

  it('serves silent sign-ins of its users, also if the application names it', async () => {
    const { browser } = begin();
    await browser.submit(await openProvider(browser, 'Google'));
    for (const changes of [{}, { identity_provider: 'Google' }]) {
      assert.ok((await browser.request(authorizeUrl({ prompt: 'none', ...changes }))).answer.code);
    }
    const own = await browser.request(authorizeUrl({ prompt: 'none', identity_provider: 'COGNITO' }));
    assert.equal(own.answer.error, 'login_required');
  });

  it('asks for every mapped attribute, and answers under the names of its claims', async () => {
    const { cognito, browser } = begin();
    await call(cognito, 'UpdateIdentityProvider', {
      UserPoolId: SEED.userPoolId,
      ProviderName: 'Company',
      AttributeMapping: { email: 'http://claims.example/mail', phone_number: 'tel' },
    });
    const page = await openProvider(browser, 'Company');
    const person = { identity: 'other', subject: 'k', email: 'k@example.com', 'attribute.phone_number': '+15550100' };
    assert.ok((await browser.submit(page, person)).answer.code);
    const { attributes } = cognito.dump().users[0];
    assert.deepEqual([attributes.email, attributes.phone_number], ['k@example.com', '+15550100']);
  });
});

describe('an answer of a provider that nobody asked for', () => {
  const state = (page) => new URL(page.address).searchParams.get('state');

  it('is refused: without a state, with a foreign state, and of the other protocol', async () => {
    const { cognito, browser } = begin();
    const page = await openProvider(browser, 'Google');
    const stranger = new HostedBrowser(cognito);
    const saml = { method: 'POST', fields: { RelayState: state(page), identity: 'ana' } };
    const requests = [
      [browser, '/oauth2/idpresponse?code=x'],
      [browser, '/oauth2/idpresponse?code=x&state=unknown'],
      [browser, '/oauth2/idpresponse?error=access_denied&state=unknown'],
      [browser, '/saml2/idpresponse', saml],
      [browser, '/saml2/idpresponse', { method: 'POST', fields: { identity: 'ana' } }],
      [stranger, `/oauth2/idpresponse?code=x&state=${state(page)}`],
      [browser, `/oauth2/idpresponse?error=x&state=${(await openProvider(browser, 'Company')).form.fields.RelayState}`],
    ];
    for (const [who, address, options] of requests) {
      assert.deepEqual(answerOf(await who.request(address, options)), INVALID_STATE, address);
    }
  });

  it('with an unknown code is an error for the application', async () => {
    const { cognito, browser } = begin();
    const page = await openProvider(browser, 'Google');
    const { answer } = await browser.request(`/oauth2/idpresponse?code=guessed&state=${state(page)}`);
    assert.deepEqual([answer.error, answer.state], ['invalid_grant', 's1']);
    assert.equal(cognito.dump().users.length, 0);
  });

  it('with the code of another visit is an error for the application', async () => {
    const { cognito, browser } = begin();
    const first = await openProvider(browser, 'Google');
    const second = await openProvider(browser, 'Google');
    const { action, fields } = first.form;
    const { location } = await browser.request(action, { method: 'POST', fields });
    const code = new URL(location, first.address).searchParams.get('code');
    const { answer } = await browser.request(`/oauth2/idpresponse?code=${code}&state=${state(second)}`);
    assert.equal(answer.error, 'invalid_grant');
    assert.equal(cognito.dump().users.length, 0);
  });

  it('is refused if its form was one of another visit', async () => {
    const { cognito, browser } = begin();
    const { _csrf } = (await openProvider(browser, 'Google')).form.fields;
    const answer = await browser.submit(await openProvider(browser, 'Google'), { _csrf });
    assert.deepEqual([answer.status, answer.location], [403, undefined]);
    assert.equal(cognito.dump().users.length, 0);
  });

  it('is refused if its form was not one of the page', async () => {
    const { cognito, browser } = begin();
    const page = await openProvider(browser, 'Company');
    const forged = { RelayState: page.form.fields.RelayState, identity: 'ana' };
    const answer = await browser.request('/saml2/idpresponse', { method: 'POST', fields: forged });
    assert.deepEqual([answer.status, answer.location], [403, undefined]);
    assert.equal(cognito.dump().users.length, 0);
  });
});

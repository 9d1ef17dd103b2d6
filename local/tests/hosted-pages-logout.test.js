/** `/logout` of the hosted UI. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { confirmedUser, freshCognito } from './support/calls.js';
import { APP, HostedBrowser, authorizeUrl } from './support/hosted-browser.js';

async function signedIn() {
  const cognito = freshCognito();
  await confirmedUser(cognito);
  const browser = new HostedBrowser(cognito);
  await browser.signIn();
  return { cognito, browser };
}

const logoutUrl = (parameters) => `/logout?${new URLSearchParams({ client_id: SEED.webClientId, ...parameters })}`;
const isSignedIn = async (browser) =>
  (await browser.request(authorizeUrl({ prompt: 'none' }))).answer.error !== 'login_required';

describe('a sign-out', () => {
  it('ends the session, removes its cookie and returns to the application, without the state', async () => {
    const { cognito, browser } = await signedIn();
    assert.equal(await isSignedIn(browser), true);
    const copy = new Map(browser.cookies);
    const page = await browser.request(logoutUrl({ logout_uri: APP, state: 's1' }));
    assert.deepEqual([page.status, page.location], [302, APP]);
    assert.ok(![...browser.cookies.keys()].some((name) => name.startsWith('cognito')));
    const thief = new HostedBrowser(cognito);
    thief.cookies = copy;
    assert.equal(await isSignedIn(thief), false);
  });

  it('needs no session', async () => {
    const browser = new HostedBrowser(freshCognito());
    assert.equal((await browser.request(logoutUrl({ logout_uri: APP }))).location, APP);
  });

  it('can lead back to the sign-in page', async () => {
    const { browser } = await signedIn();
    const page = await browser.open(logoutUrl({ redirect_uri: APP, response_type: 'code', state: 's2' }));
    assert.equal(page.title, 'Sign in');
    assert.equal((await browser.submit(page, { username: 'username', password: 'Password123' })).answer.state, 's2');
  });

  const refused = {
    'another address': { logout_uri: 'https://evil.example/' },
    'an address with more behind it': { logout_uri: `${APP}.evil.example` },
    'a script': { logout_uri: 'javascript:alert(1)' },
    'an empty address': { logout_uri: '' },
    'no address': {},
    'another address for the sign-in': { redirect_uri: 'https://evil.example/', response_type: 'code' },
    'an unknown client': { client_id: 'unknown', logout_uri: APP },
  };
  for (const [name, parameters] of Object.entries(refused)) {
    it(`with ${name} has no effect but an error page`, async () => {
      const { browser } = await signedIn();
      const page = await browser.request(logoutUrl(parameters));
      assert.deepEqual([page.status, page.location, page.title], [400, undefined, 'Request refused']);
      assert.equal(await isSignedIn(browser), true);
    });
  }

  it('with two addresses has no effect but an error page', async () => {
    const { browser } = await signedIn();
    const page = await browser.request(`${logoutUrl({ logout_uri: APP })}&logout_uri=https%3A%2F%2Fevil.example%2F`);
    assert.deepEqual([page.status, page.location], [400, undefined]);
  });

  it('says which parameter is missing', async () => {
    const browser = new HostedBrowser(freshCognito());
    const page = await browser.request(logoutUrl({}));
    assert.deepEqual(page.problems, ["Required String parameter 'redirect_uri' is not present"]);
  });
});

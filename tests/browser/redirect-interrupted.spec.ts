/** Sign-ins at the pages of Cognito that are interrupted. Afterwards the application has to work. */
import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';
import { Redirecting } from './redirecting.js';

const failure = 'signInWithRedirect_failure';

/** Amplify's items while a redirect is under way, and ours. */
const underWay = ['inflightOAuth', 'inflightOAuthDeadline', 'oauth.', 'oauthPKCE', 'oauthState'];

test('a page that is closed before it is left, or at the pages, is forgotten', async ({ app, openTab, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const { address } = redirecting;
  const left = await redirecting.open(await openTab());
  await left.page.route(`${cognito.origin}/oauth2/authorize**`, () => undefined);
  await left.call('signInWithRedirect');
  await left.page.close();
  await redirecting.leave();
  await app.page.close();
  const tab = await openTab();
  await tab.open();
  expect(await redirecting.load(tab)).toEqual({ outcome: 'nothing', events: [], address, isSignedIn: false });
  await redirecting.works(tab);
});

for (const what of ['cannot be reached', 'are down'] as const)
  test(`pages that ${what} are a cancelled sign-in for whoever goes back`, async ({ app, cognito }) => {
    const redirecting = await Redirecting.begin(app, cognito);
    const { address } = redirecting;
    const pages = `${cognito.origin}/oauth2/authorize**`;
    await app.page.route(pages, (route) =>
      what === 'are down'
        ? route.fulfill({ status: 503, contentType: 'text/html', body: '<h1>Service Unavailable</h1>' })
        : route.abort('connectionrefused'),
    );
    const arrival = app.page.waitForEvent('framenavigated');
    await app.call('signInWithRedirect');
    await arrival;
    await app.page.unroute(pages);
    await app.page.goto(address);
    const seen = { outcome: 'OAuthSignInException', events: [failure], address, isSignedIn: false };
    expect(await redirecting.load()).toEqual(seen);
    await redirecting.works();
  });

test('whoever goes back from the pages has cancelled, and may go forward again', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const { address } = redirecting;
  await redirecting.leave();
  await app.page.goBack();
  const cancelled = { outcome: 'OAuthSignInException', events: [failure], address, isSignedIn: false };
  expect(await redirecting.load()).toEqual(cancelled);
  expect(await redirecting.left()).toEqual(['oauth.']);
  await app.page.reload();
  expect(await redirecting.load()).toEqual({ outcome: 'nothing', events: [], address, isSignedIn: false });
  await app.page.goForward();
  await redirecting.signIn();
  expect(await redirecting.load()).toMatchObject({ outcome: 'signed in', isSignedIn: true });
  expect(await redirecting.left()).toEqual([]);
});

test('of a sign-in that was given up nothing is kept for ever', async ({ app, cognito }) => {
  await app.page.clock.install();
  const redirecting = await Redirecting.begin(app, cognito);
  await redirecting.leave();
  await app.page.goBack();
  await redirecting.load();
  expect(await redirecting.left()).toEqual(['oauth.']);
  await app.passTime(3_601_000);
  await redirecting.works();
  expect(await redirecting.left()).toEqual([]);
});

test('a page that is shown again as it was left says so, and works without being loaded', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  // The page stays, as one that comes out of the back/forward cache, which this browser does not use here.
  const pages = `${cognito.origin}/oauth2/authorize**`;
  await app.page.route(pages, (route) => route.abort('aborted'));
  const leaving = app.page.waitForEvent('requestfailed');
  await app.call('signInWithRedirect');
  await leaving;
  await app.page.unroute(pages);
  await app.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await expect.poll(() => app.authEvents()).toEqual([failure]);
  expect(await redirecting.left()).toEqual(['oauth.']);
  await redirecting.works();
});

test('a reload during the exchange is a failure, once, and sends the code no more', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const { address } = redirecting;
  await redirecting.comeBack();
  await cognito.fault({ operation: '/oauth2/token', kind: 'delay' });
  await cognito.clearJournal();
  await app.call('Amplify.configure', redirecting.config);
  await cognito.arrival('/oauth2/token');
  await app.page.reload();
  await cognito.clearFaults();
  const failed = { outcome: 'OAuthSignInException', events: [failure], address, isSignedIn: false };
  expect(await redirecting.load()).toEqual(failed);
  expect(await redirecting.left()).toEqual([]);
  await app.page.reload();
  expect(await redirecting.load()).toEqual({ outcome: 'nothing', events: [], address, isSignedIn: false });
  expect((await cognito.operations()).filter((operation) => operation === '/oauth2/token')).toHaveLength(1);
  await redirecting.works();
});

test('a router that shows another page at once loses nothing, and keeps its address', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  await redirecting.comeBack();
  await app.page.evaluate((config) => {
    void harness.library.Amplify.configure(config as never);
    history.replaceState({ of: 'the router' }, '', '/home?page=1#top');
  }, redirecting.config);
  const address = new URL('/home?page=1#top', redirecting.address).href;
  const events = ['signInWithRedirect', 'signedIn'];
  expect(await redirecting.see()).toEqual({ outcome: 'signed in', events, address, isSignedIn: true });
  expect(await app.page.evaluate('history.state')).toEqual({ of: 'the router' });
});

for (const path of ['/home', '#/home'])
  test(`an app that has gone to ${path} during the exchange stays there`, async ({ app, cognito }) => {
    const redirecting = await Redirecting.begin(app, cognito);
    await redirecting.comeBack();
    await cognito.fault({ operation: '/oauth2/token', kind: 'delay' });
    await app.call('Amplify.configure', redirecting.config);
    await cognito.arrival('/oauth2/token');
    // The router of a fragment keeps the query.
    await app.page.evaluate((given) => {
      history.pushState(null, '', given);
    }, path);
    await cognito.clearFaults();
    const address = new URL(path, redirecting.address).href;
    expect(await redirecting.see()).toMatchObject({ isSignedIn: true, address });
  });

test('a page that is configured by a file says that the user is back without an answer', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  await redirecting.leave();
  await app.page.route('**/amplifyconfiguration.json', (route) => route.fulfill({ json: redirecting.config }));
  await app.page.goto(redirecting.address);
  await app.call('Amplify.configure');
  await expect.poll(() => app.authEvents()).toEqual([failure]);
});

test('a page that is left during the exchange is a failure on the next', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const { address } = redirecting;
  await redirecting.comeBack();
  await cognito.fault({ operation: '/oauth2/token', kind: 'delay' });
  await app.call('Amplify.configure', redirecting.config);
  await cognito.arrival('/oauth2/token');
  await app.page.goto(address);
  await cognito.clearFaults();
  const failed = { outcome: 'OAuthSignInException', events: [failure], address, isSignedIn: false };
  expect(await redirecting.load()).toEqual(failed);
  await redirecting.works();
});

test('going back to the pages afterwards, and signing in there again, changes nothing', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  await redirecting.comeBack();
  expect(await redirecting.load()).toMatchObject({ outcome: 'signed in' });
  const before = await app.localStorage();
  await app.page.goBack();
  await app.page.waitForURL(`${cognito.origin}/login**`);
  const again = await redirecting.signIn();
  await cognito.clearJournal();
  expect(await redirecting.load()).toEqual({ outcome: 'nothing', events: [], address: again, isSignedIn: true });
  expect(await app.localStorage()).toEqual(before);
  expect(await cognito.operations()).toEqual([]);
});

/** Opens the address with an answer in another tab. */
async function openElsewhere(openTab: () => Promise<App>, address: string): Promise<App> {
  const tab = await openTab();
  await tab.page.goto(address);
  return tab;
}

test('an address that is opened in another tab first signs in there, and in both', async ({
  app,
  openTab,
  cognito,
}) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const answer = await redirecting.comeBack();
  const other = await openElsewhere(openTab, answer);
  expect(await redirecting.load(other)).toMatchObject({ outcome: 'signed in', address: redirecting.address });
  await app.catchUpWith(other);
  expect(await redirecting.load()).toEqual({ outcome: 'nothing', events: [], address: answer, isSignedIn: true });
  expect(await redirecting.left()).toEqual([]);
});

test('an address that is opened in another tab during the exchange leaves it alone', async ({
  app,
  openTab,
  cognito,
}) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const answer = await redirecting.comeBack();
  await cognito.fault({ operation: '/oauth2/token', kind: 'delay' });
  await app.call('Amplify.configure', redirecting.config);
  await cognito.arrival('/oauth2/token');
  const other = await openElsewhere(openTab, answer);
  expect(await redirecting.load(other)).toEqual({ outcome: 'nothing', events: [], address: answer, isSignedIn: false });
  await cognito.clearFaults();
  expect(await app.call('handleRedirectCallback')).toMatchObject({ isSignedIn: true });
  await other.catchUpWith(app);
  expect((await other.session()).isSignedIn).toBe(true);
});

test('an answer is used once: by the page, by a reload, by another tab and by hand', async ({
  app,
  openTab,
  cognito,
}) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const answer = await redirecting.comeBack();
  expect(await redirecting.load()).toMatchObject({ outcome: 'signed in' });
  await cognito.clearJournal();
  // The page has come back with this address: what has come of it is known.
  expect(await app.call('handleRedirectCallback', answer)).toMatchObject({ isSignedIn: true });
  for (const tab of [app, await openTab()]) {
    await tab.page.goto(answer);
    expect(await redirecting.load(tab)).toEqual({ outcome: 'nothing', events: [], address: answer, isSignedIn: true });
  }
  expect(await cognito.operations()).toEqual([]);
});

for (const what of ['has expired', 'somebody else has used'] as const)
  test(`a code that ${what} is a failure`, async ({ app, cognito }) => {
    const redirecting = await Redirecting.begin(app, cognito);
    const { address } = redirecting;
    const answer = await redirecting.comeBack();
    if (what === 'has expired') await cognito.advanceClock(301_000);
    else {
      const code = new URL(answer).searchParams.get('code') ?? '';
      const form = { grant_type: 'authorization_code', client_id: seed.nativeClientId, code };
      const body = new URLSearchParams({ ...form, redirect_uri: address, code_verifier: 'v'.repeat(128) });
      expect((await fetch(`${cognito.origin}/oauth2/token`, { method: 'POST', body })).status).toBe(400);
    }
    const failed = { outcome: 'OAuthSignInException', events: [failure], address, isSignedIn: false };
    expect(await redirecting.load()).toEqual(failed);
    expect(await redirecting.left()).toEqual([]);
    await redirecting.works();
  });

for (const [what, reply, outcome] of [
  ['cannot be reached', undefined, 'NetworkError'],
  ['is down', { status: 503, json: {} }, 'OAuthSignInException'],
  [
    'answers with a page',
    { status: 200, contentType: 'text/html', body: '<h1>Sign in to this network</h1>' },
    'OAuthSignInException',
  ],
  [
    'has a gateway that is down',
    { status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' },
    'OAuthSignInException',
  ],
  ['answers with nothing', { status: 200, body: '' }, 'OAuthSignInException'],
  ['refuses the client', { status: 400, json: { error: 'invalid_client' } }, 'OAuthSignInException'],
  ['answers without tokens', { status: 200, json: {} }, 'InvalidTokens'],
] as const)
  test(`a token endpoint that ${what} is a failure, and calls that wait go on`, async ({ app, cognito }) => {
    const redirecting = await Redirecting.begin(app, cognito);
    const { address } = redirecting;
    await redirecting.comeBack();
    const endpoint = `${cognito.origin}/oauth2/token`;
    const headers = { 'access-control-allow-origin': '*' };
    await app.page.route(endpoint, (route) => (reply ? route.fulfill({ ...reply, headers }) : route.abort('failed')));
    await app.call('Amplify.configure', redirecting.config);
    await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
    expect(await redirecting.see()).toEqual({ outcome, events: [failure], address, isSignedIn: false });
    expect(await redirecting.left()).toEqual([]);
    await app.page.unroute(endpoint);
    await redirecting.works();
  });

test('a reply that is lost is a failure, and the code is not sent again', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  await redirecting.comeBack();
  await cognito.fault({ operation: '/oauth2/token', kind: 'lose-reply', times: 5 });
  expect(await redirecting.load()).toMatchObject({ outcome: 'NetworkError', events: [failure], isSignedIn: false });
  await cognito.clearFaults();
  await app.page.reload();
  expect(await redirecting.load()).toMatchObject({ outcome: 'nothing', events: [] });
  await redirecting.works();
});

test('calls wait for a token endpoint that does not answer, but not for ever', async ({ app, cognito }) => {
  await app.page.clock.install();
  const redirecting = await Redirecting.begin(app, cognito);
  const { address } = redirecting;
  await redirecting.comeBack();
  await cognito.fault({ operation: '/oauth2/token', kind: 'delay' });
  await app.call('Amplify.configure', redirecting.config);
  const finish = await app.start('getCurrentUser');
  await cognito.arrival('/oauth2/token');
  await app.page.clock.fastForward(30_000);
  await expect(finish()).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
  expect(await redirecting.see()).toEqual({ outcome: 'TimeoutError', events: [failure], address, isSignedIn: false });
  await cognito.clearFaults();
  await redirecting.works();
});

test('a call that waits for the exchange can be aborted, and the exchange goes on', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  await redirecting.comeBack();
  await cognito.fault({ operation: '/oauth2/token', kind: 'delay' });
  await app.call('Amplify.configure', redirecting.config);
  await cognito.arrival('/oauth2/token');
  const names = await app.page.evaluate(async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const calls = ['getCurrentUser', 'fetchAuthSession', 'signInWithWebUI'].map((name) =>
      harness.call(name, { signal }),
    );
    controller.abort();
    return (await Promise.all(calls)).map(({ error }) => error?.name);
  });
  expect(names).toEqual(['AbortError', 'AbortError', 'AbortError']);
  await cognito.clearFaults();
  expect(await app.call('handleRedirectCallback')).toMatchObject({ user: { username: person.username } });
});

test('of two tabs that sign in at once, one is interrupted and the other ends well', async ({
  app,
  openTab,
  cognito,
}) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const other = await redirecting.open(await openTab());
  await redirecting.leave();
  await redirecting.leave(other, { customState: 'other' });
  await app.page.goBack();
  expect(await redirecting.load()).toMatchObject({ outcome: 'OAuthSignInException', events: [failure] });
  await redirecting.signIn(other);
  expect(await redirecting.load(other)).toMatchObject({ outcome: 'signed in', isSignedIn: true });
  await app.catchUpWith(other);
  expect((await app.session()).isSignedIn).toBe(true);
  await app.page.goForward();
  await redirecting.signIn();
  expect(await redirecting.load()).toMatchObject({ outcome: 'signed in', isSignedIn: true });
  expect(await redirecting.left()).toEqual([]);
});

test('a user who cancels at the provider is told, and can sign in later', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const { address } = redirecting;
  await app.call('signInWithRedirect', { provider: 'Google' });
  await app.page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await app.page.waitForURL(/[?&]error=/);
  await app.call('Amplify.configure', redirecting.config);
  await expect(app.call('handleRedirectCallback')).rejects.toMatchObject({
    name: 'OAuthSignInException',
    message: 'Google Error - 400 access_denied The user cancelled the sign-in',
  });
  const failed = { outcome: 'OAuthSignInException', events: [failure], address, isSignedIn: false };
  expect(await redirecting.see()).toEqual(failed);
  expect(await redirecting.left()).toEqual([]);
  await redirecting.works();
});

test('an answer to another library is left alone while ours is under way', async ({ app, openTab, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const { address } = redirecting;
  await redirecting.leave();
  const other = await openTab();
  for (const query of ['?code=c&state=another-librarys', '?code=c', '?error=access_denied&state=s#_=_']) {
    await other.page.goto(address + query);
    await cognito.clearJournal();
    const seen = { outcome: 'nothing', events: [], address: address + query, isSignedIn: false };
    expect(await redirecting.load(other), query).toEqual(seen);
    expect(await cognito.operations(), query).toEqual([]);
  }
  expect(await redirecting.left(other)).toEqual(underWay);
  await redirecting.signIn();
  expect(await redirecting.load()).toMatchObject({ outcome: 'signed in', address });
});

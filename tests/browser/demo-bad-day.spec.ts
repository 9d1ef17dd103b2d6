/** The demo's "A bad day": every trouble, tried as a person would. Nobody is signed out, and the diagnostics say why. */
import { DemoPage, person } from './demo-page.js';
import { haveAccount } from './demo-person.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';

const refresh = 'GetTokensFromRefreshToken';
const hour = 3_600_000;
const fresh = /valid for 5\d minutes/;

async function beginSignedIn(demo: DemoPage, cognito: LocalCognito): Promise<void> {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('bad-day').waitFor();
  await cognito.clearJournal();
}

/** Clicks a button of the card, and waits until its task has ended. */
async function press(demo: DemoPage, testId: string): Promise<void> {
  await demo.at(testId).click();
  await expect(demo.at(testId)).toHaveAttribute('aria-disabled', 'false');
}

/** Asks for the session, and expects the card to say this. */
async function expectSession(demo: DemoPage, ...texts: (string | RegExp)[]): Promise<void> {
  await press(demo, 'ask-session');
  for (const text of texts) await expect(demo.at('session-report')).toContainText(text);
}

async function expectDecision(demo: DemoPage, text: string): Promise<void> {
  await expect(demo.at('decision-list').getByRole('listitem').first()).toContainText(text);
}

const refreshes = async (cognito: LocalCognito): Promise<number> =>
  (await cognito.operations()).filter((name) => name === refresh).length;

test.beforeEach(({ demo }) => demo.beginAt('break'));

for (const [trouble, why, requests] of [
  ['offline', 'Cognito could not be reached', 0],
  ['throttled', 'the service answered 429', 0],
  ['lost-reply', 'Cognito could not be reached', 3],
  ['server-error', 'the service answered 503', 0],
  ['proxy-page', 'the answer did not come from Cognito', 0],
] as const)
  test(`a user stays signed in on a bad day: ${trouble}`, async ({ demo, cognito }) => {
    await beginSignedIn(demo, cognito);
    await demo.at(`requests-${trouble}`).check();
    await press(demo, 'ask-refresh');
    await expect(demo.at('session-report')).toContainText('active: the tokens are valid');
    await expect(demo.at('session-report')).toContainText('not refreshed; the stored one is still valid');
    expect(await refreshes(cognito)).toBe(requests);

    await press(demo, 'bad-day-hour');
    await expectSession(demo, 'stale: still signed in', person.username, 'expired, and not refreshed');
    await expectDecision(demo, `Kept the session: ${why}.`);
    await expect(demo.at('event-log')).toContainText('tokenRefresh_failure');
    await press(demo, 'ask-stale');
    await expect(demo.at('session-report')).toContainText(/expired .* ago/);
    await expect(demo.at('account-username')).toHaveText(person.username);

    await demo.at('requests-none').check();
    await expectSession(demo, 'active: the tokens are valid', person.username, fresh);
    await expectDecision(demo, 'Refreshed the tokens: they had expired.');
    await expect(demo.at('event-log')).not.toContainText(/signedOut|sessionExpired/);
    expect(demo.consoleLines.join('\n')).not.toContain('Content Security Policy');
  });

for (const [clock, why] of [
  ['ahead', 'they had expired'],
  ['behind', 'the clock of this device was put back'],
] as const)
  test(`a clock that is three hours ${clock} costs one refresh`, async ({ demo, cognito }) => {
    await beginSignedIn(demo, cognito);
    await demo.at(`clock-${clock}`).check();
    const before = await cognito.now();
    const sign = clock === 'ahead' ? 1 : -1;
    const [now, made, ancient] = await demo.page.evaluate(() => [
      Date.now(),
      new Date().getTime(),
      new Date(0).getTime(),
    ]);
    for (const time of [now, made]) expect(sign * (time - before)).toBeGreaterThan(2 * hour);
    expect(ancient).toBe(0);
    for (let calls = 0; calls < 3; calls += 1) await expectSession(demo, 'active: the tokens are valid', fresh);
    await expectDecision(demo, `Refreshed the tokens: ${why}.`);
    expect(await refreshes(cognito)).toBe(1);

    await press(demo, 'bad-day-end');
    await expect(demo.at('clock-right')).toBeChecked();
    await expectSession(demo, 'active: the tokens are valid', fresh);
    await expect(demo.at('event-log')).not.toContainText(/signedOut|sessionExpired|failure/);
  });

test('tokens that have expired are refreshed by the next call', async ({ demo, cognito }) => {
  await beginSignedIn(demo, cognito);
  const start = await cognito.now();
  await press(demo, 'bad-day-hour');
  expect(await cognito.now()).toBeGreaterThanOrEqual(start + hour);
  await press(demo, 'ask-stale');
  await expect(demo.at('session-report')).toContainText('stale');
  expect(await refreshes(cognito)).toBe(0);
  await expectSession(demo, 'active: the tokens are valid');
  await expectDecision(demo, 'Refreshed the tokens: they had expired.');
  expect(await refreshes(cognito)).toBe(1);
  await press(demo, 'bad-day-end');
  expect(await cognito.now()).toBeLessThan(start + hour);
  await expectSession(demo, 'active: the tokens are valid');
});

test('two tabs hear of each other', async ({ demo, cognito, context }) => {
  await beginSignedIn(demo, cognito);
  const opened = context.waitForEvent('page');
  await demo.at('bad-day-tab').click();
  const other = new DemoPage(await opened, demo.url);
  await other.at('bad-day').waitFor();
  await expect(other.at('account-username')).toHaveText(person.username);
  await press(demo, 'ask-refresh');
  await expect(other.at('event-log')).toContainText('auth, other tab tokenRefresh');
  await press(other, 'ask-refresh');
  await expect(demo.at('event-log')).toContainText('auth, other tab tokenRefresh');
  await other.at('ask-signout').click();
  await expect(demo.at('notice')).toHaveText('You are no longer signed in.');
  await expect(demo.at('event-log')).toContainText('auth, other tab signedOut · otherTab');
  await expectDecision(demo, 'Signed out: the user signed out in another tab.');
  await expectDecision(other, 'Signed out: the user signed out.');
});

test('a cleared storage signs the user out of every tab, and says so', async ({ demo, cognito, context }) => {
  await beginSignedIn(demo, cognito);
  const other = new DemoPage(await context.newPage(), demo.url);
  await other.open();
  for (const each of [demo, other]) await expectSession(each, 'active');
  await demo.at('bad-day-clear').click();
  for (const each of [demo, other]) {
    await expect(each.at('notice')).toHaveText(
      'You are no longer signed in. The session is no longer in the browser’s storage.',
    );
    await expect(each.at('event-log').getByRole('listitem', { includeHidden: true }).last()).toHaveText(
      /^[\d:]+ auth signedOut · storageCleared$/,
    );
    await expectDecision(each, 'Signed out: the session is no longer in the browser’s storage.');
    await expect(each.at('bad-day')).toBeHidden();
  }
  await other.signIn();
  await expect(demo.at('account-username')).toHaveText(person.username);
  await expect(demo.at('session-report')).toBeHidden();
});

test('a sign-out without a connection is completed when that is back', async ({ demo, cognito }) => {
  await beginSignedIn(demo, cognito);
  await demo.page.evaluate(() => {
    for (const type of ['offline', 'online'])
      window.addEventListener(type, () => {
        console.log(`the page is ${type}`);
      });
  });
  await demo.at('requests-offline').check();
  await demo.at('ask-signout').click();
  await expect(demo.at('notice')).toHaveText(
    'You are signed out here, but Cognito could not revoke the refresh token (NetworkError). It will be revoked later.',
  );
  expect(await cognito.operations()).not.toContain('RevokeToken');
  // The trouble can be ended where nobody is signed in.
  await press(demo, 'bad-day-end');
  await cognito.arrival('RevokeToken');
  const said = demo.consoleLines.filter((line) => line.startsWith('the page is'));
  expect(said).toEqual(['the page is offline', 'the page is online']);
  await demo.signIn();
  await expect(demo.at('account-username')).toHaveText(person.username);
  await expectSession(demo, 'active: the tokens are valid');
});

test('a reload ends all trouble', async ({ demo, cognito }) => {
  await beginSignedIn(demo, cognito);
  const start = await cognito.now();
  await press(demo, 'bad-day-hour');
  await demo.at('requests-offline').check();
  await demo.at('clock-ahead').check();
  await demo.page.reload();
  await expect(demo.at('requests-none')).toBeChecked();
  await expect(demo.at('clock-right')).toBeChecked();
  await expect.poll(() => cognito.now()).toBeLessThan(start + hour);
  await expectSession(demo, 'active: the tokens are valid', person.username);
});

test('the history can be copied for a bug report, and names nobody', async ({ demo, cognito, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await beginSignedIn(demo, cognito);
  await demo.at('requests-server-error').check();
  await press(demo, 'ask-refresh');
  await demo.at('decisions-copy').click();
  await expect(demo.at('decisions-copy')).toHaveText('Copied');
  await expect(demo.page.getByRole('status')).toHaveText('Diagnostics copied.');
  const report = await demo.page.evaluate(() => navigator.clipboard.readText());
  expect(report).toMatch(/^cognito-wasm [\d.]+\nstatus: active\n/);
  expect(report).toMatch(/ signedIn: USER_SRP_AUTH\n.* kept: 503$/);
  for (const text of [report, await demo.at('decisions').innerText()]) expect(text).not.toContain(person.username);
});

test('a clock of Cognito that cannot be moved is an error of the card', async ({ demo, cognito }) => {
  await beginSignedIn(demo, cognito);
  await demo.page.route('**/_test/clock', (route) => route.fulfill({ status: 500 }));
  await press(demo, 'bad-day-hour');
  await expect(demo.at('error-bad-day')).toHaveText('The local Cognito answered 500.');
  await demo.page.unroute('**/_test/clock');
  await press(demo, 'bad-day-hour');
  await expect(demo.at('error-bad-day')).toBeEmpty();
});

import { DemoPage, firstCode, person } from './demo-page.js';
import { expect, test } from './fixtures.js';

const signedOutSession = /^Auth session = .*"isSignedIn":false/;
const signedInSession = /^Auth session = .*"isSignedIn":true/;

test('goes from registration to sign-out, and logs the expected lines in order', async ({ demo, cognito }) => {
  await demo.open();
  await expect(demo.at('register-username')).toBeVisible();
  await demo.register();

  await expect(demo.at('confirm-sent')).toHaveText('We sent a code to m***@e***.');
  await expect(demo.at('confirm-username')).toHaveValue(person.username);
  await demo.confirm(await cognito.nextCode());

  await expect(demo.at('signin-username')).toHaveValue(person.username);
  await expect(demo.at('signin-password')).toBeFocused();
  await demo.signIn();

  await expect(demo.at('account-username')).toHaveText(person.username);
  await expect(demo.at('account-attributes')).toContainText(person.email);
  await expect(demo.at('session-facts')).toContainText('us-east-1:aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee');
  await expect(demo.at('console-log').getByRole('listitem', { includeHidden: true })).toHaveCount(4);
  await expect.poll(() => demo.consoleLines).toHaveLength(4);
  expect(demo.consoleLines).toEqual([
    expect.stringMatching(signedOutSession),
    'Confirm signUp succeeded',
    'Sign in succeeded',
    expect.stringMatching(signedInSession),
  ]);

  await demo.page.reload();
  await expect(demo.at('account-username')).toHaveText(person.username);

  await demo.at('refresh').click();
  await expect(demo.at('notice')).toHaveText('Tokens and credentials have been refreshed.');
  await expect(demo.at('event-log')).toContainText('tokenRefresh');

  await demo.at('signout').click();
  await expect(demo.at('notice')).toHaveText('You are signed out on this device.');
  await expect(demo.at('signin-username')).toBeVisible();
  await expect(demo.at('event-log')).toContainText('signedOut');

  await demo.page.reload();
  await expect(demo.at('signin-username')).toBeVisible();
  await expect(demo.at('account')).toBeHidden();
});

test('lists the Hub events with their time and subject', async ({ demo }) => {
  await demo.becomeSignedIn();
  const events = demo.at('event-log').getByRole('listitem', { includeHidden: true });
  await expect(events).toHaveText([/^[\d:]+ core configure$/, /^[\d:]+ auth signedIn · username$/]);
});

test('shows a returning user the account, and no form', async ({ demo }) => {
  await demo.becomeSignedIn();
  await demo.page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { viewsSeen: seen });
    new MutationObserver(() => {
      for (const view of document.querySelectorAll<HTMLElement>('[id^=view-]'))
        if (!view.hidden && !seen.includes(view.id)) seen.push(view.id);
    }).observe(document, { attributes: true, childList: true, subtree: true });
  });
  await demo.page.reload();
  await expect(demo.at('account')).toBeVisible();
  expect(await demo.page.evaluate('viewsSeen')).toEqual(['view-starting', 'view-account']);
});

test('returns to an unfinished registration after a reload, without the password', async ({ demo }) => {
  await demo.open();
  await demo.register();
  await expect(demo.at('confirm-code')).toBeFocused();

  await demo.page.goto('about:blank');
  await demo.open();
  await expect(demo.at('confirm-username')).toHaveValue(person.username);
  await expect(demo.at('confirm-sent')).toContainText('m***@e***');
  expect(await storedText(demo)).not.toContain(person.password);

  await demo.confirm(firstCode);
  await expect(demo.at('signin-password')).toBeFocused();
});

test('sends a new code on request, which confirms the account', async ({ demo, cognito }) => {
  await demo.open();
  await demo.register();
  await demo.at('confirm-resend').click();
  await expect(demo.at('notice')).toHaveText('A new code is on its way.');
  const replaced = await cognito.nextCode();
  const code = await cognito.nextCode();
  expect(code).not.toBe(replaced);
  // Copied codes may contain spaces.
  await demo.confirm(` ${code.slice(0, 3)} ${code.slice(3)} `);
  await expect(demo.at('notice')).toContainText('Your account is confirmed.');
});

test('leads an unconfirmed user from sign-in to the code', async ({ demo }) => {
  await demo.open();
  await demo.register();
  await demo.at('confirm-code').waitFor();
  await demo.goTo('sign-in');
  await demo.signIn();
  await expect(demo.at('notice')).toContainText('not confirmed yet');
  await demo.confirm(firstCode);
  await expect(demo.at('signin-password')).toBeFocused();
});

test('tells a user whose password was reset what to do', async ({ demo, cognito }) => {
  await demo.open('sign-in');
  await cognito.fault({ operation: 'InitiateAuth', kind: 'error', type: 'PasswordResetRequiredException' });
  await demo.signIn();
  await expect(demo.at('notice')).toContainText('must reset your password');
});

test('goes back through the steps with the Back button', async ({ demo }) => {
  await demo.open();
  await demo.register();
  await expect(demo.at('confirm-code')).toBeVisible();
  await demo.page.goBack();
  await expect(demo.at('register-username')).toBeVisible();
});

test('signs out everywhere, and reports when Cognito fails', async ({ demo, cognito }) => {
  await demo.becomeSignedIn();
  await demo.at('signout-global').click();
  await expect(demo.at('notice')).toContainText('here and on every other device');
  expect(await cognito.operations()).toContain('GlobalSignOut');

  await demo.signIn();
  await demo.at('account').waitFor();
  await cognito.fault({ operation: 'RevokeToken', kind: 'error', type: 'InternalErrorException', times: 9 });
  await demo.at('signout').click();
  await expect(demo.at('notice')).toContainText('could not revoke the refresh token (InternalErrorException)');
  await expect(demo.at('signin-username')).toBeVisible();

  await cognito.clearFaults();
  await demo.signIn();
  await demo.at('account').waitFor();
  await cognito.fault({ operation: 'GlobalSignOut', kind: 'error', type: 'InternalErrorException', times: 9 });
  await demo.at('signout-global').click();
  await expect(demo.at('notice')).toContainText('the other devices are still signed in (InternalErrorException)');
});

test('reports an expired session', async ({ demo, cognito }) => {
  await demo.becomeSignedIn();
  await cognito.fault({ operation: '*', kind: 'error', type: 'NotAuthorizedException', times: 9 });
  await demo.at('refresh').click();
  await expect(demo.at('notice')).toHaveText('Your session has expired. Sign in again.');
  await expect(demo.at('event-log')).toContainText('tokenRefresh_failure · NotAuthorizedException');
  await expect(demo.at('event-log')).toContainText('sessionExpired');
});

test('follows a sign-out and a sign-in in another tab', async ({ demo, context }) => {
  await demo.becomeSignedIn();
  const other = new DemoPage(await context.newPage(), demo.url);
  await other.open();
  await other.at('signout').click();
  await expect(demo.at('notice')).toHaveText('You are no longer signed in.');
  await other.signIn();
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('counts down the lifetime of the tokens', async ({ demo }) => {
  await demo.page.clock.install();
  await demo.becomeSignedIn();
  const access = demo.at('access-token-life');
  await expect(access).toContainText(/59:\d\d|1:00:00/);
  await demo.page.clock.fastForward('30:00');
  await expect(access).toContainText(/29:\d\d|30:00/);
  const progress = access.getByRole('progressbar');
  expect(Number(await progress.getAttribute('value'))).toBeLessThanOrEqual(1800);
  await demo.page.clock.fastForward('31:00');
  await expect(access).toContainText('expired');
  await expect(demo.at('id-token-life')).toContainText('expired');
});

test('never shows or logs a password, token or key, or puts one into the address', async ({ demo }) => {
  await demo.becomeSignedIn();
  await demo.at('refresh').click();
  await expect(demo.at('notice')).toBeVisible();
  const tokens = await demo.page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => /Token$/i.test(key))
      .map(([, value]) => String(value)),
  );
  expect(tokens).toHaveLength(3);
  const visible = [await demo.page.content(), demo.page.url(), ...demo.consoleLines].join('\n');
  for (const secret of [...tokens, person.password, 'secret-', 'session-1', 'ASIATEST'])
    expect(visible).not.toContain(secret);
});

async function storedText(demo: DemoPage): Promise<string> {
  return demo.page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
}

/** The demo's "A bad day" for everybody: themes, phones, keyboards and screen readers. */
import { bringAxe, violations } from './axe.js';
import { type DemoPage, person } from './demo-page.js';
import { haveAccount } from './demo-person.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';

async function beginSignedIn(demo: DemoPage, cognito: LocalCognito): Promise<void> {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('bad-day').waitFor();
  await demo.at('decisions').waitFor();
}

/** Goes through the states of the card, and calls `visit` in each. */
async function visitStates(
  demo: DemoPage,
  cognito: LocalCognito,
  visit: (state: string) => Promise<void>,
): Promise<void> {
  await beginSignedIn(demo, cognito);
  await visit('a good day');
  await demo.at('ask-session').click();
  await expect(demo.at('session-report')).toContainText('active');
  await visit('an active session');
  await demo.at('requests-proxy-page').check();
  await demo.at('bad-day-hour').click();
  await expect(demo.page.getByRole('status')).toHaveText('An hour has passed.');
  await demo.at('ask-session').click();
  await expect(demo.at('session-report')).toContainText('stale');
  await expect(demo.at('decision-list')).toContainText('Kept the session');
  await visit('a stale session');
  await demo.page.route('**/_test/clock', (route) => route.fulfill({ status: 500 }));
  await demo.at('bad-day-hour').click();
  await expect(demo.at('error-bad-day')).not.toBeEmpty();
  await visit('an error');
  await demo.at('ask-signout').click();
  await demo.at('signin-username').waitFor();
  await expect(demo.at('bad-day')).toBeVisible();
  await visit('signed out with trouble');
}

test.beforeEach(({ demo }) => demo.beginAt('break'));

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on a bad day in the ${colorScheme} theme`, async ({ demo, cognito }) => {
    await bringAxe(demo.page);
    await demo.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of [1280, 390]) {
      await demo.page.setViewportSize({ width, height: 800 });
      await visitStates(demo, cognito, async (state) => {
        expect(await violations(demo.page), `${state}, ${String(width)} pixels`).toEqual([]);
      });
      await demo.page.unrouteAll();
      await demo.page.evaluate(() => {
        sessionStorage.clear();
      });
      await demo.page.goto('about:blank');
      await cognito.userPools('AdminDeleteUser', { UserPoolId: 'us-east-1_SeedPool1', Username: person.username });
    }
  });

test('a bad day fits a phone of 320 pixels without scrolling sideways', async ({ demo, cognito }) => {
  await demo.page.setViewportSize({ width: 320, height: 640 });
  await visitStates(demo, cognito, async (state) => {
    const width = await demo.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, state).toBeLessThanOrEqual(320);
  });
});

test('a bad day can be made, asked about and ended with the keyboard', async ({ demo, cognito }) => {
  await beginSignedIn(demo, cognito);
  const { keyboard } = demo.page;
  const status = demo.page.getByRole('status');
  await demo.focus('tab-break');
  await keyboard.press('Tab');
  await expect(demo.at('requests-none')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(demo.at('requests-offline')).toBeChecked();
  await expect(status).toHaveText('Requests to Cognito: Offline.');
  await keyboard.press('Tab');
  await expect(demo.at('clock-right')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(status).toHaveText('The clock of this page: Three hours ahead.');
  for (const stop of ['bad-day-hour', 'bad-day-tab', 'bad-day-clear', 'bad-day-end', 'ask-session']) {
    await keyboard.press('Tab');
    await expect(demo.at(stop)).toBeFocused();
  }
  await keyboard.press('Enter');
  await expect(status).toContainText(
    `Status: stale: still signed in, but the tokens have expired. User: ${person.username}.`,
  );
  await expect(demo.at('ask-session')).toBeFocused();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Space');
  await expect(status).toHaveText('All trouble has ended.');
  await expect(demo.at('requests-none')).toBeChecked();
  await expect(demo.at('bad-day-end')).toBeFocused();
  for (const stop of ['ask-session', 'ask-refresh', 'ask-stale', 'ask-signout', 'decision-list', 'decisions-copy']) {
    await keyboard.press('Tab');
    await expect(demo.at(stop)).toBeFocused();
  }
});

test('every control has a name and says what it does', async ({ demo, cognito }) => {
  await beginSignedIn(demo, cognito);
  const requests = demo.page.getByRole('group', { name: 'Requests to Cognito' });
  await expect(requests.getByRole('radio')).toHaveCount(6);
  await expect(requests.getByRole('radio', { name: 'Throttling' })).toHaveAccessibleDescription(/429.*stay signed in/);
  const clock = demo.page.getByRole('group', { name: 'The clock of this page' });
  await expect(clock.getByRole('radio', { name: 'Three hours behind' })).toHaveAccessibleDescription(/notice nothing/);
  const events = demo.page.getByRole('list', { name: 'Time, tabs and storage' });
  await expect(events.getByRole('link', { name: 'Open a second tab in a new tab' })).toBeVisible();
  const actions = demo.page.getByRole('group', { name: 'What does the session say?' });
  await expect(actions.getByRole('button')).toHaveText([
    'Ask for the session',
    'Refresh now',
    'Answer from storage',
    'Sign out',
  ]);
  await expect(demo.page.getByRole('list', { name: 'What the session decided' }).getByRole('listitem')).toHaveCount(1);
});

/** The demo's messages appear where the user is. */
import type { DemoPage } from './demo-page.js';
import { person } from './demo-page.js';
import { haveAccount } from './demo-person.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';

async function openSignedIn(demo: DemoPage, cognito: LocalCognito): Promise<void> {
  await haveAccount(cognito, { nickname: 'Ana' });
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('attribute-nickname').waitFor();
}

test.beforeEach(({ demo }) => demo.beginAt('break'));

for (const [device, width, height] of [
  ['phone', 375, 667],
  ['wide screen', 1280, 600],
] as const)
  test(`a notice is in view far down the account on a ${device}`, async ({ demo, cognito }) => {
    await demo.page.setViewportSize({ width, height });
    await openSignedIn(demo, cognito);
    await demo.at('change-password').click();
    await demo.at('change-password-oldPassword').fill(person.password);
    await demo.at('change-password-newPassword').fill('AnotherPassword1');
    await demo.at('change-password-submit').click();
    await expect(demo.at('notice')).toHaveText('Your password has been changed.');
    await expect(demo.at('account-username')).not.toBeInViewport();
    await expect(demo.at('notice')).toBeInViewport({ ratio: 1 });
    await demo.at('bad-day-end').scrollIntoViewIfNeeded();
    await expect(demo.at('notice')).toBeInViewport({ ratio: 1 });
  });

test('a problem of the whole page is in view where it is caused', async ({ demo, cognito }) => {
  await demo.page.setViewportSize({ width: 375, height: 667 });
  await openSignedIn(demo, cognito);
  await cognito.advanceClock(3_700_000);
  await demo.page.clock.install({ time: Date.now() + 3_700_000 });
  await demo.at('requests-offline').check();
  await demo.at('ask-refresh').click();
  await demo.at('refresh').evaluate((button: HTMLElement) => {
    button.click();
  });
  await expect(demo.at('banner')).toBeInViewport({ ratio: 1 });
  await expect(demo.at('account-username')).not.toBeInViewport();
});

test('a notice can be closed with the keyboard', async ({ demo, cognito }) => {
  await openSignedIn(demo, cognito);
  await demo.at('refresh').click();
  await expect(demo.at('notice')).toBeVisible();
  await expect(demo.page.getByRole('button', { name: 'Close this message' })).toBeVisible();
  await demo.at('notice-close').press('Enter');
  await expect(demo.at('notice')).toBeHidden();
  await expect(demo.page.locator('main')).toBeFocused();
});

test('what gets the focus is not hidden behind a notice', async ({ demo, cognito }) => {
  await demo.page.setViewportSize({ width: 375, height: 667 });
  await openSignedIn(demo, cognito);
  await demo.at('refresh').click();
  await expect(demo.at('notice')).toBeVisible();
  await demo.at('bad-day-end').focus();
  for (let presses = 0; presses < 12; presses += 1) {
    await demo.page.keyboard.press('Shift+Tab');
    const isCovered = await demo.page.evaluate(() => {
      const { bottom = 0 } = document.querySelector('#notice')?.getBoundingClientRect() ?? {};
      const focused = document.activeElement?.getBoundingClientRect();
      return focused !== undefined && focused.bottom <= bottom;
    });
    expect(isCovered).toBe(false);
  }
});

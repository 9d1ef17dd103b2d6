import { bringAxe, violations } from './axe.js';
import type { DemoPage } from './demo-page.js';
import { firstCode, person } from './demo-page.js';
import { expect, test } from './fixtures.js';

/** Goes through every state of the page, and calls `visit` in each. */
async function visitStates(demo: DemoPage, visit: (state: string) => Promise<void>): Promise<void> {
  await demo.open();
  await demo.at('register-username').waitFor();
  await visit('registration');
  await demo.at('register-submit').click();
  await visit('registration with errors');
  await demo.register();
  await demo.at('confirm-code').waitFor();
  await visit('confirmation');
  await demo.confirm('000000');
  await expect(demo.at('error-confirm-code')).not.toBeEmpty();
  await visit('confirmation with an error');
  await demo.confirm(firstCode);
  await demo.at('signin-password').waitFor();
  await visit('sign-in after confirmation');
  await demo.signIn(person.username, 'wrong password');
  await expect(demo.at('error-signin-password')).not.toBeEmpty();
  await visit('sign-in with an error');
  await demo.signIn();
  await demo.at('account').waitFor();
  await visit('account');
  await demo.at('refresh').click();
  await demo.at('notice').waitFor();
  await visit('account after a refresh');
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the ${colorScheme} theme`, async ({ demo }) => {
    await bringAxe(demo.page);
    await demo.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await visitStates(demo, async (state) => {
      expect(await violations(demo.page), state).toEqual([]);
    });
    await demo.page.route('**/amplifyconfiguration.json', (route) => route.abort());
    await demo.page.reload();
    await demo.at('banner').waitFor();
    expect(await violations(demo.page), 'banner').toEqual([]);
  });

test('fits a phone of 320 pixels without scrolling sideways', async ({ demo }) => {
  await demo.page.setViewportSize({ width: 320, height: 640 });
  await visitStates(demo, async (state) => {
    const width = await demo.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, state).toBeLessThanOrEqual(320);
  });
});

test('can be used with only the keyboard', async ({ demo }) => {
  const { keyboard } = demo.page;
  await demo.open();
  await demo.at('register-username').waitFor();
  await keyboard.press('Tab');
  await expect(demo.page.getByText('Skip to main content')).toBeFocused();
  await keyboard.press('Enter');
  const field = demo.at('register-username');
  for (let presses = 0; presses < 6 && !(await isFocused(field)); presses += 1) await keyboard.press('Tab');
  await keyboard.type(person.username);
  await keyboard.press('Tab');
  await keyboard.type(person.email);
  await keyboard.press('Tab');
  await keyboard.type(person.password);
  await keyboard.press('Enter');

  await expect(demo.at('confirm-code')).toBeFocused();
  await keyboard.type(firstCode);
  await keyboard.press('Enter');

  await expect(demo.at('signin-password')).toBeFocused();
  await keyboard.type(person.password);
  await keyboard.press('Tab');
  await expect(demo.at('signin-password-reveal')).toBeFocused();
  await keyboard.press('Space');
  await expect(demo.at('signin-password')).toHaveAttribute('type', 'text');
  await keyboard.press('Enter');

  await expect(demo.page.getByRole('heading', { name: `Hello, ${person.username}` })).toBeFocused();
  await keyboard.press('Tab');
  await expect(demo.at('refresh')).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await expect(demo.at('signin-username')).toBeFocused();
});

test('announces what happens', async ({ demo }) => {
  const status = demo.page.getByRole('status');
  await demo.open();
  await demo.register();
  await demo.confirm(firstCode);
  await expect(status).toHaveText('Your account is confirmed. You can sign in now.');
});

test('names the fields for password managers and one-time codes', async ({ demo }) => {
  await demo.open();
  const purposes = {
    'register-username': 'username',
    'register-email': 'email',
    'register-password': 'new-password',
    'confirm-code': 'one-time-code',
    'signin-username': 'username webauthn',
    'signin-password': 'current-password webauthn',
  };
  for (const [field, purpose] of Object.entries(purposes))
    await expect(demo.at(field)).toHaveAttribute('autocomplete', purpose);
  await expect(demo.at('confirm-code')).toHaveAttribute('inputmode', 'numeric');
});

test('keeps a chosen theme, and follows the system otherwise', async ({ demo }) => {
  await demo.page.emulateMedia({ colorScheme: 'light' });
  await demo.open();
  const background = (): Promise<string> => demo.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await demo.page.emulateMedia({ colorScheme: 'dark' });
  const dark = await background();
  expect(dark).not.toBe(light);

  const toggle = demo.page.getByRole('button', { name: 'Dark theme' });
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await toggle.click();
  await expect(toggle).toHaveAttribute('aria-pressed', 'false');
  expect(await background()).toBe(light);
  await demo.page.reload();
  expect(await background()).toBe(light);
});

async function isFocused(locator: ReturnType<DemoPage['at']>): Promise<boolean> {
  return locator.evaluate((node) => node === document.activeElement);
}

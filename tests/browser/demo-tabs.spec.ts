/** The tabs of the demo: one subject at a time beside the box of the sign-in. */
import { bringAxe, violations } from './axe.js';
import { haveAccount } from './demo-person.js';
import { expect, test } from './fixtures.js';

const shown = { useInnerText: true };

const all = ['race', 'srp', 'requests', 'api', 'break', 'log', 'pool'] as const;

test('shows one subject, and the one that was chosen after a reload', async ({ demo }) => {
  await demo.open();
  await expect(demo.page.getByRole('tabpanel')).toHaveAccessibleName('Race');
  await demo.tab('log');
  await expect(demo.page.getByRole('tabpanel')).toHaveAccessibleName('Log');
  await demo.page.reload();
  await expect(demo.at('tab-log')).toHaveAttribute('aria-selected', 'true');
  await expect(demo.at('event-log')).toBeVisible();
});

test('is operated with arrows, Home and End, and is one stop of the Tab key', async ({ demo }) => {
  await demo.open();
  const { keyboard } = demo.page;
  await demo.focus('tab-race');
  for (const [key, name] of [
    ['ArrowRight', 'SRP'],
    ['End', 'Pool settings'],
    ['ArrowRight', 'Race'],
    ['ArrowLeft', 'Pool settings'],
    ['Home', 'Race'],
  ] as const) {
    await keyboard.press(key);
    await expect(demo.page.getByRole('tab', { name, exact: true })).toBeFocused();
    await expect(demo.page.getByRole('tabpanel')).toHaveAccessibleName(name);
  }
  await keyboard.press('Tab');
  await expect(demo.at('race-start')).toBeFocused();
});

test('says what will be there as long as nothing is', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  const panel = demo.page.getByRole('tabpanel');
  await demo.tab('srp');
  await expect(panel).toHaveText(
    'Sign in with a password: the steps of the proof appear here, with their numbers.',
    shown,
  );
  await demo.tab('break');
  await expect(panel).toHaveText('Sign in first. Then you can give the session a bad day here.', shown);
  await demo.signIn();
  await expect(panel).toContainText('A bad day', shown);
  await expect(panel).not.toContainText('Sign in first', shown);
  await demo.tab('srp');
  await expect(panel).toContainText('The browser sends A', shown);
});

test('offers nothing that only a local Cognito has when the pool is in the cloud', async ({ demo, cognito }) => {
  const file = JSON.stringify(await cognito.mobileConfiguration());
  const text = file.replaceAll(/,"(userPool|identityPool)Endpoint":"[^"]*"/g, '');
  expect(text).not.toContain('Endpoint');
  await demo.page.route('**/amplifyconfiguration.json', (route) =>
    route.fulfill({ contentType: 'application/json', body: text }),
  );
  await demo.open();
  await expect(demo.at('tab-requests')).toBeVisible();
  for (const name of ['race', 'pool'] as const) await expect(demo.at(`tab-${name}`)).toBeHidden();
  await expect(demo.page.getByRole('tab', { selected: true })).toHaveCount(1);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing in any tab in the ${colorScheme} theme, and each fits a phone`, async ({ demo, cognito }) => {
    await bringAxe(demo.page);
    await demo.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await haveAccount(cognito);
    await demo.open('sign-in');
    await demo.signIn();
    await demo.at('attribute-email').waitFor();
    for (const width of [1280, 375, 320]) {
      await demo.page.setViewportSize({ width, height: 800 });
      for (const name of all) {
        await demo.tab(name);
        expect.soft(await violations(demo.page), `${name}, ${String(width)} pixels`).toEqual([]);
        const scrolled = await demo.page.evaluate(() => document.documentElement.scrollWidth);
        expect.soft(scrolled, `${name}, ${String(width)} pixels`).toBeLessThanOrEqual(width);
      }
    }
  });

/** The demo's sign-in at Cognito's pages for everybody: themes, phones, keyboards and screen readers. */
import { bringAxe, violations } from './axe.js';
import type { DemoPage } from './demo-page.js';
import { chooseMode, continueAs, openWithPages, progress } from './demo-web-ui.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';

type Visit = (state: string) => Promise<void>;

/** Goes through the states of the page, and calls `visit` in each. */
async function visitStates(demo: DemoPage, cognito: LocalCognito, visit: Visit): Promise<void> {
  await openWithPages(demo, cognito);
  await visit('sign-in with providers');
  await chooseMode(demo, 'silent');
  await demo.at('web-ui-pages').click();
  await expect(demo.at('error-web-ui')).not.toBeEmpty();
  await visit('a silent sign-in that was refused');
  await chooseMode(demo, 'redirect');
  await demo.at('web-ui-Google').click();
  await demo.page.getByRole('button', { name: 'Cancel' }).click();
  await demo.at('notice').waitFor();
  await visit('a cancelled sign-in');
  await demo.at('web-ui-Company').click();
  await continueAs(demo.page, 'Ana Souza');
  await demo.at('attribute-email').waitFor();
  await visit('signed in with a provider');
  await demo.at('signout').click();
  await expect(demo.at('notice')).toHaveText('You are signed out, here and at Cognito’s pages.');
  await visit('signed out at the pages');
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1280, 390])
    test(`axe finds nothing in the ${colorScheme} theme with ${String(width)} pixels`, async ({ demo, cognito }) => {
      await bringAxe(demo.page);
      await demo.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await demo.page.setViewportSize({ width, height: 800 });
      await visitStates(demo, cognito, async (state) => {
        expect(await violations(demo.page), state).toEqual([]);
      });
    });

test('axe finds nothing where the user pool has no domain', async ({ demo }) => {
  await bringAxe(demo.page);
  await demo.page.emulateMedia({ reducedMotion: 'reduce' });
  await demo.open('sign-in');
  await demo.openOptions();
  await demo.at('web-ui-missing').waitFor();
  expect(await violations(demo.page)).toEqual([]);
});

test('fits a phone of 320 pixels without scrolling sideways', async ({ demo, cognito }) => {
  await demo.page.setViewportSize({ width: 320, height: 640 });
  await visitStates(demo, cognito, async (state) => {
    const width = await demo.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, state).toBeLessThanOrEqual(320);
  });
});

test('can be used with only the keyboard, and names its parts', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  const { keyboard } = demo.page;
  await demo.openOptions();
  await demo.focus('web-ui-mode-redirect');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await expect(demo.at('web-ui-mode-silent')).toBeFocused();
  await expect(demo.page.getByRole('group', { name: 'Show Cognito’s pages' })).toHaveAccessibleDescription(/already/);
  await demo.focus('web-ui-pages');
  await expect(demo.page.getByRole('button', { name: 'Continue on Cognito’s pages' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(demo.page.getByRole('alert').filter({ hasText: 'Nobody is signed in' })).toBeVisible();
  await expect(demo.at('web-ui-pages')).toBeFocused();
  const steps = demo.page.getByRole('region', { name: 'The sign-in at Cognito’s pages has ended' });
  await expect(steps.getByRole('listitem').filter({ hasText: /^Not done: The pages came back/ })).toBeVisible();
  expect(await progress(demo)).toContain('wrong');
});

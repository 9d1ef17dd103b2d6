import { bringAxe, violations } from './axe.js';
import { haveAccount } from './demo-person.js';
import type { DemoPage } from './demo-page.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';

type Visit = (state: string) => Promise<void>;

/** The steps of a sign-in. */
async function visitSteps(demo: DemoPage, cognito: LocalCognito, visit: Visit): Promise<void> {
  await haveAccount(cognito);
  await cognito.switchPool({ passwordless: true, customChallenge: true });
  await demo.open('sign-in');
  await demo.tab('pool');
  await demo.at('administrator').locator('summary').click();
  await demo.at('invite-submit').click();
  await visit('sign-in with a choice, and the pool settings');
  await demo.at('signin-username').fill(person.username);
  await demo.at('signin-submit').click();
  await demo.at('choice-PASSWORD').waitFor();
  await visit('choice of the first factor');
  await demo.at('choice-PASSWORD').click();
  await demo.at('challenge-submit').click();
  await visit('password with an error');
  await demo.at('challenge-restart').click();
  await demo.choose('flow', 'CUSTOM_WITHOUT_SRP');
  await demo.at('signin-submit').click();
  await demo.at('challenge-answer').waitFor();
  await visit('custom challenge');
  await demo.goTo('sign-in');
  await demo.choose('flow', 'USER_SRP_AUTH');
  await demo.at('signin-forgotten').click();
  await visit('forgotten password');
  await demo.at('reset-submit').click();
  await demo.at('new-password-code').waitFor();
  await cognito.nextCode();
  await visit('code and new password');

  await cognito.switchPool({ passwordless: false, mfa: 'ON' });
  await demo.page.reload();
  await demo.goTo('sign-in');
  await demo.signIn();
  await demo.at('choice-TOTP').click();
  await demo.at('totp-secret').waitFor();
  await visit('authenticator app in the sign-in');
  await demo.at('challenge-restart').click();
  await demo.signIn();
  await demo.at('choice-EMAIL').click();
  await demo.answer(person.email);
  await expect(demo.at('challenge-title')).toHaveText('Check your e-mail');
  await visit('code by e-mail');
  await demo.answer(await cognito.nextCode());
  await demo.at('account').waitFor();
}

/** The parts of the account page, including those that unfold. */
async function visitAccount(demo: DemoPage, cognito: LocalCognito, visit: Visit): Promise<void> {
  await haveAccount(cognito, { phone_number: '+15555550123' });
  await cognito.switchPool({ devices: 'opt-in' });
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('device').waitFor();
  await demo.tab('pool');
  await demo.at('pool-mfa-OPTIONAL').check();
  await demo.at('pool-passwordless-true').check();
  await demo.at('passkeys-empty').waitFor();
  await demo.at('totp-begin').click();
  await demo.at('totp-secret').waitFor();
  await demo.at('change-password').click();
  await demo.at('change-password-submit').click();
  await demo.at('attribute-add').click();
  await demo.at('attribute-email').getByTestId('attribute-edit').click();
  await visit('account with everything open');
  await demo.at('attribute-phone_number').getByTestId('attribute-verify').click();
  await demo.at('attribute-code-code').waitFor();
  await visit('account with a code for the phone');
  await demo.at('delete-account').click();
  await visit('dialogue before the account is deleted');
}

for (const [name, walk] of Object.entries({ 'the steps of a sign-in': visitSteps, 'the account': visitAccount })) {
  for (const colorScheme of ['light', 'dark'] as const)
    test(`axe finds nothing in ${name}, ${colorScheme} theme`, async ({ demo, cognito }) => {
      await bringAxe(demo.page);
      await demo.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await walk(demo, cognito, async (state) => {
        expect.soft(await violations(demo.page), state).toEqual([]);
      });
    });

  test(`${name} fits a phone of 320 pixels`, async ({ demo, cognito }) => {
    await demo.page.setViewportSize({ width: 320, height: 640 });
    await walk(demo, cognito, async (state) => {
      const width = await demo.page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(width, state).toBeLessThanOrEqual(320);
    });
  });
}

test('a sign-in with two steps works without a mouse', async ({ demo, cognito }) => {
  const { keyboard } = demo.page;
  await haveAccount(cognito);
  await cognito.switchPool({ mfa: 'ON' });
  await demo.open('sign-in');
  await demo.focus('signin-username');
  await keyboard.type(person.username);
  await keyboard.press('Enter');
  await expect(demo.at('signin-password')).toBeFocused();
  await keyboard.type(person.password);
  await keyboard.press('Enter');
  await expect(demo.page.getByRole('heading', { name: 'Set up a second factor' })).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await expect(demo.at('choice-EMAIL')).toBeFocused();
  await keyboard.press('Enter');
  await expect(demo.at('challenge-answer')).toBeFocused();
  await keyboard.type(person.email);
  await keyboard.press('Enter');
  await expect(demo.page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible();
  await expect(demo.at('challenge-answer')).toBeFocused();
  await keyboard.type(await cognito.nextCode());
  await keyboard.press('Enter');
  await expect(demo.page.getByRole('heading', { name: `Hello, ${person.username}` })).toBeFocused();
});

import { haveAccount } from './demo-person.js';
import { expect, test } from './fixtures.js';

const switches = {
  'pool-mfa-ON': { mfa: 'ON' },
  'pool-passwordless-true': { passwordless: true },
  'pool-devices-always': { devices: 'always' },
  'pool-customChallenge-true': { customChallenge: true },
};

test.beforeEach(({ demo }) => demo.beginAt('pool'));

test('changes the settings of the local pool, and shows them after a reload', async ({ demo, cognito }) => {
  await demo.open();
  for (const [testId, setting] of Object.entries(switches)) {
    await demo.at(testId).check();
    await expect.poll(() => cognito.poolSwitches()).toMatchObject(setting);
  }
  await demo.page.reload();
  for (const testId of Object.keys(switches)) await expect(demo.at(testId)).toBeChecked();
});

test('can be changed with the keyboard', async ({ demo, cognito }) => {
  await demo.open();
  await demo.focus('pool-mfa-OFF');
  await demo.page.keyboard.press('ArrowRight');
  await expect(demo.at('pool-mfa-OPTIONAL')).toBeFocused();
  await expect(demo.page.getByRole('status')).toHaveText('Second factor: Optional.');
  await expect.poll(() => cognito.poolSwitches()).toMatchObject({ mfa: 'OPTIONAL' });
  await expect(demo.page.getByRole('group', { name: 'Second factor' })).toHaveAccessibleDescription(/e-mail/);
});

test('immediately shows what the pool offers a signed-in user', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('attribute-email').waitFor();
  for (const card of ['mfa-card', 'passkeys-card', 'devices-card']) await expect(demo.at(card)).toBeHidden();
  await demo.at('pool-mfa-OPTIONAL').check();
  await expect(demo.at('mfa-EMAIL')).toBeVisible();
  await demo.at('pool-passwordless-true').check();
  await expect(demo.at('passkeys-empty')).toBeVisible();
  await demo.at('pool-devices-always').check();
  await expect(demo.at('devices-empty')).toBeVisible();
  await demo.at('pool-mfa-OFF').check();
  await expect(demo.at('mfa-card')).toBeHidden();
});

test('is hidden if the pool has no such settings', async ({ demo }) => {
  await demo.page.route('**/_test/pool*', (route) => route.fulfill({ status: 404, body: '' }));
  const answer = demo.page.waitForResponse('**/_test/pool*');
  await demo.open();
  await demo.at('register-username').waitFor();
  await answer;
  await expect(demo.at('pool-settings')).toBeHidden();
});

test('reports that the local Cognito is not responding', async ({ demo }) => {
  await demo.open();
  await demo.at('pool-settings').waitFor();
  await demo.page.route('**/_test/pool*', (route) => route.abort());
  await demo.at('pool-mfa-ON').click();
  await expect(demo.at('error-pool-settings')).toHaveText('The local Cognito is not responding.');
  await expect(demo.at('pool-mfa-OFF')).toBeChecked();
});

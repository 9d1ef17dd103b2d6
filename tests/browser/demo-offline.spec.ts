/** The demo without a connection, and what "Try again" brings back. */
import { person } from './demo-page.js';
import { haveAccount } from './demo-person.js';
import { expect, test } from './fixtures.js';

test('says offline while there is no connection', async ({ demo, cognito }) => {
  await demo.becomeSignedIn();
  await demo.page.context().setOffline(true);
  await demo.at('refresh').click();
  await expect(demo.at('banner')).toContainText('You are offline');
  await expect(demo.at('banner')).not.toContainText('npm start');
  await demo.at('signout').click();
  await demo.signIn();
  await expect(demo.at('error-signin')).toContainText('You are offline.');
  await demo.page.context().setOffline(false);
  await demo.signIn();
  await expect(demo.at('account-username')).toHaveText(person.username);
  expect(await cognito.operations()).toContain('InitiateAuth');
});

test('says offline when a bad day takes the connection', async ({ demo }) => {
  await demo.becomeSignedIn();
  await demo.tab('break');
  await demo.at('requests-offline').check();
  await demo.at('ask-refresh').click();
  await demo.at('refresh').click();
  await expect(demo.at('banner')).toContainText('You are offline');
});

test('“Try again” loads the cards and the settings that could not be loaded', async ({ demo, cognito }) => {
  await demo.beginAt('pool');
  await cognito.switchPool({ mfa: 'OPTIONAL' });
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('attribute-email').waitFor();
  await demo.page.route(`${cognito.origin}/`, (route) => route.abort('connectionrefused'));
  await demo.page.route(`${cognito.origin}/_test/**`, (route) => route.abort('connectionrefused'));
  await demo.page.reload();
  await expect(demo.at('error-attributes')).not.toBeEmpty();
  await expect(demo.at('error-mfa-card')).not.toBeEmpty();
  await expect(demo.at('pool-settings')).toBeHidden();

  await demo.page.unrouteAll();
  await demo.at('banner-action').click();
  await expect(demo.at('banner')).toBeHidden();
  await expect(demo.at('attribute-email')).toBeVisible();
  await expect(demo.at('error-attributes')).toBeEmpty();
  await expect(demo.at('mfa-SMS')).toBeVisible();
  await expect(demo.at('pool-settings')).toBeVisible();
  await expect(demo.at('pool-mfa-OPTIONAL')).toBeChecked();
});

test('“Try again” starts the page without loading it anew', async ({ demo }) => {
  await demo.page.route('**/amplifyconfiguration.json', (route) => route.abort('connectionrefused'));
  await demo.open();
  await expect(demo.at('banner')).toBeVisible();
  await demo.page.evaluate(() => {
    document.documentElement.dataset.same = 'page';
  });
  await demo.page.unroute('**/amplifyconfiguration.json');
  await demo.at('banner-action').click();
  await expect(demo.at('register-username')).toBeVisible();
  await expect(demo.at('banner')).toBeHidden();
  await expect(demo.page.locator('html')).toHaveAttribute('data-same', 'page');
});

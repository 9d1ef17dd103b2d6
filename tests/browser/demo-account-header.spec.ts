/** The head of the account and its lists say what is so now. */
import type { DemoPage } from './demo-page.js';
import { person } from './demo-page.js';
import { haveAccount } from './demo-person.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';

async function openAccount(demo: DemoPage, cognito: LocalCognito): Promise<void> {
  await haveAccount(cognito, { nickname: 'Ana' });
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('attribute-email').waitFor();
}

test.beforeEach(({ demo }) => demo.beginAt('break'));

test('the head of the account follows a changed address', async ({ demo, cognito }) => {
  await openAccount(demo, cognito);
  await expect(demo.at('account-email')).toHaveText(person.email);
  await demo.at('attribute-email').getByTestId('attribute-edit').click();
  await demo.at('attribute-value').fill('new@email.com');
  await demo.at('attribute-submit').click();
  await demo.at('attribute-code-code').fill(await cognito.nextCode());
  await demo.at('attribute-code-submit').click();
  await expect(demo.at('account-email')).toHaveText('new@email.com');
  // The ID token still has the former one.
  await demo.at('ask-session').click();
  await expect(demo.at('session-report')).toContainText('active');
  await expect(demo.at('account-email')).toHaveText('new@email.com');
});

test('what cannot be deleted offers no Delete', async ({ demo, cognito }) => {
  await openAccount(demo, cognito);
  await expect(demo.at('attribute-nickname').getByTestId('attribute-delete')).toBeVisible();
  await expect(demo.at('attribute-email').getByTestId('attribute-edit')).toBeVisible();
  await expect(demo.at('attribute-email').getByTestId('attribute-delete')).toHaveCount(0);
  await expect(demo.at('attribute-sub').getByTestId('attribute-delete')).toHaveCount(0);
});

test('a wrong clock does not make valid tokens look expired', async ({ demo, cognito }) => {
  await openAccount(demo, cognito);
  await demo.at('clock-ahead').check();
  await demo.at('ask-session').click();
  await expect(demo.at('session-report')).toContainText('active');
  for (const token of ['access-token-life', 'id-token-life']) {
    await expect(demo.at(token)).not.toContainText('expired');
    await expect(demo.at(token)).toContainText(/59:\d\d|1:00:00/);
  }
});

test('a device has a name for people', async ({ demo, cognito }) => {
  await cognito.switchPool({ devices: 'always' });
  await openAccount(demo, cognito);
  await expect(demo.at('device')).toContainText('Chrome on Linux');
  await expect(demo.at('device')).not.toContainText('Mozilla');
});

test('an emoji is the initial of a name that begins with one', async ({ demo, cognito }) => {
  const username = '🙂ana';
  await cognito.userPools('AdminCreateUser', {
    UserPoolId: 'us-east-1_SeedPool1',
    Username: username,
    MessageAction: 'SUPPRESS',
    UserAttributes: [{ Name: 'email', Value: person.email }],
  });
  await cognito.userPools('AdminSetUserPassword', {
    UserPoolId: 'us-east-1_SeedPool1',
    Username: username,
    Password: person.password,
    Permanent: true,
  });
  await demo.open('sign-in');
  await demo.signIn(username);
  await expect(demo.at('account-username')).toHaveText(username);
  await expect(demo.page.locator('#account-initial')).toHaveText('🙂');
});

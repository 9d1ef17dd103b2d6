/** The demo offers the factors that the user has, and says which one is missing. */
import type { DemoPage } from './demo-page.js';
import { person } from './demo-page.js';
import { haveAccount } from './demo-person.js';
import { expect, test } from './fixtures.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

test.beforeEach(async ({ cognito, demo }) => {
  await cognito.switchPool({ passwordless: true });
  await haveAccount(cognito);
  // Without autofill, so that the dialog is the only way.
  await demo.page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
});

async function beginWith(demo: DemoPage, preferred: string): Promise<void> {
  await demo.at('signin-username').fill(person.username);
  await demo.choose('preferred', preferred);
  await demo.at('signin-submit').click();
}

const offered = (demo: DemoPage) => demo.at('challenge-view').locator('[data-testid^=choice-]');

test('says that an account has no passkey, and offers what it has', async ({ demo }) => {
  await addVirtualAuthenticator(demo.page);
  await demo.open('sign-in');
  await beginWith(demo, 'WEB_AUTHN');
  await expect(demo.at('error-challenge')).toHaveText('This account has no passkey. Choose another way.');
  await expect(demo.at('choice-WEB_AUTHN')).toHaveCount(0);
  await expect(offered(demo)).toHaveCount(3);
});

test('says that an account has no phone number', async ({ demo }) => {
  await demo.open('sign-in');
  await beginWith(demo, 'SMS_OTP');
  await expect(demo.at('error-challenge')).toContainText('no confirmed phone number');
  await expect(demo.at('choice-SMS_OTP')).toHaveCount(0);
});

test('offers the factors of the user, and no others, after a passkey that is not on this device', async ({ demo }) => {
  const authenticator = await addVirtualAuthenticator(demo.page);
  await demo.open('sign-in');
  await beginWith(demo, '');
  await demo.at('choice-PASSWORD').click();
  await demo.answer(person.password);
  await demo.at('passkey-add').click();
  await expect(demo.at('passkey')).toHaveCount(1);
  await demo.at('signout').click();
  await authenticator.setPresence(false);
  await beginWith(demo, 'WEB_AUTHN');
  await expect(demo.at('error-challenge')).toContainText('this device has none for the account');
  await expect(demo.at('choice-SMS_OTP')).toHaveCount(0);
  await expect(offered(demo)).toHaveCount(4);
  await demo.at('choice-PASSWORD_SRP').click();
  await demo.answer(person.password);
  await expect(demo.at('account-username')).toHaveText(person.username);
});

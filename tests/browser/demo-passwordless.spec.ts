import { haveAccount } from './demo-person.js';
import type { DemoPage } from './demo-page.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

test.beforeEach(async ({ cognito }) => {
  await cognito.switchPool({ passwordless: true });
});

/** Fills in and submits the sign-in form, without a password. */
async function beginWith(demo: DemoPage, preferred: string): Promise<void> {
  await demo.at('signin-username').fill(person.username);
  await demo.choose('preferred', preferred);
  await demo.at('signin-submit').click();
}

/** Signs in with the password, adds a passkey, and signs out. */
async function addPasskey(demo: DemoPage): Promise<void> {
  await demo.open('sign-in');
  await beginWith(demo, '');
  await demo.at('choice-PASSWORD').click();
  await demo.answer(person.password);
  await demo.at('passkey-add').click();
  await expect(demo.at('passkey')).toHaveCount(1);
  await demo.at('signout').click();
}

test('registers and signs in without a password', async ({ demo, cognito }) => {
  await demo.open();
  await expect(demo.page.getByText('A password is optional.')).toBeVisible();
  await demo.at('register-autoSignIn').check();
  await demo.register({ ...person, password: '' as typeof person.password });
  await demo.at('confirm-code').waitFor();
  await demo.confirm(await cognito.nextCode());
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('lets the user choose a code by e-mail', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await expect(demo.at('signin-password')).toBeHidden();
  await beginWith(demo, '');
  await expect(demo.at('challenge-title')).toHaveText('How do you want to sign in?');
  await expect(demo.at('choice-WEB_AUTHN')).toHaveCount(0);
  await demo.at('choice-EMAIL_OTP').click();
  await demo.answer(await cognito.nextCode());
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('starts with the preferred code', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await beginWith(demo, 'EMAIL_OTP');
  await expect(demo.at('challenge-title')).toHaveText('Check your e-mail');
});

test('lets the user choose the password, also after a wrong one', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await beginWith(demo, '');
  await demo.at('choice-PASSWORD_SRP').click();
  await demo.answer('wrong password');
  await expect(demo.at('error-challenge-answer')).toContainText('Incorrect username or password');
  await demo.answer(person.password);
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('signs in with a passkey, or with another factor if the passkey is rejected', async ({ demo, cognito }) => {
  const authenticator = await addVirtualAuthenticator(demo.page);
  await haveAccount(cognito);
  // Without autofill, so that the dialog is the only way.
  await demo.page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await addPasskey(demo);
  await beginWith(demo, 'WEB_AUTHN');
  await demo.at('account').waitFor();
  await demo.at('signout').click();

  await authenticator.setPresence(false);
  await beginWith(demo, 'WEB_AUTHN');
  await expect(demo.at('error-challenge')).toContainText('No passkey was used');
  await demo.at('choice-WEB_AUTHN').click();
  await expect(demo.at('error-challenge')).toContainText('No passkey was used');
  await demo.at('choice-PASSWORD').click();
  await demo.answer(person.password);
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('retries a cancelled passkey', async ({ demo, cognito }) => {
  const authenticator = await addVirtualAuthenticator(demo.page);
  await haveAccount(cognito);
  await demo.page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await addPasskey(demo);
  await authenticator.setPresence(false);
  await beginWith(demo, 'WEB_AUTHN');
  await expect(demo.at('error-challenge')).toContainText('No passkey was used');
  await authenticator.setPresence(true);
  await demo.at('choice-WEB_AUTHN').click();
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('signs in with the passkey that the browser suggests for a known username', async ({ demo, cognito }) => {
  await addVirtualAuthenticator(demo.page);
  await haveAccount(cognito);
  await demo.page.addInitScript(() => {
    const { credentials } = navigator;
    const get = credentials.get.bind(credentials);
    credentials.get = (request) => {
      document.documentElement.dataset.mediation = String(request?.mediation);
      return get(request);
    };
  });
  await addPasskey(demo);
  await demo.at('signin-username').fill(person.username);
  await demo.page.keyboard.press('Tab');
  await expect(demo.at('account-username')).toHaveText(person.username);
  await expect(demo.page.locator('html')).toHaveAttribute('data-mediation', 'conditional');
});

test('withdraws the suggestion when the user signs in another way', async ({ demo, cognito }) => {
  await addVirtualAuthenticator(demo.page);
  await haveAccount(cognito);
  await addPasskey(demo);
  await demo.page.evaluate(() => {
    navigator.credentials.get = (request) =>
      new Promise((_, reject) => {
        const tell = (text: string): void => {
          document.documentElement.dataset.suggestion = text;
        };
        request?.signal?.addEventListener('abort', () => {
          tell('taken back');
          reject(new DOMException('aborted', 'AbortError'));
        });
        tell('offered');
      });
  });
  await demo.at('signin-username').fill(person.username);
  await demo.page.keyboard.press('Tab');
  const root = demo.page.locator('html');
  await expect(root).toHaveAttribute('data-suggestion', 'offered');
  await beginWith(demo, 'EMAIL_OTP');
  await expect(root).toHaveAttribute('data-suggestion', 'taken back');
  await demo.answer(await cognito.nextCode());
  await expect(demo.at('account-username')).toHaveText(person.username);
});

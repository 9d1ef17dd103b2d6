/** What the demo says instead of the service's own words. */
import { person } from './demo-page.js';
import { haveAccount } from './demo-person.js';
import { expect, test } from './fixtures.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

test('says plainly that a username has no spaces', async ({ demo }) => {
  await demo.open();
  await demo.register({ ...person, username: 'ana souza' as typeof person.username });
  await expect(demo.at('error-register-username')).toHaveText(
    'A username can have letters, digits and signs, but no spaces.',
  );
  await demo.goTo('confirm');
  await demo.at('confirm-username').fill('ana souza');
  await demo.confirm('123456');
  await expect(demo.at('error-confirm-username')).toContainText('no spaces');
  await demo.goTo('sign-in');
  await demo.at('signin-forgotten').click();
  await demo.at('reset-username').fill('ana souza');
  await demo.at('reset-submit').click();
  await expect(demo.at('error-reset-username')).toContainText('no spaces');
});

test('says plainly how long a username may be', async ({ demo }) => {
  await demo.open();
  await demo.register({ ...person, username: 'a'.repeat(129) as typeof person.username });
  await expect(demo.at('error-register-username')).toHaveText('Enter at most 128 characters.');
});

test('says for how long wrong passwords lock an account', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await cognito.setClock(1_700_000_000_000);
  await cognito.fault({
    operation: 'RespondToAuthChallenge',
    kind: 'error',
    type: 'NotAuthorizedException',
    message: 'Password attempts exceeded',
  });
  await demo.open('sign-in');
  await demo.signIn();
  await expect(demo.at('error-signin')).toContainText('locked for a second at first');
  await expect(demo.at('error-signin')).toContainText('up to 15 minutes');
});

test('says for how long wrong codes keep a user from confirming', async ({ demo, cognito }) => {
  await demo.open();
  await demo.register();
  await demo.at('confirm-code').waitFor();
  await cognito.fault({
    operation: 'ConfirmSignUp',
    kind: 'error',
    type: 'LimitExceededException',
    message: 'Attempt limit exceeded, please try after some time.',
  });
  await demo.confirm('000000');
  await expect(demo.at('error-confirm')).toHaveText('Too many attempts. Wait 15 minutes, then try again.');
});

test('does not speak of attempts when there are too many passkeys', async ({ demo, cognito }) => {
  await addVirtualAuthenticator(demo.page);
  await cognito.switchPool({ passwordless: true });
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.choose('flow', 'USER_SRP_AUTH');
  await demo.signIn();
  await demo.at('passkeys-empty').waitFor();
  await cognito.fault({
    operation: 'CompleteWebAuthnRegistration',
    kind: 'error',
    type: 'LimitExceededException',
    message: 'The user has the maximum number of passkeys.',
  });
  await demo.at('passkey-add').click();
  await expect(demo.at('error-passkeys-card')).toHaveText('The user has the maximum number of passkeys.');
});

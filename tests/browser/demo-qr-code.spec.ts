/** Setting up an authenticator app on a phone. */
import { authenticatorApp, haveAccount } from './demo-person.js';
import type { DemoPage } from './demo-page.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

test.beforeEach(async ({ demo }) => {
  await demo.page.setViewportSize({ width: 375, height: 667 });
});

async function expectCodeInView(demo: DemoPage): Promise<void> {
  await expect(demo.at('totp-qr-code')).toBeInViewport({ ratio: 1 });
  await expect(demo.at('totp-open')).toBeInViewport({ ratio: 1 });
  await expect(demo.at('totp-open')).toHaveText('Open in app');
  const address = String(await demo.at('totp-open').getAttribute('href'));
  expect(address).toMatch(new RegExp(`^otpauth://totp/.*${person.username}.*secret=${authenticatorApp.secret}`));
}

test('the QR code is in view on a phone during a sign-in, and opens in the app', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await cognito.switchPool({ mfa: 'ON' });
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('choice-TOTP').click();
  await expectCodeInView(demo);
});

test('the QR code is in view on a phone in the account, and opens in the app', async ({ demo, cognito }) => {
  await cognito.switchPool({ mfa: 'OPTIONAL' });
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('totp-begin').click();
  await expectCodeInView(demo);
  await demo.at('totp-code').fill('000000');
  await demo.at('totp-submit').click();
  await expect(demo.at('error-totp-code')).toContainText('Wrong code');
});

import type { Page } from '@playwright/test';
import { expect, test } from 'cognito-wasm-local/playwright';

// The requests of the pages arrive at a Cognito of this test run, whichever address `public/auth-config.json` names.
test.use({ cognitoOptions: { users: [{ username: 'jane', password: 'Password123', email: 'jane@example.com' }] } });

const anHourMs = 60 * 60 * 1000;

async function signIn(page: Page, password: string) {
  await page.goto('/');
  await page.getByLabel('User name').fill('jane');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a user stays signed in after a reload', async ({ page }) => {
  await signIn(page, 'Password123');
  await expect(page.getByRole('status')).toHaveText('Signed in as jane');
  await page.reload();
  await expect(page.getByRole('status')).toHaveText('Signed in as jane');
});

test('a user stays signed in while the tokens cannot be refreshed', async ({ signedInPage, cognito }) => {
  const page = await signedInPage('jane');
  // The tokens have expired by then.
  await page.clock.setFixedTime(Date.now() + 2 * anHourMs);
  cognito.cognito.faults.add({ kind: 'status', status: 503, times: 100 });
  await page.goto('/');
  await expect(page.getByRole('status')).toHaveText('Signed in as jane');
});

test('a sign-out ends the session', async ({ signedInPage }) => {
  const page = await signedInPage('jane');
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('a wrong password is refused', async ({ page }) => {
  await signIn(page, 'Password124');
  await expect(page.getByRole('alert')).toHaveText('The user name or the password is wrong.');
});

test('an outage does not look like a wrong password', async ({ page, cognito }) => {
  cognito.cognito.faults.add({ kind: 'status', status: 503, times: 100 });
  await signIn(page, 'Password123');
  await expect(page.getByRole('alert')).toHaveText('That did not work. Please try again.');
  cognito.cognito.faults.clear();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('status')).toHaveText('Signed in as jane');
});

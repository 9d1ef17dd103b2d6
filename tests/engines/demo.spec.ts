import { person } from '../browser/demo-page.js';
import { expect, test } from './fixtures.js';

const at = (testId: string): string => `[data-testid="${testId}"]`;

test('the demo walks from registration to sign-out', async ({ openTab, site, cognito }) => {
  const demo = await openTab();
  const text = (testId: string) => expect.poll(() => demo.text(at(testId)));
  const shown = (testId: string) => expect.poll(() => demo.isShown(at(testId)));
  const url = `${site}/?cognito=${cognito.origin}`;
  await demo.goto(url);
  await shown('register-username').toBe(true);
  await demo.fill(at('register-username'), person.username);
  await demo.fill(at('register-email'), person.email);
  await demo.fill(at('register-password'), person.password);
  await demo.click(at('register-submit'));

  await text('confirm-sent').toBe('We sent a code to m***@e***.');
  await demo.fill(at('confirm-code'), await cognito.nextCode());
  await demo.click(at('confirm-submit'));

  await shown('signin-password').toBe(true);
  await text('signin-who').toBe(person.username);
  await demo.fill(at('signin-password'), person.password);
  await demo.click(at('signin-submit'));

  await text('account-username').toBe(person.username);
  await text('session-facts').toContain('us-east-1:aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee');
  await demo.click(at('tab-log'));
  await text('console-log').toContain('"isSignedIn":true');
  await text('event-log').toContain('signedIn · username');

  await demo.reload();
  await text('account-username').toBe(person.username);
  await demo.click(at('refresh'));
  await text('notice').toBe('Tokens and credentials have been refreshed.');
  await text('event-log').toContain('tokenRefresh');

  // It stays in view, and may be before the button.
  await demo.click(at('notice-close'));
  await demo.click(at('signout'));
  await text('notice').toBe('You are signed out on this device.');
  await shown('signin-username').toBe(true);
  await demo.reload();
  await shown('signin-username').toBe(true);
  expect(await demo.isShown(at('account'))).toBe(false);
});

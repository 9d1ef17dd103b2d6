/** The race of aws-amplify and this package in the demo. */
import { bringAxe, violations } from './axe.js';
import { haveAccount, useSecondFactors, withPhone } from './demo-person.js';
import { type DemoPage, person } from './demo-page.js';
import { expect, test } from './fixtures.js';

test('lets both libraries sign in, and leaves the page’s session alone', async ({ demo, cognito }) => {
  await demo.becomeSignedIn();
  const stored = (): Promise<string[]> => demo.page.evaluate(() => Object.keys(localStorage).sort());
  const before = await stored();
  const events = await demo.at('event-log').getByRole('listitem', { includeHidden: true }).count();
  const requests = await demo.at('timeline-entry').count();
  await cognito.clearJournal();
  await demo.at('race-start').click();
  await expect(demo.at('race-result')).toContainText(
    /(aws-amplify|cognito-wasm) took [\d.]+ ms, (aws-amplify|cognito-wasm) [\d.]+ ms: [\d.]+ times as long/,
  );
  for (const library of ['aws-amplify', 'cognito-wasm'])
    await expect(demo.at(`race-${library}`)).toContainText(
      /First sign-in[\d.]+ ms.*computing [\d.]+ ms.*for 2 requests.*Later, the middle one[\d.]+ ms/s,
    );
  const proofs = (await cognito.operations()).filter((operation) => operation === 'RespondToAuthChallenge');
  expect(proofs).toHaveLength(10);
  await expect(demo.at('account-username')).toHaveText(person.username);
  expect(await stored()).toEqual(before);
  await expect(demo.at('event-log').getByRole('listitem', { includeHidden: true })).toHaveCount(events);
  await expect(demo.at('timeline-entry')).toHaveCount(requests);
});

const unfinished = (demo: DemoPage): Promise<[string, string][]> =>
  demo.page.evaluate(() => Object.entries<string>({ ...sessionStorage }).sort());

test('leaves a sign-in alone that waits for a code, also after a reload', async ({ demo, cognito }) => {
  await haveAccount(cognito, withPhone);
  await cognito.switchPool({ mfa: 'OPTIONAL' });
  await useSecondFactors(cognito, 'SMS');
  await demo.open('sign-in');
  await demo.signIn();
  await expect(demo.at('challenge-title')).toHaveText('Check your messages');
  const before = await unfinished(demo);
  expect(before.map(([name]) => name)).toContain('CognitoSignInState.signInSession');
  await demo.at('race-start').click();
  await expect(demo.at('race-result')).toContainText('times as long');
  expect(await unfinished(demo)).toEqual(before);
  await demo.page.reload();
  await expect(demo.at('challenge-title')).toHaveText('Check your messages');
  await demo.answer(await cognito.nextCode());
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('ends if the pool asks for more than a password, and stores nothing of that', async ({ demo, cognito }) => {
  await haveAccount(cognito, withPhone);
  await cognito.switchPool({ mfa: 'ON' });
  await useSecondFactors(cognito, 'SMS');
  await demo.open('sign-in');
  await demo.signIn();
  await expect(demo.at('challenge-title')).toHaveText('Check your messages');
  const before = await unfinished(demo);
  await demo.at('race-start').click();
  await expect(demo.at('error-race')).toHaveText(/^The pool asks for more than a password/);
  await expect(demo.at('race-result')).toBeEmpty();
  expect(await unfinished(demo)).toEqual(before);
  await demo.answer(await cognito.nextCode());
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('counts the delay of a slow phone, and says what is simulated', async ({ demo }) => {
  await demo.open();
  await expect(demo.at('race')).toContainText('each request waits 150 ms longer, and computing time counts 4 times');
  await demo.at('race-slow').check();
  await demo.at('race-start').click();
  await expect(demo.at('race-result')).toContainText('times as long');
  for (const library of ['aws-amplify', 'cognito-wasm']) {
    const text = await demo.at(`race-${library}`).innerText();
    const waits = [...text.matchAll(/waiting (\d+) ms/g)].map(([, ms]) => Number(ms));
    expect(waits).toHaveLength(2);
    // Timers may be early by a fraction of a millisecond.
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(299);
  }
});

test('shows a problem where the race is, and can begin again', async ({ demo, cognito }) => {
  await demo.open();
  await demo.at('race-start').waitFor();
  await cognito.fault({ operation: 'InitiateAuth', kind: 'error', type: 'NotAuthorizedException', message: 'No.' });
  await demo.at('race-start').click();
  await expect(demo.at('error-race')).not.toBeEmpty();
  await demo.at('race-start').click();
  await expect(demo.at('race-result')).toContainText('times as long');
  await expect(demo.at('error-race')).toBeEmpty();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing after a race in the ${colorScheme} theme, and it fits a phone`, async ({ demo }) => {
    await bringAxe(demo.page);
    await demo.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await demo.page.setViewportSize({ width: 375, height: 800 });
    await demo.open();
    await demo.at('race-start').focus();
    await demo.page.keyboard.press('Enter');
    await expect(demo.at('race-result')).toContainText('times as long');
    await expect(demo.at('race-start')).toBeFocused();
    expect(await violations(demo.page)).toEqual([]);
    expect(await demo.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  });

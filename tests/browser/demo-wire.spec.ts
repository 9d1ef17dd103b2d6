/** The cards that show what the library sends: SRP step by step, and the requests to Cognito. */
import { createHash } from 'node:crypto';
import { bringAxe, violations } from './axe.js';
import { firstCode, person } from './demo-page.js';
import { expect, test } from './fixtures.js';

/** As Cognito hashes a number: with a zero before a first bit that would be a sign. */
function signed(hex: string): Buffer {
  const digits = BigInt(`0x${hex}`).toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

test.beforeEach(({ demo }) => demo.beginAt('requests'));

test('shows the real numbers of the last proof, shortened, and the time of each step', async ({ demo, cognito }) => {
  await demo.becomeSignedIn();
  const steps = demo.at('srp-step');
  await expect(steps).toHaveCount(5);
  const requests = await cognito.requests();
  const bodyOf = (operation: string): Record<string, Record<string, string>> =>
    requests.filter((request) => request.operation === operation).at(-1)?.body as never;
  const A = bodyOf('InitiateAuth')['AuthParameters']?.['SRP_A'] ?? '';
  const M1 = bodyOf('RespondToAuthChallenge')['ChallengeResponses']?.['PASSWORD_CLAIM_SIGNATURE'] ?? '';
  await expect(steps.nth(0)).toContainText(`A${A.slice(0, 12)}…${A.slice(-6)} (`);
  await expect(steps.nth(3)).toContainText(`M1${M1.slice(0, 12)}…${M1.slice(-6)} (256 bits)`);
  await expect(steps.nth(4)).toContainText('Cognito has accepted the proof');
  for (const step of [0, 1, 3, 4]) await expect(steps.nth(step)).toContainText(/\d+\.\d ms/);
  for (const step of [0, 1, 3]) await expect(steps.nth(step)).toContainText('Never sent');
  expect(await demo.at('srp').innerText()).not.toContain(person.password);
});

test('mixes A and B as both sides do', async ({ demo }) => {
  let B = '';
  demo.page.on('response', (response) => {
    if (response.request().method() !== 'POST') return;
    response
      .json()
      .then((body: { ChallengeParameters?: { SRP_B?: string } }) => (B = body.ChallengeParameters?.SRP_B ?? B))
      .catch(() => undefined);
  });
  let A = '';
  demo.page.on('request', (request) => {
    const body = request.postData() ?? '';
    A = /"SRP_A":"([\da-f]+)"/i.exec(body)?.[1] ?? A;
  });
  await demo.becomeSignedIn();
  await expect(demo.at('srp-step')).toHaveCount(5);
  await expect.poll(() => B).not.toBe('');
  const u = createHash('sha256').update(signed(A)).update(signed(B)).digest('hex');
  await expect(demo.at('srp-step').nth(2)).toContainText(`u${u.slice(0, 12)}…${u.slice(-6)} (256 bits)`);
});

test('says that a wrong password was refused', async ({ demo }) => {
  await demo.becomeSignedIn();
  await demo.at('signout').click();
  await demo.signIn(person.username, 'a wrong password');
  await expect(demo.at('srp-step').nth(4)).toContainText('Cognito has refused the proof');
});

test('lists the requests with what was sent, what was kept secret, and the code', async ({ demo }) => {
  await demo.becomeSignedIn();
  const entries = demo.at('timeline-entry');
  await expect(entries.filter({ hasText: 'RespondToAuthChallenge' })).toHaveCount(1);
  const opened = async (operation: string): Promise<ReturnType<typeof demo.at>> => {
    const entry = entries.filter({ hasText: operation }).first();
    await entry.locator('summary').click();
    return entry;
  };
  const signUp = await opened('SignUp');
  await expect(signUp).toContainText('Usernameusername');
  await expect(signUp).toContainText('Passwordnot shown here');
  await expect(signUp).toContainText('await signUp({');
  const challenge = await opened('InitiateAuth');
  await expect(challenge).toContainText('Kept secret');
  await expect(challenge).toContainText('The password, and the number a.');
  const proof = await opened('RespondToAuthChallenge');
  await expect(proof).toContainText('AuthenticationResult.AccessTokennot shown here');
  await expect(proof.getByRole('button', { name: 'Copy the code for RespondToAuthChallenge' })).toBeVisible();
});

test('keeps passwords, codes and tokens out of the page', async ({ demo }) => {
  await demo.becomeSignedIn();
  await demo.at('refresh').click();
  await expect(demo.at('timeline-entry').filter({ hasText: 'GetTokensFromRefreshToken' })).toHaveCount(1);
  const tokens = await demo.page.evaluate(() =>
    Object.entries(localStorage).flatMap(([key, value]) => (/token$/i.test(key) ? [value] : [])),
  );
  expect(tokens.length).toBeGreaterThanOrEqual(3);
  const text = await demo.at('timeline').textContent();
  for (const secret of [person.password, firstCode, ...tokens]) expect(text).not.toContain(secret);
  for (const token of tokens) expect(text).not.toContain(token.slice(0, 24));
});

test('tells what the tokens say, and shows no token', async ({ demo }) => {
  await demo.becomeSignedIn();
  const access = demo.at('access-token-claims');
  await access.locator('summary').click();
  await expect(access).toContainText('token_useaccess what kind of token it is');
  await expect(access).toContainText(/exp\w+ \d.* when it expires/);
  const id = demo.at('id-token-claims');
  await id.locator('summary').click();
  await expect(id).toContainText(`email${person.email} an attribute of the user`);
  await demo.at('refresh').click();
  await demo.at('notice').waitFor();
  await expect(access).toHaveAttribute('open');
  const tokens = await demo.page.evaluate(() =>
    Object.entries(localStorage).flatMap(([key, value]) => (/token$/i.test(key) ? [value] : [])),
  );
  const text = await demo.at('token-claims').textContent();
  for (const token of tokens) for (const part of token.split('.')) expect(text).not.toContain(part.slice(0, 24));
  await demo.at('signout').click();
  await demo.at('signin-username').waitFor();
  await expect(demo.at('token-claims')).toBeEmpty();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing with everything opened, in the ${colorScheme} theme, and it fits a phone`, async ({
    demo,
  }) => {
    await bringAxe(demo.page);
    await demo.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await demo.page.setViewportSize({ width: 375, height: 800 });
    await demo.becomeSignedIn();
    await expect(demo.at('srp-step')).toHaveCount(5);
    for (const place of ['timeline-entry', 'token-claims'])
      for (const summary of await demo.at(place).locator('summary').all()) await summary.click();
    expect(await violations(demo.page)).toEqual([]);
    expect(await demo.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  });

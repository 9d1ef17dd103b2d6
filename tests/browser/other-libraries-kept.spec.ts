/** What this package, Amplify 6 and amazon-cognito-identity-js keep for each other beside the tokens. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';
import { jane, janesKey, type LibraryName, openLibraries, register, storedItems } from './session-libraries.js';
import { hour } from './signed-in.js';

const others = ['aws-amplify', 'amazon-cognito-identity-js'] as const;

async function passTime(page: Page, cognito: LocalCognito, milliseconds: number): Promise<void> {
  await cognito.advanceClock(milliseconds);
  await page.clock.fastForward(milliseconds);
}

/** The device keys in the answers to the challenges of a sign-in. */
async function namedDevices(cognito: LocalCognito): Promise<unknown[]> {
  const steps = (await cognito.requests()).filter(({ operation }) => operation === 'RespondToAuthChallenge');
  return steps.map(({ body }) => (body.ChallengeResponses as Readonly<Record<string, unknown>>).DEVICE_KEY);
}

const pairs = others.flatMap((other): [LibraryName, LibraryName][] => [
  ['cognito-wasm', other],
  [other, 'cognito-wasm'],
]);

for (const [first, second] of pairs) {
  for (const inCookies of [false, true]) {
    const where = inCookies ? 'cookies' : 'localStorage';

    test(`${second} uses the device that ${first} remembered in ${where}`, async ({ page, harness, cognito }) => {
      await page.clock.install();
      await register(cognito);
      await cognito.switchPool({ devices: 'always' });
      const library = await openLibraries(page, harness);
      const [one, two] = [library(first), library(second)];
      const config = cognito.resourcesConfig({ identityPoolId: undefined });
      for (const each of [one, two]) await each.use(config, inCookies ? each.name : undefined);

      await one.signIn();
      const deviceKey = (await storedItems(page, inCookies ? 'cognito-wasm' : undefined))[janesKey('deviceKey')];
      expect(deviceKey).toBeTruthy();
      const issued = await two.accessToken();
      // The refresh token is refused without the key of its device.
      await passTime(page, cognito, hour);
      const renewed = await two.accessToken();
      expect(renewed).not.toBe(issued);
      expect(await one.accessToken()).toBe(renewed);

      await two.signOut();
      await cognito.clearJournal();
      await two.signIn();
      expect(await namedDevices(cognito)).toEqual([deviceKey, deviceKey, deviceKey]);
      expect(await cognito.operations()).not.toContain('ConfirmDevice');
      expect(await one.username()).toBe(jane.username);
    });
  }
}

for (const inCookies of [false, true]) {
  test(`a session of the hosted UI stays one, in ${inCookies ? 'cookies' : 'localStorage'}`, async ({
    page,
    harness,
    cognito,
  }) => {
    await register(cognito);
    await page.route('https://login.example.test/**', (route) => route.fulfill({ body: 'Signed out' }));
    const library = await openLibraries(page, harness);
    const [amplify, ours] = [library('aws-amplify'), library('cognito-wasm')];
    const address = `${harness}/session-libraries.html`;
    const oauth = {
      domain: 'login.example.test',
      scopes: ['openid'],
      redirectSignIn: [address],
      redirectSignOut: [address],
      responseType: 'code',
    };
    const config = cognito.resourcesConfig({ identityPoolId: undefined, loginWith: { oauth } });
    for (const each of [amplify, ours]) await each.use(config, inCookies ? each.name : undefined);
    await amplify.signIn();
    // What Amplify stores after it has come back from Cognito's pages.
    const metadata = '{"oauthSignIn":true}';
    await page.evaluate(
      ([details, oauthMetadata, value, cookies]) => {
        if (cookies) {
          document.cookie = `${encodeURIComponent(details)}=; path=/; max-age=0`;
          document.cookie = `${encodeURIComponent(oauthMetadata)}=${encodeURIComponent(value)}; path=/`;
        } else {
          localStorage.removeItem(details);
          localStorage.setItem(oauthMetadata, value);
        }
      },
      [janesKey('signInDetails'), janesKey('oauthMetadata'), metadata, inCookies] as const,
    );

    expect(await ours.username()).toBe(jane.username);
    const renewed = await ours.accessToken(true);
    expect((await storedItems(page, inCookies ? 'cognito-wasm' : undefined))[janesKey('oauthMetadata')]).toBe(metadata);
    expect(await amplify.accessToken()).toBe(renewed);
    const left = page.waitForURL('https://login.example.test/logout?**');
    await amplify.signOut();
    await left;
  });
}

test('a library that counts the drift in seconds refreshes on a page whose clock is a few seconds slow', async ({
  page,
  harness,
  cognito,
}) => {
  await page.clock.install();
  await register(cognito);
  await cognito.advanceClock(3_000);
  const library = await openLibraries(page, harness);
  const [ours, older] = [library('cognito-wasm'), library('amazon-cognito-identity-js')];
  const config = cognito.resourcesConfig({ identityPoolId: undefined });
  for (const each of [ours, older]) await each.use(config);
  await ours.signIn();
  const issued = await older.accessToken();
  await passTime(page, cognito, hour + 5_000);
  expect(await older.accessToken()).not.toBe(issued);
  expect(await older.email()).toBe(jane.email);
});

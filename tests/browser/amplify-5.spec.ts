/**
 * Sessions as Amplify 5 stores them. It signs in with amazon-cognito-identity-js, and adds the user's attributes and a flag. Its
 * option `ssr` keeps a copy of everything in `localStorage`, and four items in cookies.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';
import { jane, janesKey, type Library, openLibraries, register, storedItems } from './session-libraries.js';
import { firstSub, hour } from './signed-in.js';

const flag = 'amplify-signin-with-hostedUI';
const device = ['deviceKey', 'deviceGroupKey', 'randomPasswordKey'].map((item) => janesKey(item)).sort();

/** Signs in as Amplify 5 does. Returns this package, which is not configured. */
async function signInWithAmplify5(page: Page, harness: string, cognito: LocalCognito, ssr = false): Promise<Library> {
  await page.clock.install();
  await register(cognito);
  await cognito.switchPool({ devices: 'always' });
  const library = await openLibraries(page, harness);
  const older = library('amazon-cognito-identity-js');
  await older.use(cognito.resourcesConfig());
  await older.signIn();
  const userData = { Username: jane.username, UserAttributes: [{ Name: 'sub', Value: firstSub }] };
  await page.evaluate(
    ([key, text, hostedUi, inCookies]) => {
      localStorage.setItem(key, text);
      localStorage.setItem(hostedUi, 'false');
      if (!inCookies) return;
      const shared = /\.(LastAuthUser|accessToken|idToken|refreshToken)$/;
      for (const [name, value] of Object.entries(localStorage)) {
        // The name is not encoded.
        if (shared.test(name)) document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; SameSite=Strict`;
      }
    },
    [janesKey('userData'), JSON.stringify(userData), flag, ssr] as const,
  );
  return library('cognito-wasm');
}

async function passTime(page: Page, cognito: LocalCognito): Promise<void> {
  await cognito.advanceClock(hour);
  await page.clock.fastForward(hour);
}

test('a session of Amplify 5 is continued, and ended without a trace but the device', async ({
  page,
  harness,
  cognito,
}) => {
  const ours = await signInWithAmplify5(page, harness, cognito);
  await ours.use(cognito.resourcesConfig());
  await cognito.clearJournal();
  expect(await ours.username()).toBe(jane.username);
  expect(await ours.email()).toBe(jane.email);
  expect(await cognito.operations()).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetUser']);
  await passTime(page, cognito);
  expect(await ours.email()).toBe(jane.email);
  await ours.signOut();
  expect(Object.keys(await page.evaluate(() => ({ ...localStorage }))).sort()).toEqual([...device].sort());
});

test('the cookies of Amplify 5 are continued, with the device after a move from localStorage', async ({
  page,
  harness,
  cognito,
}) => {
  const ours = await signInWithAmplify5(page, harness, cognito, true);
  // The code in docs/migrating-from-amplify.md.
  await page.evaluate(async () => {
    const storage = new cookieClasses['cognito-wasm']();
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith('CognitoIdentityServiceProvider.')) continue;
      const value = localStorage.getItem(key);
      if (value !== null && (await storage.getItem(key)) === null) await storage.setItem(key, value);
      localStorage.removeItem(key);
    }
  });
  expect(await storedItems(page)).toEqual({});
  await ours.use(cognito.resourcesConfig({ identityPoolId: undefined }), 'cognito-wasm');
  const issued = await ours.accessToken();
  expect(issued).toBeTruthy();
  await passTime(page, cognito);
  expect(await ours.email()).toBe(jane.email);
  expect(await ours.accessToken()).not.toBe(issued);
  await ours.signOut();
  expect(Object.keys(await storedItems(page, 'cognito-wasm')).sort()).toEqual(device);
});

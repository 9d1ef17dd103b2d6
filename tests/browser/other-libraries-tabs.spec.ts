/** This package in one tab and Amplify 6 or amazon-cognito-identity-js in the other, on the same stored session. */
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';
import { jane, type Library, type LibraryName, openLibraries, register, storedItems } from './session-libraries.js';

const others = ['aws-amplify', 'amazon-cognito-identity-js'] as const;
const pairs = others.flatMap((other): [LibraryName, LibraryName][] => [
  ['cognito-wasm', other],
  [other, 'cognito-wasm'],
]);

/** Waits until a tab sees what another one has stored, which can take a moment. */
async function expectUser(library: Library, username: string | undefined): Promise<void> {
  await expect.poll(() => library.username()).toBe(username);
}

async function anotherClient(cognito: LocalCognito): Promise<string> {
  const { userPoolId: UserPoolId } = seed;
  const created = await cognito.userPools('CreateUserPoolClient', { UserPoolId, ClientName: 'other' });
  return (created.UserPoolClient as { ClientId: string }).ClientId;
}

for (const inCookies of [false, true]) {
  const where = inCookies ? 'cookies' : 'localStorage';

  for (const [first, second] of pairs) {
    test(`${first} and ${second} notice each other's changes in ${where}`, async ({ context, harness, cognito }) => {
      await register(cognito);
      const [page, otherPage] = [await context.newPage(), await context.newPage()];
      const one = (await openLibraries(page, harness))(first);
      const two = (await openLibraries(otherPage, harness))(second);
      const config = cognito.resourcesConfig({ identityPoolId: undefined });
      for (const each of [one, two]) {
        await each.use(config, inCookies ? each.name : undefined);
        expect(await each.username()).toBeUndefined();
      }
      for (const [acting, watching] of [
        [one, two],
        [two, one],
      ] as const) {
        await acting.signIn();
        await expectUser(watching, jane.username);
        const renewed = await acting.accessToken(true);
        await expect.poll(() => watching.accessToken()).toBe(renewed);
        await acting.signOut();
        await expectUser(watching, undefined);
      }
    });

    test(`a second configuration of ${first} leaves the session of ${second} in ${where}`, async ({
      context,
      harness,
      cognito,
    }) => {
      await register(cognito);
      const [page, otherPage] = [await context.newPage(), await context.newPage()];
      const one = (await openLibraries(page, harness))(first);
      const two = (await openLibraries(otherPage, harness))(second);
      const config = cognito.resourcesConfig({ identityPoolId: undefined });
      const other = cognito.resourcesConfig({
        identityPoolId: undefined,
        userPoolClientId: await anotherClient(cognito),
      });
      for (const each of [one, two]) await each.use(config, inCookies ? each.name : undefined);
      await one.signIn();
      await expectUser(two, jane.username);
      const stored = await storedItems(otherPage, inCookies ? 'cognito-wasm' : undefined);
      const issued = await two.accessToken();

      await one.use(other, inCookies ? first : undefined);
      expect(await one.username()).toBeUndefined();
      await one.signIn();
      expect(await one.username()).toBe(jane.username);
      expect(await one.accessToken()).not.toBe(issued);
      await one.signOut();
      expect(await storedItems(page, inCookies ? 'cognito-wasm' : undefined)).toEqual(stored);
      expect(await two.accessToken()).toBe(issued);
      await one.use(config, inCookies ? first : undefined);
      expect(await one.accessToken()).toBe(issued);
    });
  }
}

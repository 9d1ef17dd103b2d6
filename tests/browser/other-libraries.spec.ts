/** This package, Amplify 6 and amazon-cognito-identity-js in one page, on the same stored session. */
import { expect, test } from './fixtures.js';
import {
  jane,
  janesKey,
  type LibraryName,
  openLibraries,
  type Place,
  register,
  storedItems,
} from './session-libraries.js';
import { hour } from './signed-in.js';

const others = ['aws-amplify', 'amazon-cognito-identity-js'] as const;
const refreshes = ['GetTokensFromRefreshToken', 'InitiateAuth'];

interface Case {
  readonly title: string;
  readonly first: LibraryName;
  readonly second: LibraryName;
  /** Where each library has the session; without it, in `localStorage`. */
  readonly places?: readonly [Place, Place];
}

/**
 * In `localStorage`, in `sessionStorage`, and in cookies of each library's own class and of one class. amazon-cognito-identity-js does not await the
 * promises that the classes of Amplify and this package return.
 */
function casesOf(first: LibraryName, second: LibraryName): Case[] {
  const classes = [first, second].filter(
    (name) => name === 'amazon-cognito-identity-js' || ![first, second].includes('amazon-cognito-identity-js'),
  );
  const title = (where: string) => `${second} continues a session of ${first} ${where}`;
  return [
    { title: title('in localStorage'), first, second },
    { title: title('in sessionStorage'), first, second, places: ['sessionStorage', 'sessionStorage'] },
    { title: title('in cookies, each with its own class'), first, second, places: [first, second] },
    ...classes.map((name): Case => ({ title: title(`in cookies of ${name}`), first, second, places: [name, name] })),
  ];
}

for (const { title, first, second, places } of others.flatMap((other) => [
  ...casesOf('cognito-wasm', other),
  ...casesOf(other, 'cognito-wasm'),
])) {
  test(title, async ({ page, harness, cognito }) => {
    await page.clock.install();
    await register(cognito);
    const library = await openLibraries(page, harness);
    const [one, two] = [library(first), library(second)];
    const config = cognito.resourcesConfig({ identityPoolId: undefined });
    await one.use(config, places?.[0]);
    await two.use(config, places?.[1]);
    expect([await one.username(), await two.username()]).toEqual([undefined, undefined]);

    await one.signIn();
    await cognito.clearJournal();
    expect(await two.username()).toBe(jane.username);
    const issued = await one.accessToken();
    expect(issued).toBeTruthy();
    expect(await two.accessToken()).toBe(issued);
    expect(await two.email()).toBe(jane.email);
    expect(await cognito.operations()).toEqual(['GetUser']);

    await cognito.advanceClock(hour);
    await page.clock.fastForward(hour);
    await cognito.clearJournal();
    expect(await two.email()).toBe(jane.email);
    const renewed = await two.accessToken();
    expect(renewed).not.toBe(issued);
    expect(await one.accessToken()).toBe(renewed);
    expect(await one.email()).toBe(jane.email);
    const operations = await cognito.operations();
    expect(operations.filter((operation) => refreshes.includes(operation))).toHaveLength(1);

    await two.signOut();
    expect([await one.username(), await two.username()]).toEqual([undefined, undefined]);
    // Libraries that know no sign-in details leave them.
    const left = second === 'amazon-cognito-identity-js' ? [janesKey('signInDetails')] : [];
    expect(Object.keys(await storedItems(page, places?.[0]))).toEqual(left);
  });
}

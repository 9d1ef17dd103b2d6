import { readFile } from 'node:fs/promises';
import type { App } from './app.js';
import { immediate, ofPages, requests, type Row, sessions, signers, withoutInput } from './bad-input-table.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { storedTokens } from './signed-in.js';
import { WebUi } from './web-ui.js';

/** The names of errors from the TypeScript part. */
const namesOfTypeScript = [
  'AlreadyConfiguredException',
  'ConfigurationFileException',
  'InvalidParameterException',
  'NoHubcallbackProvidedException',
  'PluginException',
];

/** The messages of `decodeJWT`. As in Amplify, its errors have no class of the package. */
const messagesOfDecodeJwt = ['Invalid token', 'Invalid token payload'];

/** The names that the package's own errors may have. An error called `Unknown` is a bug. */
async function knownNames(): Promise<string[]> {
  const table = await readFile(new URL('../../src/error/names.rs', import.meta.url), 'utf8');
  const names = [...table.matchAll(/^ {4}[A-Z_]+ = "(\w+)", [A-Z]/gm)].map(([, name]) => name ?? '');
  expect(names.length).toBeGreaterThan(40);
  return [...names, ...namesOfTypeScript, ...messagesOfDecodeJwt].filter((name) => name !== 'Unknown');
}

/** Counts how often the module starts: once, and again after each trap. The relaxed SIMD module imports nothing. */
async function countStarts(app: App): Promise<() => Promise<unknown>> {
  await app.page.addInitScript(() => {
    const { instantiate } = WebAssembly;
    let starts = 0;
    const counted = (module: WebAssembly.Module, imports?: WebAssembly.Imports): Promise<WebAssembly.Instance> => {
      if (imports) starts += 1;
      Object.assign(globalThis, { starts });
      return instantiate(module, imports);
    };
    Object.assign(WebAssembly, { instantiate: counted });
  });
  return () => app.page.evaluate('starts');
}

interface Tried {
  readonly calls: number;
  readonly wrong: string[];
}

/** Calls a function with every bad value in every place, and returns what is wrong with the outcomes. */
async function tryBadInputs(app: App, path: string, row: Row, options: object = {}): Promise<string[]> {
  const places = row.places.map((place) => place.split('.'));
  const tried = await app.page.evaluate(
    async ([given, names, script]) => {
      const { tryBadInputs: tryAll } = (await import(script)) as {
        tryBadInputs(row: unknown, names: readonly string[]): Promise<Tried>;
      };
      return tryAll(given, names);
    },
    [
      { ...row, path, places, onlyRefused: row.ends ?? false, ...options },
      await knownNames(),
      '/bad-input.js',
    ] as const,
  );
  expect(tried.calls).toBeGreaterThan(10);
  // A bug shows in many calls. A few of them are enough.
  return tried.wrong.slice(0, 5);
}

// Thousands of calls in one page, some with a megabyte, take time on a slow machine.
test.describe.configure({ timeout: 120_000 });

test('the table has every public function', async ({ app }) => {
  await app.open();
  const exported = await app.page.evaluate(() => {
    const paths = (owner: object, prefix: string): string[] =>
      Object.entries(owner).flatMap(([name, value]: [string, unknown]) => {
        if (typeof value === 'object' && value !== null) return paths(value, `${prefix}${name}.`);
        // Classes begin with a capital letter.
        return typeof value === 'function' && !/^[A-Z]/.test(name) ? [`${prefix}${name}`] : [];
      });
    return paths(harness.library, '');
  });
  // `Amplify.configure` has tests of its own, and the others take no input.
  const clears = 'credentialsAndIdentityIdProvider.clearCredentialsAndIdentityId';
  const others = ['Amplify.configure', 'Amplify.clearCredentials', clears, `Amplify.Auth.${clears}`];
  const tables = [requests, withoutInput, ofPages, signers].flatMap((table) => Object.keys(table));
  const functions = Array.from(new Set(tables));
  const rows = [...functions, ...Object.keys(sessions), ...Object.keys(immediate), ...others];
  // The methods of `Amplify.Auth` are the same functions.
  const methods = functions.map((name) => `Amplify.Auth.${name}`);
  expect(exported.sort()).toEqual([...rows, ...methods, 'Amplify.Auth.decodeJWT'].sort());
});

test('bad inputs are rejected while signed out', async ({ app }) => {
  const starts = await countStarts(app);
  await app.begin();
  const wrong: string[] = [];
  for (const [path, row] of Object.entries(requests).filter(([, { of }]) => of !== 'user'))
    wrong.push(...(await tryBadInputs(app, path, row)));
  expect(wrong).toEqual([]);
  expect(await starts()).toBe(1);
  expect(await app.localStorage()).toEqual({});
});

test('bad inputs are rejected while signed in, and the session does not change', async ({ app }) => {
  const starts = await countStarts(app);
  await app.beginSignedIn();
  // It stores the identity.
  await app.session();
  const before = await app.localStorage();
  const wrong: string[] = [];
  const rows = [
    ...Object.entries(requests).filter(([, { of }]) => of !== 'anyone'),
    ...Object.entries(sessions),
    ...Object.entries(withoutInput),
  ];
  for (const [path, row] of rows) {
    wrong.push(...(await tryBadInputs(app, path, row)));
    // It removes the identity, which the next session brings back.
    if (path === 'clearCredentials') await app.session();
    expect(await app.localStorage(), path).toEqual(before);
  }
  expect(wrong).toEqual([]);
  expect(await starts()).toBe(1);
  expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
  expect(await app.session()).toMatchObject({ isSignedIn: true });
  expect(await app.call('fetchUserAttributes')).toMatchObject({ email: person.email });
});

test('bad inputs of sign-ins at the pages are rejected, and the session does not change', async ({ app, cognito }) => {
  const starts = await countStarts(app);
  await app.page.addInitScript(() => {
    window.open = () => null;
  });
  // A page that is left nevertheless stays: there is nothing to show.
  await app.page.route(`${cognito.origin}/oauth2/authorize**`, (route) => route.fulfill({ status: 204 }));
  await WebUi.begin(app, cognito);
  await app.signIn();
  await app.session();
  const tokens = await storedTokens(app);
  const wrong: string[] = [];
  for (const [path, row] of Object.entries(ofPages)) {
    wrong.push(...(await tryBadInputs(app, path, row)));
    expect(await storedTokens(app), path).toEqual(tokens);
  }
  expect(wrong).toEqual([]);
  expect(await starts()).toBe(1);
  expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
});

test('bad inputs of the functions that sign requests are rejected', async ({ app }) => {
  const starts = await countStarts(app);
  await app.beginSignedIn();
  await app.session();
  const wrong: string[] = [];
  for (const [path, row] of Object.entries(signers)) wrong.push(...(await tryBadInputs(app, path, row)));
  expect(wrong).toEqual([]);
  expect(await starts()).toBe(1);
  expect(await app.session()).toMatchObject({ isSignedIn: true });
});

test('a sign-in can be completed after bad answers', async ({ app, cognito }) => {
  const starts = await countStarts(app);
  await app.begin();
  const { userPoolId: UserPoolId } = cognito.resourcesConfig().Auth.Cognito;
  // None of the bad values is a valid password under this policy.
  await cognito.userPools('UpdateUserPool', {
    UserPoolId,
    Policies: { PasswordPolicy: { MinimumLength: 8, RequireNumbers: true, RequireLowercase: true } },
  });
  await cognito.userPools('AdminCreateUser', {
    UserPoolId,
    Username: person.username,
    TemporaryPassword: person.password,
    UserAttributes: [{ Name: 'email', Value: person.email }],
  });
  expect(await app.signIn()).toMatchObject({
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED' },
  });
  const { confirmSignIn, ...others } = requests;
  expect(confirmSignIn).toBeDefined();
  const wrong: string[] = [];
  const refused: Row = { inputs: [{ challengeResponse: 'short' }], places: ['0', '0.challengeResponse', '0.options'] };
  wrong.push(...(await tryBadInputs(app, 'confirmSignIn', refused)));
  for (const path of ['getCurrentUser', 'updatePassword', 'confirmSignUp']) {
    const row = others[path];
    if (row) wrong.push(...(await tryBadInputs(app, path, row)));
  }
  expect(wrong).toEqual([]);
  expect(await starts()).toBe(1);
  expect(await app.call('confirmSignIn', { challengeResponse: 'Changed123' })).toMatchObject({ isSignedIn: true });
});

test('bad inputs of synchronous functions are rejected', async ({ app }) => {
  const starts = await countStarts(app);
  await app.page.addInitScript(() => {
    window.open = () => null;
  });
  await app.beginSignedIn();
  const tokens = await storedTokens(app);
  const wrong: string[] = [];
  for (const [path, row] of Object.entries(immediate)) {
    wrong.push(...(await tryBadInputs(app, path, row, { isSynchronous: true })));
  }
  expect(wrong).toEqual([]);
  expect(await starts()).toBe(1);
  expect(await storedTokens(app)).toEqual(tokens);
});

test('bad configurations are rejected, and a later good one finds the session', async ({ app, cognito }) => {
  const starts = await countStarts(app);
  await app.beginSignedIn();
  const before = await app.localStorage();
  const good = cognito.resourcesConfig();
  const pool = '0.Auth.Cognito';
  const places = [
    '0',
    '0.Auth',
    pool,
    `${pool}.userPoolId`,
    `${pool}.userPoolClientId`,
    `${pool}.userPoolEndpoint`,
    '1',
  ];
  const wrong = await tryBadInputs(app, 'Amplify.configure', { inputs: [good, {}], places });
  const files: Row = { inputs: [undefined, { file: './none.json' }], places: ['1', '1.file'] };
  wrong.push(...(await tryBadInputs(app, 'Amplify.configure', files)));
  expect(wrong).toEqual([]);
  expect(await starts()).toBe(1);
  expect(await app.localStorage()).toEqual(before);
  await app.call('Amplify.configure', good);
  expect(await app.session()).toMatchObject({ isSignedIn: true });
});

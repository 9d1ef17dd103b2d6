import type { AuthUser } from '../../ts/index.js';
import { type App, clientKey } from './app.js';
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';
import { installStorages, storageKindNames } from './storage-kinds.js';

const password = 'Password-of-many-1';
const people = ['ada', 'grace'] as const;

/** Creates users who have to replace this password at their first sign-in, unless it is permanent. */
async function invite(
  cognito: LocalCognito,
  usernames: readonly string[],
  { userPoolId, permanent = true }: { userPoolId?: string; permanent?: boolean } = {},
): Promise<void> {
  for (const Username of usernames) {
    const user = { UserPoolId: userPoolId ?? seed.userPoolId, Username };
    await cognito.userPools('AdminCreateUser', { ...user, TemporaryPassword: password });
    if (permanent) await cognito.userPools('AdminSetUserPassword', { ...user, Password: password, Permanent: true });
  }
}

const adding = (username: string): unknown => ({ username, password, options: { onExistingSession: 'add' } });

const namesIn = async (app: App): Promise<string[]> =>
  ((await app.call('listCurrentUsers')) as AuthUser[]).map(({ username }) => username);

/** Opens a page in which both have signed in, `grace` last. */
async function beginWithBoth(app: App, cognito: LocalCognito): Promise<void> {
  await invite(cognito, people);
  await app.begin(cognito.resourcesConfig());
  for (const username of people) expect(await app.call('signIn', adding(username))).toMatchObject({ isSignedIn: true });
}

/** What the page keeps of an instance's users, in an order that does not matter. */
const list = (stored: Record<string, string>): string | undefined => stored[clientKey('AuthUserList')];

// Every storage has to keep them apart.
for (const kind of storageKindNames)
  test(`two pools with two users each leave no trace in each other, in the storage: ${kind}`, async ({
    app,
    cognito,
  }) => {
    const pool = await cognito.createPool();
    await invite(cognito, people);
    await invite(cognito, people, { userPoolId: pool.userPoolId });
    await app.open();
    await installStorages(app);
    const seen = await app.page.evaluate(
      async ([configs, usernames, secret, given]) => {
        const { createAuth } = harness.library;
        const hubEvents: string[][] = [[], []];
        const both = configs.map((config, index) => {
          const auth = createAuth(config as never, storageOptions(given));
          auth.hub.listen('auth', ({ payload: { event, data } }) => {
            const { username = '' } = (data ?? {}) as { readonly username?: string };
            hubEvents[index]?.push(`${event} ${username}`.trim());
          });
          return auth;
        });
        const [first, second] = both as [(typeof both)[number], (typeof both)[number]];
        for (const username of usernames)
          for (const auth of both)
            await auth.signIn({ username, password: secret, options: { onExistingSession: 'add' } });
        const ids = await Promise.all(
          both.map(async (auth) => (await auth.listCurrentUsers()).map((user) => user.userId)),
        );
        const identities = [(await first.fetchAuthSession()).identityId];
        await first.setCurrentUser('ada');
        identities.push((await first.fetchAuthSession()).identityId);
        const current = await Promise.all(both.map(async (auth) => (await auth.getCurrentUser()).username));
        const credentials = (await second.fetchAuthSession()).awsCredentialsResult.type;
        const allKeys = (): string[] => [
          ...Object.keys(localStorage),
          ...Object.keys(sessionStorage).filter((key) => !key.startsWith('cognito-wasm.diagnostics.')),
          ...document.cookie.split('; ').flatMap((cookie) => (cookie === '' ? [] : [cookie.split('=', 1).join('')])),
        ];
        const keys = allKeys();
        await first.signOut({ allUsers: true });
        const left = await Promise.all(both.map(async (auth) => (await auth.listCurrentUsers()).length));
        return { hubEvents, ids, identities, current, credentials, keys, left, after: allKeys() };
      },
      [
        [cognito.resourcesConfig(), cognito.resourcesConfig({ ...pool, identityPoolId: undefined })],
        people,
        password,
        kind,
      ] as const,
    );
    expect(new Set(seen.ids.flat()).size).toBe(4);
    expect(new Set(seen.identities).size).toBe(2);
    expect(seen).toMatchObject({ current: ['ada', 'grace'], credentials: 'FAILURE', left: [0, 2] });
    const joined = ['userSignedIn ada', 'signedIn ada', 'userSignedIn grace', 'switchActiveUser grace'];
    const [first, second] = seen.hubEvents;
    expect(second).toEqual(joined);
    expect(first?.slice(0, 5)).toEqual([...joined, 'switchActiveUser ada']);
    expect(first?.slice(5).sort()).toEqual(['signedOut', 'userSignedOut ada', 'userSignedOut grace']);

    const ofSecond = (key: string): boolean => key.includes(pool.userPoolClientId);
    expect(seen.after.filter((key) => !ofSecond(key) && !key.endsWith('.deviceAliases'))).toEqual([]);
    expect(seen.after.filter(ofSecond).sort()).toEqual(seen.keys.filter(ofSecond).sort());
    // A request of one pool names nothing of the other.
    const tokens = (await cognito.requests()).filter(({ operation }) => operation === 'RevokeToken');
    expect(tokens.map(({ body }) => body.ClientId)).toEqual([seed.nativeClientId, seed.nativeClientId]);
    for (const { body, operation } of await cognito.requests())
      if (operation.startsWith('GetId') || operation.startsWith('GetCredentials'))
        expect(JSON.stringify(body)).not.toContain(pool.userPoolId);
  });

test('users are switched without a request, and a reload keeps them', async ({ app, cognito }) => {
  await beginWithBoth(app, cognito);
  expect(await namesIn(app)).toEqual(['grace', 'ada']);
  expect(list(await app.localStorage())).toBe('grace,ada');
  const ofGrace = await app.session();
  await cognito.clearJournal();
  await app.call('setCurrentUser', 'ada');
  expect(await app.call('getCurrentUser')).toMatchObject({ username: 'ada', signInDetails: { loginId: 'ada' } });
  expect(await cognito.operations()).toEqual([]);
  const ofAda = await app.session();
  expect(ofAda.userSub).not.toBe(ofGrace.userSub);
  expect(ofAda.identityId).not.toBe(ofGrace.identityId);
  expect(ofAda.credentials?.accessKeyId).not.toBe(ofGrace.credentials?.accessKeyId);

  await app.begin(cognito.resourcesConfig());
  expect(await app.call('getCurrentUser')).toMatchObject({ username: 'ada' });
  expect(await namesIn(app)).toEqual(['ada', 'grace']);
  await expect(app.call('setCurrentUser', 'nobody')).rejects.toMatchObject({
    name: 'UserUnAuthenticatedException',
    isAuthError: true,
  });
  for (const bad of [undefined, '', 1, {}, ['ada']])
    await expect(app.call('setCurrentUser', bad)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  expect(await app.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true, userSub: ofAda.userSub });
});

test('a sign-out promotes nobody, and a parked user goes on', async ({ app, cognito }) => {
  await beginWithBoth(app, cognito);
  await app.forgetEvents();
  await app.call('signOut');
  expect(await app.authEvents()).toEqual(['userSignedOut', 'signedOut']);
  await app.begin(cognito.resourcesConfig());
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  expect(await namesIn(app)).toEqual(['ada']);
  await app.call('setCurrentUser', 'ada');
  expect(await app.authEvents()).toEqual(['switchActiveUser', 'signedIn']);
  expect(await app.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true });
  await app.call('deleteUser');
  expect(await namesIn(app)).toEqual([]);
  expect(list(await app.localStorage())).toBeUndefined();
});

test('two tabs have the same users', async ({ app, openTab, cognito }) => {
  await beginWithBoth(app, cognito);
  const other = await openTab();
  await other.begin(cognito.resourcesConfig());
  await other.catchUpWith(app);
  expect(await other.call('getCurrentUser')).toMatchObject({ username: 'grace' });
  const ofGrace = await other.session();
  await app.call('setCurrentUser', 'ada');
  await other.catchUpWith(app);
  const ofAda = await other.session();
  expect(await other.call('getCurrentUser')).toMatchObject({ username: 'ada' });
  expect(ofAda.userSub).not.toBe(ofGrace.userSub);
  expect(ofAda.credentials?.accessKeyId).not.toBe(ofGrace.credentials?.accessKeyId);

  // One tab refreshes while the other switches.
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
  const refreshed = await app.start('fetchAuthSession', { forceRefresh: true });
  await cognito.arrival('GetTokensFromRefreshToken');
  await other.call('setCurrentUser', 'grace');
  await app.catchUpWith(other);
  await cognito.clearFaults();
  expect(await refreshed()).toMatchObject({ userSub: ofAda.userSub });
  expect(await app.session()).toMatchObject({ userSub: ofGrace.userSub });
  await app.call('signOut');
  await other.catchUpWith(app);
  expect(await other.session()).toMatchObject({ isSignedIn: false });
  expect(await namesIn(other)).toEqual(['ada']);
});

test('the choice for an existing session survives a reload', async ({ app, cognito }) => {
  await invite(cognito, ['ada']);
  await invite(cognito, ['grace'], { permanent: false });
  await app.begin(cognito.resourcesConfig());
  await app.call('signIn', { username: 'ada', password });
  await expect(app.call('signIn', { username: 'grace', password })).rejects.toMatchObject({
    name: 'UserAlreadyAuthenticatedException',
  });
  expect(await app.call('signIn', adding('grace'))).toMatchObject({
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED' },
  });
  await app.begin(cognito.resourcesConfig());
  expect(await app.call('getCurrentUser')).toMatchObject({ username: 'ada' });
  await app.call('confirmSignIn', {
    challengeResponse: `${password}!`,
    options: { userAttributes: { email: 'grace@example.com' } },
  });
  expect(await namesIn(app)).toEqual(['grace', 'ada']);
  expect(await app.sessionStorage()).toEqual({});
  await cognito.clearJournal();
  expect(
    await app.call('signIn', { username: 'ada', password: 'any', options: { onExistingSession: 'reuse' } }),
  ).toMatchObject({ isSignedIn: true });
  expect(await cognito.operations()).toEqual([]);
  expect(await namesIn(app)).toEqual(['ada', 'grace']);
});

test('aws-amplify in another tab knows the current user, and its sign-out loses nobody', async ({
  app,
  openTab,
  cognito,
}) => {
  await beginWithBoth(app, cognito);
  const amplify = await openTab('aws-amplify');
  await amplify.begin(cognito.resourcesConfig());
  await amplify.catchUpWith(app);
  expect(await amplify.call('getCurrentUser')).toMatchObject({ username: 'grace' });
  await app.call('setCurrentUser', 'ada');
  await amplify.catchUpWith(app);
  expect(await amplify.call('getCurrentUser')).toMatchObject({ username: 'ada' });
  expect(await amplify.session({ forceRefresh: true })).toMatchObject({
    tokens: { accessToken: { payload: { username: 'ada' } } },
  });
  await amplify.call('signOut');
  await expect(amplify.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
  await app.catchUpWith(amplify);
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  expect(await namesIn(app)).toEqual(['grace']);
  await amplify.call('signIn', { username: 'ada', password });
  await app.catchUpWith(amplify);
  expect(await namesIn(app)).toEqual(['ada', 'grace']);
  await app.call('setCurrentUser', 'grace');
  expect(await app.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true });
  await amplify.catchUpWith(app);
  expect(await amplify.call('getCurrentUser')).toMatchObject({ username: 'grace' });
});

test('a session is exported and imported again', async ({ app, cognito }) => {
  await beginWithBoth(app, cognito);
  expect(await app.call('exportSession')).not.toHaveProperty('refreshToken');
  const exported = (await app.call('exportSession', { includeRefreshToken: true })) as Record<string, unknown>;
  expect(exported).toMatchObject({ username: 'grace', signInDetails: { loginId: 'grace' } });
  expect(Object.keys(exported).sort()).toEqual([
    'accessToken',
    'clockDrift',
    'idToken',
    'refreshToken',
    'signInDetails',
    'username',
  ]);
  await expect(app.call('importSession', exported)).rejects.toMatchObject({
    name: 'UserAlreadyAuthenticatedException',
  });
  await app.page.evaluate(() => {
    localStorage.clear();
  });
  await app.begin(cognito.resourcesConfig());
  expect(await app.call('importSession', exported)).toMatchObject({ username: 'grace' });
  expect(await app.authEvents()).toEqual(['signedIn']);
  expect(await app.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true });
  const pool = await cognito.createPool();
  const stored = await app.localStorage();
  await app.call('Amplify.configure', cognito.resourcesConfig({ ...pool, identityPoolId: undefined }));
  await expect(app.call('importSession', exported)).rejects.toMatchObject({
    name: 'InvalidTokens',
    category: 'validation',
    cause: { name: 'InvalidTokens' },
  });
  expect(await app.localStorage()).toEqual(stored);
});

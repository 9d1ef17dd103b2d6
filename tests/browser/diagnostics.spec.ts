/** What a session says of itself: its status, answers without a network, and why it has ended. */
import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';
import { firstSub, hour, storedTokens } from './signed-in.js';

interface Told {
  readonly status: string;
  readonly storage: string;
  readonly place: string;
  readonly module: boolean;
  readonly locks: boolean;
  readonly history: readonly { readonly decision: string; readonly reason: string }[];
}

async function beginSignedIn(app: App, cognito: LocalCognito): Promise<void> {
  await app.page.clock.install({ time: await cognito.now() });
  await app.beginSignedIn();
}

/** The decisions, as people read them. */
async function decisions(app: App): Promise<string[]> {
  const { history } = (await app.call('diagnostics')) as Told;
  return history.map(({ decision, reason }) => `${decision}: ${reason}`);
}

test('the life of a session is told, and the story survives a reload', async ({ app, cognito, context }) => {
  await beginSignedIn(app, cognito);
  await app.passTime(hour);
  await app.session();
  await app.session({ forceRefresh: true });
  await app.passTime(hour);
  await context.setOffline(true);
  expect(await app.session()).toMatchObject({ isSignedIn: true, status: 'stale' });
  await context.setOffline(false);
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'status', times: 3, status: 503 });
  expect(await app.session()).toMatchObject({ isSignedIn: true, status: 'stale' });
  const { refreshToken: Token } = await storedTokens(app);
  await cognito.userPools('RevokeToken', { ClientId: seed.nativeClientId, Token });
  expect(await app.session()).toMatchObject({ isSignedIn: false, status: 'signedOut' });
  const story = [
    'signedIn: USER_SRP_AUTH',
    'refreshed: expired',
    'refreshed: forced',
    'kept: NetworkError',
    'kept: 503',
    'ended: revoked',
  ];
  expect(await decisions(app)).toEqual(story);
  await app.begin();
  expect(await decisions(app)).toEqual(story);
});

test('diagnostics load no module, and contain nothing of the user', async ({ app, cognito }) => {
  await beginSignedIn(app, cognito);
  const tokens = await storedTokens(app);
  const { userPoolId, userPoolClientId, userPoolEndpoint } = cognito.resourcesConfig().Auth.Cognito;
  await app.begin({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } });
  const told = (await app.call('diagnostics')) as Told;
  expect(told).toMatchObject({ status: 'active', storage: 'local', place: 'local', module: false, locks: true });
  const texts = await app.page.evaluate(async () => {
    const diagnostics = await harness.library.diagnostics();
    return [String(diagnostics), JSON.stringify(diagnostics)];
  });
  expect(texts[0]).toMatch(/signedIn: USER_SRP_AUTH$/);
  for (const text of texts)
    for (const secret of [
      person.username,
      person.email,
      person.password,
      seed.nativeClientId,
      ...Object.values(tokens),
    ])
      expect(text).not.toContain(secret);
});

test('a page that is offline from the beginning has the session that is stored', async ({ app, cognito, context }) => {
  await beginSignedIn(app, cognito);
  await app.passTime(2 * hour);
  await app.open();
  await context.setOffline(true);
  const modules: string[] = [];
  app.page.on('request', (request) => modules.push(request.url()));
  const outcome = await app.page.evaluate(async (config) => {
    const { Amplify, fetchAuthSession, getCurrentUser } = harness.library;
    void Amplify.configure(config as object);
    const session = fetchAuthSession({ allowStale: true });
    const user = await getCurrentUser({ allowStale: true });
    const { isSignedIn, status, userSub } = await session;
    return { isSignedIn, status, userSub, username: user.username };
  }, cognito.resourcesConfig());
  expect(outcome).toEqual({ isSignedIn: true, status: 'stale', userSub: firstSub, username: person.username });
  await context.setOffline(false);
  expect(await app.session()).toMatchObject({ status: 'active' });
});

test('the events say why', async ({ app, cognito }) => {
  await beginSignedIn(app, cognito);
  await app.call('deleteUser');
  const [last] = (await app.events()).slice(-1);
  expect(last).toMatchObject({ event: 'signedOut', data: { reason: 'userDeleted' } });
  expect((await decisions(app)).at(-1)).toBe('signedOut: userDeleted');
});

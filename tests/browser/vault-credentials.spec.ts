/** AWS credentials and federated identities in the vault. */
import { type App, success } from './app.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';

const inVault = { vault: 'worker', credentials: { cache: 'session' } };

async function beginInVault(app: App, cognito: LocalCognito): Promise<void> {
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig(), inVault);
}

/** Everything that scripts of the page can read in its storages. */
const stored = async (app: App): Promise<object[]> => [await app.localStorage(), await app.sessionStorage()];

/** Whom an API that verifies signatures takes the page for. */
const caller = (app: App): Promise<unknown> =>
  app.page.evaluate(async (url) => {
    const response = await harness.library.signedFetch(url, {}, { service: 'execute-api', region: 'us-east-1' });
    return ((await response.json()) as { caller: unknown }).caller;
  }, `${app.cognito.origin}/_api/iam/prod/items`);

test('credentials that are kept are in the memory of the worker, for all tabs, and in no storage of the page', async ({
  app,
  openTab,
  cognito,
}) => {
  await beginInVault(app, cognito);
  await app.register();
  await app.signIn();
  const { credentials, identityId } = await app.session();
  expect(credentials?.accessKeyId).toMatch(/^ASIA/);
  expect(await stored(app)).toEqual([{}, {}]);
  const other = await openTab();
  await cognito.clearJournal();
  await beginInVault(other, cognito);
  expect((await other.session()).credentials).toEqual(credentials);
  expect(await cognito.operations()).toEqual([]);
  expect(await caller(other)).toMatchObject({ kind: 'user', identityId });
  await other.call('invalidateCachedCredentials');
  expect((await app.session()).credentials?.accessKeyId).not.toBe(credentials?.accessKeyId);
  for (const tab of [app, other]) expect(await stored(tab)).toEqual([{}, {}]);
});

test('a federated identity is that of all tabs, and its token is in no storage', async ({ app, openTab, cognito }) => {
  await cognito.changeIdentityPool({ SupportedLoginProviders: { 'accounts.google.com': 'client-of-google' } });
  const other = await openTab();
  for (const tab of [app, other]) await beginInVault(tab, cognito);
  const token = await cognito.providerToken('accounts.google.com', 'ada');
  const output = await app.call('federateToIdentityPool', { provider: 'google', token });
  const { identityId } = output as { identityId: string };
  expect(await app.authEvents()).toEqual(['federatedToIdentityPool']);
  for (const tab of [app, other]) {
    expect(await tab.session()).toMatchObject({ isSignedIn: true, identityIdResult: success(identityId) });
    expect(await caller(tab)).toMatchObject({ kind: 'user', identityId });
    await expect(tab.signIn()).rejects.toMatchObject({ name: 'InvalidStateException', isAuthError: true });
    expect(await stored(tab)).toEqual([{}, {}]);
  }
  await other.call('clearFederationToIdentityPool');
  for (const tab of [app, other]) expect(await tab.session()).toMatchObject({ isSignedIn: false });
  await expect(app.call('clearFederationToIdentityPool')).rejects.toMatchObject({ name: 'InvalidStateException' });
});

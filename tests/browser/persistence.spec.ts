/** "Remember me": how long a session is kept, chosen at the sign-in and changed later. */
import { type App, userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

/** Where the page's access token is stored. */
async function places(app: App): Promise<string[]> {
  const key = userKey('accessToken');
  const [local, session] = [await app.localStorage(), await app.sessionStorage()];
  return [...(key in local ? ['local'] : []), ...(`cognito-wasm.local.${key}` in session ? ['session'] : [])];
}

const kept = { local: ['local'], session: ['session'], memory: [] } as const;

test('a session is kept as long as the sign-in says, and longer or shorter on demand', async ({ app, openTab }) => {
  await app.begin();
  await app.register();
  const { username, password } = person;
  for (const persistence of ['memory', 'session', 'local'] as const) {
    await app.call('signIn', { username, password, options: { persistence } });
    expect(await places(app)).toEqual(kept[persistence]);
    await app.begin();
    expect(await app.session()).toMatchObject({ isSignedIn: persistence !== 'memory' });
    const other = await openTab();
    await other.begin();
    expect(await other.session()).toMatchObject({ isSignedIn: persistence === 'local' });
    if (persistence === 'memory') continue;

    for (const next of ['session', 'local', 'session', persistence] as const) {
      await app.call('setPersistence', { persistence: next });
      expect(await places(app)).toEqual(kept[next]);
      expect(await app.call('getCurrentUser')).toMatchObject({ username });
    }
    await app.call('signOut');
    expect(await places(app)).toEqual([]);
  }
  await expect(app.call('setPersistence', { persistence: 'local' })).rejects.toMatchObject({
    name: 'UserUnAuthenticatedException',
  });
  for (const persistence of ['none', 7, undefined])
    await expect(app.call('setPersistence', { persistence })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
});

test('a full storage is one event, and the session lasts as long as the page', async ({ app, cognito }) => {
  await app.page.addInitScript(() => {
    localStorage.setItem('somebody else', 'has used all the room');
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, value) {
      if (this === localStorage && key.endsWith('Token')) throw new DOMException('full', 'QuotaExceededError');
      setItem.call(this, key, value);
    };
  });
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig());
  await app.register();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.authEvents()).toEqual(['storageDegraded', 'signedIn']);
  const [degraded] = (await app.events()).filter(({ event }) => event === 'storageDegraded');
  expect(degraded).toMatchObject({ data: { error: { name: 'StorageException' } } });
  expect(await app.localStorage()).toEqual({ 'somebody else': 'has used all the room' });
  expect(await app.session()).toMatchObject({ isSignedIn: true });
  await app.call('signOut');
  await app.signIn();
  expect(await app.authEvents()).toEqual(['storageDegraded', 'signedIn', 'signedOut', 'signedIn']);
});

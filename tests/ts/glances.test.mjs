/** When an instance glances, and when it asks the module. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { credentialsFunctions } from '../../dist/credentials/credentials.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { HubClass } from '../../dist/utils.js';
import { Storage } from './fakeStorage.mjs';
import { deferred, settled } from './fakeWasm.mjs';
import {
  askedModule,
  configured,
  identityPool,
  keepCredentials,
  plain,
  signIn,
  storage,
  tabStorage,
} from './glancing.mjs';

describe('without the module', () => {
  it('a signed-in user and the session are known', async () => {
    const session = signIn();
    const { fetchAuthSession, getCurrentUser, wasm } = configured();
    const { isSignedIn, tokens, userSub } = await fetchAuthSession();
    assert.deepEqual([isSignedIn, userSub], [true, session.id.sub]);
    assert.deepEqual(tokens.idToken.payload, session.id);
    assert.equal((await getCurrentUser()).userId, session.id.sub);
    assert.equal(wasm.instances.length, 0);
  });

  it('it is known that nobody is signed in', async () => {
    const { fetchAuthSession, getCurrentUser, wasm } = configured();
    assert.equal((await fetchAuthSession()).userSubResult.error.name, 'SignedOutException');
    await assert.rejects(getCurrentUser(), { name: 'UserUnAuthenticatedException', category: 'signedOut' });
    assert.equal(wasm.instances.length, 0);
  });

  it('AWS credentials that an earlier page of the tab has kept are known', async () => {
    const session = signIn();
    const { accessKeyId, expiration, identityId } = keepCredentials(session);
    const { auth, fetchAuthSession, wasm } = configured(identityPool(), {}, {}, { keepsCredentials: true });
    const { credentials, ...rest } = await fetchAuthSession();
    assert.deepEqual(
      [credentials.accessKeyId, rest.identityId, rest.userSub],
      [accessKeyId, identityId, session.id.sub],
    );
    assert.equal(credentials.expiration.getTime(), expiration * 1_000);
    const { credentialsProvider, getIdentityId } = credentialsFunctions(() => auth);
    assert.deepEqual(await credentialsProvider()(), credentials);
    assert.equal(await getIdentityId(), identityId);
    assert.equal(wasm.instances.length, 0);
  });

  it('the configuration is announced once, before the first answer', async () => {
    signIn();
    const { auth, events, getCurrentUser } = configured();
    const seen = getCurrentUser().then(() => [...events]);
    // Listeners that are added right after the call hear of it, too.
    assert.deepEqual(events, []);
    assert.deepEqual(await seen, ['configure']);
    await auth.accepted();
    await getCurrentUser();
    assert.deepEqual(events, ['configure']);
  });

  it('a call whose signal has fired is refused', async () => {
    signIn();
    const { getCurrentUser, wasm } = configured();
    await assert.rejects(getCurrentUser({ signal: AbortSignal.abort('enough') }), {
      name: 'AbortError',
      cause: 'enough',
    });
    assert.equal(wasm.instances.length, 0);
  });

  it('a call whose signal has not fired is answered', async () => {
    const { id } = signIn();
    const { getCurrentUser, wasm } = configured();
    assert.equal((await getCurrentUser({ signal: new AbortController().signal })).userId, id.sub);
    assert.equal(wasm.instances.length, 0);
  });
});

describe('the module is asked', () => {
  it('to refresh', async () => {
    signIn();
    const { fetchAuthSession, names } = configured();
    assert.equal((await fetchAuthSession({ forceRefresh: true })).isSignedIn, false);
    assert.deepEqual(names(), ['fetchAuthSession']);
  });

  it('while another call is under way, and no longer', async () => {
    const { id } = signIn();
    const signingOut = deferred();
    const { auth, getCurrentUser, names } = configured(plain(), { signOut: () => signingOut.promise });
    await auth.ready();
    const signedOut = auth.run('signOut', {});
    await settled();
    assert.deepEqual(await getCurrentUser(), askedModule);
    signingOut.resolve({ type: 'complete' });
    await signedOut;
    assert.equal((await getCurrentUser()).userId, id.sub);
    assert.deepEqual(names(), ['signOut', 'getCurrentUser']);
  });

  it('while a call that will fail is under way, and no longer', async () => {
    const { id } = signIn();
    const signingOut = deferred();
    const { auth, getCurrentUser } = configured(plain(), { signOut: () => signingOut.promise });
    const attempt = assert.rejects(auth.run('signOut', {}));
    await settled();
    assert.deepEqual(await getCurrentUser(), askedModule);
    signingOut.reject(new Error('failed'));
    await attempt;
    assert.equal((await getCurrentUser()).userId, id.sub);
  });

  it('not while a call waits for the module, which has changed nothing yet', async () => {
    const { id } = signIn();
    const loading = deferred();
    const { auth, getCurrentUser } = configured(
      plain(),
      { signOut: async () => 'done' },
      { compile: () => loading.promise },
    );
    const signedOut = auth.run('signOut', {});
    await settled();
    assert.equal((await getCurrentUser()).userId, id.sub);
    loading.resolve({});
    await signedOut;
  });

  it('about kept AWS credentials if it has started, since it may have others in memory', async () => {
    keepCredentials(signIn());
    const { auth, fetchAuthSession, names } = configured(identityPool(), {}, {}, { keepsCredentials: true });
    await auth.ready();
    assert.equal((await fetchAuthSession()).awsCredentialsResult.error.name, 'OfTheModule');
    assert.deepEqual(names(), ['fetchAuthSession']);
  });

  it('about AWS credentials that were kept for somebody who has gone, which it removes', async () => {
    keepCredentials(signIn());
    storage.clear();
    const { fetchAuthSession, names } = configured(identityPool(), {}, {}, { keepsCredentials: true });
    assert.equal((await fetchAuthSession()).awsCredentialsResult.error.name, 'OfTheModule');
    assert.deepEqual(names(), ['fetchAuthSession']);
    tabStorage.clear();
    const next = configured(identityPool(), {}, {}, { keepsCredentials: true });
    assert.equal((await next.fetchAuthSession()).awsCredentialsResult.error.name, 'NotAuthorizedException');
    assert.equal(next.wasm.instances.length, 0);
  });

  it('if a provider of the application has the AWS credentials, and for these alone', async () => {
    keepCredentials(signIn());
    const credentialsProvider = { getCredentialsAndIdentityId() {}, clearCredentialsAndIdentityId() {} };
    const given = { keepsCredentials: true, credentialsProvider };
    const { auth, getCurrentUser, names } = configured(
      identityPool(),
      { getCredentials: async () => 'of the module' },
      {},
      given,
    );
    assert.equal(await auth.run('getCredentials', {}), 'of the module');
    await getCurrentUser();
    assert.equal((await auth.run('getTokens', {})).isSignedIn, true);
    assert.deepEqual(names(), ['getCredentials']);
  });

  it('again after a trap, in a fresh instance', async () => {
    const { id } = signIn();
    const { auth, wasm, getCurrentUser } = configured();
    await auth.ready();
    wasm.instances[0].panic('trap');
    assert.deepEqual(await getCurrentUser(), askedModule);
    assert.equal(wasm.instances.length, 2);
    assert.equal((await getCurrentUser()).userId, id.sub);
  });

  it('once it has started, as long as it has the session in its memory', async () => {
    let shares = false;
    const { auth, fetchAuthSession, getCurrentUser, names } = configured(plain(), {}, { isMemoryEmpty: () => shares });
    await auth.ready();
    assert.deepEqual(await getCurrentUser(), askedModule);
    assert.equal((await fetchAuthSession()).userSubResult.error.name, 'OfTheModule');
    const { id } = signIn();
    assert.deepEqual(await getCurrentUser(), askedModule);
    assert.deepEqual(names(), ['getCurrentUser', 'fetchAuthSession', 'getCurrentUser']);
    shares = true;
    assert.equal((await getCurrentUser()).userId, id.sub);
    assert.equal(names().length, 3);
  });

  it('if a call of the configuration before this one has put the session into memory', async () => {
    const signingIn = deferred();
    let isEmpty = true;
    const { auth, getCurrentUser } = configured(
      plain(),
      {
        signIn: async () => {
          await signingIn.promise;
          isEmpty = false;
          return {};
        },
      },
      { isMemoryEmpty: () => isEmpty },
    );
    const signIn = auth.run('signIn', {});
    auth.configure({ config: plain() });
    signingIn.resolve();
    await signIn;
    assert.deepEqual(await getCurrentUser(), askedModule);
  });

  it('as long as the configuration before this one has the session in its memory', async () => {
    const { auth, getCurrentUser, wasm } = configured(plain(), {}, { isMemoryEmpty: () => false });
    await auth.ready();
    // The clients of these two are not made yet when the calls begin.
    auth.configure({ config: plain() });
    auth.configure({ config: plain() });
    assert.deepEqual(await getCurrentUser(), askedModule);
    assert.equal(wasm.instances.length, 1);
  });

  it('never if the call is aborted in the same task, although the answer is there at once', async () => {
    signIn();
    const { auth, names } = configured();
    const controller = new AbortController();
    const call = auth.run('getCurrentUser', { signal: controller.signal });
    controller.abort();
    await assert.rejects(call, { name: 'AbortError' });
    assert.deepEqual(names(), []);
  });

  it('if the storage is not the browser’s own', async () => {
    signIn();
    const { getItem } = Storage.prototype;
    storage.getItem = (key) => getItem.call(storage, key);
    assert.deepEqual(await configured().getCurrentUser(), askedModule);
  });

  it('by an instance that does not glance', async () => {
    signIn();
    const { wasm } = configured();
    const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready, glances: false });
    auth.configure({ config: plain() });
    assert.deepEqual(await auth.run('getCurrentUser', {}), askedModule);
  });
});

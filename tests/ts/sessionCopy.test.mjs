import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { SessionCopy } from '../../dist/storage/storageCopyFile.js';

const timer = { start: () => 0, stop: () => {} };
const pools = { userPoolClientId: 'client', identityPoolId: 'pool:1' };
const prefix = 'CognitoIdentityServiceProvider.client';

function deferred() {
  let resolve;
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe('the copy of an asynchronous storage, for the calls of an app client', () => {
  let items;
  let storage;
  let copy;
  let isMemoryEmpty;
  let kept;
  let keeps;
  const client = {
    isMemoryEmpty: () => isMemoryEmpty,
    keepRefused: (changes, error) => {
      kept.push({ changes, error });
      return keeps();
    },
  };

  beforeEach(() => {
    items = new Map();
    isMemoryEmpty = true;
    kept = [];
    keeps = () => false;
    storage = {
      getItem: async (key) => items.get(key) ?? null,
      setItem: async (key, value) => void items.set(key, value),
      removeItem: async (key) => void items.delete(key),
    };
    copy = new SessionCopy(storage, timer);
    copy.connect(client, pools);
  });

  /** What Rust finds under a key during a call. */
  const during = (input, key) => copy.around('getCurrentUser', input, async () => copy.getItem(key));

  it('has what is stored of the current user', async () => {
    items.set(`${prefix}.LastAuthUser`, 'ada');
    for (const item of ['accessToken', 'idToken', 'refreshToken', 'clockDrift', 'signInDetails', 'oauthMetadata'])
      items.set(`${prefix}.ada.${item}`, item);
    for (const item of ['deviceKey', 'deviceGroupKey', 'randomPasswordKey', 'identity', 'userData'])
      items.set(`${prefix}.ada.${item}`, item);
    for (const [key, value] of items) assert.equal(await during({}, key), value, key);
  });

  it('has what is stored about redirects, for calls that need it', async () => {
    const random = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
    const names = ['inflightOAuth', 'inflightOAuthDeadline', 'oauthState', 'oauthPKCE', 'oauthSignIn'];
    const ofAll = [...names.map((name) => `${prefix}.${name}`), 'amplify-signin-with-hostedUI'];
    const pending = `${prefix}.oauth.${random}`;
    for (const key of [...ofAll, pending]) items.set(key, key);
    const found = (name, input) =>
      copy.around(name, input, async () => [...ofAll, pending].filter((key) => copy.getItem(key) !== null));
    assert.deepEqual(await found('getCurrentUser', {}), []);
    for (const name of [
      'beginRedirect',
      'signIn',
      'confirmSignIn',
      'autoSignIn',
      'importSession',
      'signOut',
      'deleteUser',
    ])
      assert.deepEqual(await found(name, {}), ofAll, name);
    for (const [name, input] of [
      ['completeRedirect', { address: `https://app.example/?code=1&state=${random}-63617274` }],
      ['completeRedirect', { address: `https://app.example/#access_token=1&state=${random}` }],
      ['cancelRedirect', { state: `${random}-63617274` }],
    ]) {
      copy = new SessionCopy(storage, timer);
      copy.connect(client, pools);
      assert.deepEqual(await found(name, input), [...ofAll, pending], name);
    }
    copy = new SessionCopy(storage, timer);
    copy.connect(client, pools);
    for (const address of ['https://app.example/', `https://app.example/?state=${random}0`, undefined])
      assert.deepEqual(await found('completeRedirect', { address }), ofAll, address);
  });

  it('has the users of the list, the one whom the call names, and those to whom typed names have led', async () => {
    items.set(`${prefix}.AuthUserList`, 'ada, a%2cb%25 ,');
    items.set(`${prefix}.deviceAliases`, JSON.stringify({ hash: 'real', odd: 7 }));
    for (const name of ['ada', 'a,b%', 'typed', 'real', 'username', 'stranger'])
      items.set(`${prefix}.${name}.deviceKey`, name);
    for (const name of ['ada', 'a,b%', 'username']) assert.equal(await during({}, `${prefix}.${name}.deviceKey`), name);
    for (const name of ['typed', 'real'])
      assert.equal(await during({ username: 'typed' }, `${prefix}.${name}.deviceKey`), name);
    assert.equal(await during({ username: 'typed' }, `${prefix}.stranger.deviceKey`), null);
  });

  it('has the identity of a guest, without a user pool, too', async () => {
    const key = 'com.amplify.Cognito.pool:1.identityId';
    items.set(key, 'guest');
    assert.equal(await during({}, key), 'guest');
    copy = new SessionCopy(storage, timer);
    copy.connect(client, { identityPoolId: 'pool:1' });
    assert.equal(await during({}, key), 'guest');
  });

  it('survives lists and aliases that are not what they should be', async () => {
    for (const text of ['', '{', '[1]', '"x"', 'null', '%', ',,,', 'x'.repeat(100_000)]) {
      items.set(`${prefix}.AuthUserList`, text);
      items.set(`${prefix}.deviceAliases`, text);
      assert.equal(await during({ username: 'u' }, 'nothing'), null, text.slice(0, 9));
    }
  });

  it('reads anew what another tab has changed, before a call and when Rust says so', async () => {
    items.set(`${prefix}.LastAuthUser`, 'ada');
    await during({}, 'nothing');
    items.set(`${prefix}.ada.accessToken`, 'of another tab');
    assert.equal(copy.getItem(`${prefix}.ada.accessToken`), null);
    await copy.refresh();
    assert.equal(copy.getItem(`${prefix}.ada.accessToken`), 'of another tab');
  });

  it('gives the output of a call when its changes are stored', async () => {
    const happened = [];
    const begun = deferred();
    const gate = deferred();
    storage.setItem = async () => {
      begun.resolve();
      await gate.promise;
      happened.push('stored');
    };
    const call = copy
      .around('getCurrentUser', {}, async () => copy.setItem('a', '1'))
      .then(() => happened.push('returned'));
    await begun.promise;
    await new Promise(setImmediate);
    assert.deepEqual(happened, []);
    gate.resolve();
    await call;
    assert.deepEqual(happened, ['stored', 'returned']);
  });

  it('fails a call whose changes the storage refuses, and takes them back', async () => {
    items.set('a', 'earlier');
    storage.setItem = async (key) => {
      if (key === 'b') throw new Error('full');
      items.set(key, '2');
    };
    const change = async () => {
      copy.setItem('a', '2');
      copy.setItem('b', '2');
    };
    await assert.rejects(copy.around('getCurrentUser', {}, change), { name: 'StorageException' });
    assert.equal(copy.getItem('b'), null);
    await copy.around('getCurrentUser', {}, async () => undefined);
  });

  it('reports the error of a call, and not that of the storage, when both fail', async () => {
    storage.setItem = async () => {
      throw new Error('full');
    };
    const call = copy.around('getCurrentUser', {}, async () => {
      copy.setItem('a', '1');
      throw new TypeError('the call');
    });
    await assert.rejects(call, TypeError);
  });

  it('does something when all is stored, and not if the storage refused a change', async () => {
    const done = [];
    copy.setItem('a', '1');
    await copy.whenStored(() => done.push(items.get('a')));
    storage.setItem = async () => {
      throw new Error('full');
    };
    copy.setItem('a', '2');
    await copy.whenStored(() => done.push('refused'));
    assert.deepEqual(done, ['1']);
  });

  describe('when the storage refuses to store something', () => {
    const full = async (key, value) => {
      if (key === 'b') throw new Error('full');
      items.set(key, value);
    };
    const change = async () => {
      copy.setItem('a', '2');
      copy.setItem('b', '2');
      copy.removeItem('old');
    };

    it('has it kept in memory as a whole, and the call goes on', async () => {
      items.set('a', 'earlier');
      items.set('old', 'another session');
      await copy.refresh();
      storage.setItem = full;
      const events = [];
      keeps = () => {
        assert.equal(copy.getItem('b'), null, 'it is not in the copy any more');
        events.push('kept');
        return true;
      };
      const call = copy.around('signIn', {}, async () => {
        await change();
        void copy.whenStored(() => events.push('signedIn'));
      });
      await call;
      assert.deepEqual(events, ['kept', 'signedIn']);
      assert.deepEqual(
        kept.map(({ changes, error }) => [changes, error.name]),
        [
          [
            [
              { key: 'a', value: '2' },
              { key: 'b', value: '2' },
            ],
            'StorageException',
          ],
        ],
      );
      assert.deepEqual(Object.fromEntries(items), { a: 'earlier' }, 'what was to be removed is');
      assert.equal(copy.getItem('old'), null);
    });

    it('waits for what the client stores instead', async () => {
      storage.setItem = full;
      const late = deferred();
      keeps = () => {
        storage.setItem = async (key, value) => {
          await late.promise;
          items.set(key, value);
        };
        copy.setItem('c', '3');
        return true;
      };
      let isDone = false;
      const released = [];
      const changing = async () => {
        await change();
        void copy.settled().then(() => released.push(items.get('c')));
      };
      const call = copy.around('signIn', {}, changing).then(() => {
        isDone = true;
      });
      await new Promise(setImmediate);
      assert.equal(isDone, false);
      late.resolve();
      await call;
      assert.deepEqual(released, ['3'], 'and so does the lock');
    });

    it('fails the call if the client says so, or fails itself', async () => {
      storage.setItem = full;
      await assert.rejects(copy.around('setPersistence', {}, change), { name: 'StorageException' });
      keeps = () => {
        throw new Error('trap');
      };
      await assert.rejects(copy.around('signIn', {}, change), ({ cause }) => cause.message === 'full');
      assert.equal(kept.length, 2);
      assert.equal(copy.getItem('b'), null);
    });

    it('fails the call if it does not remove either, and keeps nothing', async () => {
      items.set('a', 'earlier');
      items.set('old', 'another session');
      await copy.refresh();
      storage.setItem = full;
      storage.removeItem = async () => {
        throw new Error('denied');
      };
      await assert.rejects(copy.around('signIn', {}, change), { name: 'StorageException' });
      assert.deepEqual(kept, []);
      const signOut = async () => copy.removeItem('old');
      await assert.rejects(copy.around('signOut', {}, signOut), { name: 'StorageException' });
      assert.deepEqual(kept, []);
      assert.deepEqual(Object.fromEntries(items), { a: 'earlier', old: 'another session' });
    });
  });

  describe('when the storage cannot be read', () => {
    beforeEach(() => {
      const denied = async () => {
        throw new Error('denied');
      };
      Object.assign(storage, { getItem: denied, setItem: denied, removeItem: denied });
      keeps = () => true;
    });

    it('refuses calls that need the session, which may be there', async () => {
      for (const name of ['getCurrentUser', 'fetchAuthSession', 'signOut', 'updatePassword', 'setPersistence'])
        await assert.rejects(
          copy.around(name, {}, async () => assert.fail('called')),
          { name: 'StorageException' },
        );
    });

    it('makes the others, and has what they store kept in memory', async () => {
      const calls = ['signIn', 'confirmSignIn', 'autoSignIn', 'prepareSignIn', 'importSession', 'signUp'];
      for (const name of [...calls, 'confirmSignUp', 'resendSignUpCode', 'resetPassword', 'confirmResetPassword']) {
        await copy.around(name, {}, async () => {
          copy.setItem('a', name);
          copy.removeItem('b');
        });
        assert.deepEqual(kept.pop().changes, [{ key: 'a', value: name }]);
      }
    });

    it('makes every call while the session is in memory', async () => {
      isMemoryEmpty = false;
      assert.equal(await copy.around('getCurrentUser', {}, async () => 'user'), 'user');
    });

    it('refuses a sign-in if it could be read before: somebody may be signed in', async () => {
      const { getItem } = storage;
      storage.getItem = async () => null;
      await copy.refresh();
      storage.getItem = getItem;
      await assert.rejects(
        copy.around('signIn', {}, async () => assert.fail('called')),
        { name: 'StorageException' },
      );
    });
  });
});

import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

/** Replaces `localStorage` and `sessionStorage` before the page has loaded. */
const stubs: Readonly<Record<string, () => void>> = {
  'without methods': () => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(globalThis, name, { configurable: true, value: {} });
    }
  },
  'with a getter that throws': () => {
    const get = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(globalThis, name, { configurable: true, get });
    }
  },
  'with a getter that throws the second time': () => {
    for (const name of ['localStorage', 'sessionStorage']) {
      let asked = false;
      const get = () => {
        if (asked) throw new DOMException('denied', 'SecurityError');
        asked = true;
        return {};
      };
      Object.defineProperty(globalThis, name, { configurable: true, get });
    }
  },
  'that throws at each call': () => {
    for (const method of ['getItem', 'setItem', 'removeItem', 'key'] as const) {
      Storage.prototype[method] = () => {
        throw new DOMException('broken', 'InvalidStateError');
      };
    }
  },
  'that drops what is written': () => {
    Storage.prototype.setItem = () => {};
  },
  'that has the same answer for everything': () => {
    Storage.prototype.getItem = () => 'text';
  },
  'that is asynchronous': () => {
    const { getItem } = Storage.prototype;
    Storage.prototype.getItem = function (key) {
      return Promise.resolve(getItem.call(this, key)) as unknown as string;
    };
  },
  'that removes nothing': () => {
    Storage.prototype.removeItem = () => {};
  },
  'that has no room for anything': () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  },
};

for (const [what, prepare] of Object.entries(stubs)) {
  test(`a storage ${what} is replaced by memory`, async ({ app, cognito }) => {
    await app.page.addInitScript(prepare);
    await app.open();
    await app.call('Amplify.configure', cognito.resourcesConfig());
    expect(await app.session()).toMatchObject({ isSignedIn: false });
    await app.register();
    expect(await app.signIn()).toMatchObject({ isSignedIn: true });
    expect(await app.session()).toMatchObject({ isSignedIn: true });
    expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
    expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
    expect(await app.session()).toMatchObject({ isSignedIn: false });
  });
}

test('a full storage keeps its session', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const stored = await app.localStorage();
  await app.page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await app.begin();
  expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
  expect(await app.localStorage()).toEqual(stored);
  await cognito.clearJournal();
  expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
  expect(await app.localStorage()).toEqual({});
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  expect(await cognito.operations()).toEqual(['RevokeToken', 'GetId']);
});

test('the check of a working storage leaves no trace', async ({ app, cognito }) => {
  await app.page.addInitScript(() => {
    localStorage.setItem('mine', 'kept');
    sessionStorage.setItem('mine', 'kept');
  });
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig());
  await app.session();
  expect(await app.localStorage()).toEqual({ mine: 'kept' });
  expect(await app.sessionStorage()).toEqual({ mine: 'kept' });
});

test('a session in memory is kept when the storage starts to work', async ({ app, cognito }) => {
  await app.page.addInitScript(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {};
    Object.assign(globalThis, { allow: () => Object.assign(Storage.prototype, { setItem }) });
  });
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig());
  await app.register();
  await app.signIn();
  await app.page.evaluate('allow()');
  expect(await app.session()).toMatchObject({ isSignedIn: true });
});

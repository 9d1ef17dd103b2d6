import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';

import { CookieStorage as AmplifysCookieStorage } from 'aws-amplify/utils';
import JsCookie from 'js-cookie';
import { AuthError, CookieStorage } from '../../dist/index.js';
import { encodeCookieName, encodeCookieValue, parseCookies } from '../../dist/storage/cookieText.js';
import { consoleOutput } from './fakeWasm.mjs';
import { FakeDocument, inPage } from './fakeCookies.mjs';

const hostile = [
  'a b;c=d%é,"(',
  'CognitoIdentityServiceProvider.client.user@example.com.idToken',
  '"quoted"',
  '%41',
  '%',
  '€ 💶\u0000\n',
  "!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
  '__proto__',
  'toString',
];
const itemsOf = (storage) => storage[Symbol.for('cognito-wasm.items')];
/** A seeded generator (Park and Miller). */
function* random(seed) {
  for (let state = seed; ;) yield (state = (state * 48271) % 0x7fffffff);
}

beforeEach(() => mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 }));
afterEach(() => {
  mock.timers.reset();
  delete globalThis[Symbol.for('cognito-wasm')];
});

describe('the encoding of cookies', () => {
  it('is that of js-cookie for every character', async () => {
    const document = new FakeDocument();
    await inPage(document, () => {
      for (let code = 1; code < 0x3000; code += 1) {
        const text = `x${String.fromCharCode(code)}`;
        const written = JsCookie.set(text, text, { path: '/' });
        assert.equal(`${encodeCookieName(text)}=${encodeCookieValue(text)}; path=/`, written);
      }
    });
  });

  it('is read as js-cookie reads it, whatever a page has written', async () => {
    const numbers = random(7);
    const pieces = ['%', '%4', '%41', '%e2%82%ac', '"', '=', ' ', 'a', '%zz', '; ', 'b=', '%C3', '"x"'];
    const piece = () => pieces[numbers.next().value % pieces.length];
    for (let round = 0; round < 5000; round += 1) {
      const cookie = Array.from({ length: 1 + (numbers.next().value % 8) }, piece).join('');
      const expected = await inPage({ cookie }, () => ({ ...JsCookie.get() }));
      const read = {};
      for (const { name, value } of parseCookies(cookie)) if (!Object.hasOwn(read, name)) read[name] = value;
      // js-cookie splits at '; ' alone; browsers never show a cookie that begins with a blank.
      if (!/; {2}|^ /.test(cookie)) assert.deepEqual(read, expected, cookie);
    }
  });
});

describe('a CookieStorage', () => {
  it('writes what Amplify writes, byte for byte', async () => {
    const options = { path: '/app', domain: 'app.example', expires: 30, secure: true, sameSite: 'strict' };
    const [ours, theirs] = [new FakeDocument(), new FakeDocument()];
    for (const text of hostile) {
      await inPage(ours, () => new CookieStorage(options).setItem(text, text));
      await inPage(theirs, () => new AmplifysCookieStorage(options).setItem(text, text));
    }
    assert.deepEqual(ours.assigned, theirs.assigned);
  });

  it('stores, lists and removes items with any names and values', async () => {
    const document = new FakeDocument();
    await inPage(document, async () => {
      const storage = new CookieStorage();
      for (const text of hostile) await storage.setItem(text, `${text}!`);
      for (const text of hostile) assert.equal(await storage.getItem(text), `${text}!`);
      const keys = hostile.map((_, index) => itemsOf(storage).key(index));
      assert.deepEqual(keys.sort(), [...hostile].sort());
      assert.equal(itemsOf(storage).key(hostile.length), null);
      for (const text of hostile) await storage.removeItem(text);
      assert.equal(document.cookie, '');
      assert.equal(await storage.getItem('valueOf'), null);
      for (const key of ['', undefined, Symbol('a'), 7]) {
        assert.equal(await storage.getItem(key), null);
        await storage.removeItem(key);
      }
    });
  });

  it('has safe defaults, and those of Amplify otherwise', async () => {
    const written = async (options, location) => {
      const document = new FakeDocument({ isSecure: true });
      await inPage(document, () => new CookieStorage(options).setItem('a', 'b'), location);
      return document.assigned[0];
    };
    const inAYear = new Date(Date.now() + 365 * 864e5).toUTCString();
    assert.equal(await written(), `a=b; path=/; expires=${inAYear}; secure; sameSite=lax`);
    const local = { protocol: 'http:', hostname: 'localhost' };
    assert.equal(await written({}, local), `a=b; path=/; expires=${inAYear}; sameSite=lax`);
    assert.equal(await written({}, { ...local, hostname: 'app.localhost' }), await written({}, local));
    assert.equal(await written({}, { ...local, hostname: '127.0.0.1' }), await written({}, local));
    assert.equal(await written({}, { ...local, protocol: 'https:' }), await written());
    assert.equal(await written({}, { ...local, hostname: 'notlocalhost' }), await written());
    assert.equal(await written({ secure: true }, local), await written());
    assert.match(await written({ sameSite: 'none' }, local), /; secure; sameSite=none$/);
    assert.equal(await written({ expires: undefined, secure: undefined }), 'a=b; path=/; sameSite=lax');
  });

  it('has the members of Amplify', () => {
    const storage = new CookieStorage({ domain: 'example.com', expires: 7, sameSite: 'strict' });
    assert.deepEqual(
      { ...storage },
      { path: '/', domain: 'example.com', expires: 7, secure: true, sameSite: 'strict' },
    );
    assert.deepEqual({ ...new CookieStorage({ expires: undefined }) }, { path: '/', secure: true, sameSite: 'lax' });
  });

  it('refuses options as Amplify does, and those that would write another attribute', () => {
    for (const options of [{ sameSite: undefined }, { sameSite: 'Lax' }, { sameSite: 'none', secure: false }]) {
      assert.throws(
        () => new CookieStorage(options),
        (error) => error instanceof Error && error.name === 'Error',
      );
    }
    for (const options of [
      { path: '/; domain=evil.example' },
      { domain: 'a\r\nSet-Cookie: b=c' },
      { path: 7 },
      { expires: 'tomorrow' },
      { expires: Number.NaN },
    ]) {
      assert.throws(
        () => new CookieStorage(options),
        (error) => error instanceof AuthError && error.name === 'InvalidParameterException',
      );
    }
  });

  it('splits a value that is too long, and reads it again', async () => {
    const document = new FakeDocument();
    await inPage(document, async () => {
      const storage = new CookieStorage();
      const value = '💶é"x'.repeat(600);
      await storage.setItem('key', value);
      assert.ok(document.names.length > 3);
      assert.ok(document.names.every((name, index) => name === `key.${index}`));
      assert.ok(document.assigned.every((text) => text.length <= 3800));
      assert.equal(await storage.getItem('key'), value);
      assert.equal(JsCookie.get('key'), undefined, 'Amplify finds no part of it');
      assert.equal(itemsOf(storage).key(0), 'key');
      assert.equal(itemsOf(storage).key(1), null);
      assert.equal(await storage.getItem('key.0'), null);
      await storage.removeItem('key');
      assert.equal(document.cookie, '');
    });
  });

  it('writes one cookie as long as it fits', async () => {
    const document = new FakeDocument();
    await inPage(document, async () => {
      const storage = new CookieStorage();
      await storage.setItem('k', '');
      const room = 3800 - document.assigned[0].length;
      await storage.setItem('k', 'v'.repeat(room));
      assert.deepEqual(document.names, ['k']);
      assert.equal(document.assigned.at(-1).length, 3800);
      await storage.setItem('k', 'v'.repeat(room + 1));
      assert.deepEqual(document.names, ['k.0', 'k.1']);
    });
  });

  it('replaces chunks by shorter and longer values, and leaves none behind', async () => {
    const document = new FakeDocument();
    await inPage(document, async () => {
      const storage = new CookieStorage();
      for (const length of [12_000, 5_000, 14_000, 10, 9_000, 0]) {
        await storage.setItem('key', 'v'.repeat(length));
        assert.equal(await storage.getItem('key'), 'v'.repeat(length));
        const count = length < 3700 ? 0 : Math.ceil(length / 3680);
        assert.deepEqual(
          document.names,
          count === 0 ? ['key'] : Array.from({ length: count }, (_, index) => `key.${index}`),
        );
      }
    });
  });

  it('is not confused by leftovers, by what Amplify writes beside them, or by values that look like chunks', async () => {
    const document = new FakeDocument();
    await inPage(document, async () => {
      const storage = new CookieStorage();
      await storage.setItem('key', 'old'.repeat(4000));
      const old = document.cookie.split('; ');
      await storage.setItem('key', 'new'.repeat(2000));
      for (const cookie of old.slice(2)) document.cookie = `${cookie}; path=/`;
      assert.equal(await storage.getItem('key'), 'new'.repeat(2000));
      document.cookie = `${old[1]}; path=/`;
      assert.equal(await storage.getItem('key'), null, 'a part of another value');
      document.cookie = `${document.cookie.split('; ').at(-1)}x; path=/`;
      assert.equal(await storage.getItem('key'), null, 'a changed chunk');
      JsCookie.set('key', 'short');
      assert.equal(await storage.getItem('key'), 'short');
      await storage.setItem('key', 'again'.repeat(2000));
      assert.equal(JsCookie.get('key'), undefined);
      assert.equal(await storage.getItem('key'), 'again'.repeat(2000));
      const [, first] = /key\.0=([^;]*)/.exec(document.cookie);
      await storage.setItem('other.0', decodeURIComponent(first));
      assert.equal(await storage.getItem('other.0'), decodeURIComponent(first));
      assert.equal(await storage.getItem('other'), null);
    });
  });

  it('never overwrites one item by the chunk of another', async () => {
    const document = new FakeDocument();
    await inPage(document, async () => {
      const storage = new CookieStorage();
      await storage.setItem('a.1', 'mine');
      await assert.rejects(storage.setItem('a', 'v'.repeat(6000)), { name: 'StorageException' });
      assert.equal(document.cookie, 'a.1=mine');
      await storage.setItem('b', 'v'.repeat(6000));
      await assert.rejects(storage.setItem('b.1', 'mine'), { name: 'StorageException' });
      assert.equal(await storage.getItem('b'), 'v'.repeat(6000));
    });
  });

  it('reports a dropped cookie with numbers and a reason, and keeps what was there', async () => {
    const document = new FakeDocument();
    const secret = 'very secret ';
    await inPage(document, async () => {
      const storage = new CookieStorage();
      await storage.setItem('user@x.idToken', 'before');
      document.refuse = (name) => name.endsWith('.1');
      const error = await storage.setItem('user@x.idToken', secret.repeat(500)).catch((reason) => reason);
      assert.ok(error instanceof AuthError);
      assert.equal(error.name, 'StorageException');
      assert.match(
        error.message,
        /`idToken`: 3 cookie\(s\) of at most 3\d\d\d bytes.*4096.*beside 1 cookies with \d+ bytes/,
      );
      assert.ok(error.recoverySuggestion.length > 20);
      assert.ok(!`${error.message}${error.stack}`.includes(secret) && !error.message.includes('user@x'));
      assert.equal(await storage.getItem('user@x.idToken'), 'before');
      assert.equal(document.names.length, 1);
      document.refuse = () => true;
      await assert.rejects(storage.setItem('user@x.idToken', 'after'), { name: 'StorageException' });
      await assert.rejects(storage.removeItem('user@x.idToken'), /did not remove/);
      assert.equal(await storage.getItem('user@x.idToken'), 'before');
    });
    const insecure = new FakeDocument({ isSecure: false });
    await inPage(
      insecure,
      () => assert.rejects(new CookieStorage().setItem('a', 'b'), (error) => /https/.test(error.recoverySuggestion)),
      { protocol: 'http:', hostname: 'app.example' },
    );
  });

  it('says that another cookie hides the new one', async () => {
    const document = new FakeDocument();
    document.cookie = 'key=theirs; path=/longer';
    await inPage(document, async () => {
      const storage = new CookieStorage();
      const hidden = (error) =>
        error.name === 'StorageException' && /another path or domain/.test(error.recoverySuggestion);
      await assert.rejects(storage.setItem('key', 'ours'), hidden);
      await assert.rejects(storage.removeItem('key'), hidden);
      assert.equal(document.cookie, 'key=theirs');
    });
  });

  it('never leaves a moment without the item when it becomes longer or shorter than a cookie', async () => {
    const document = new FakeDocument();
    await inPage(document, async () => {
      const storage = new CookieStorage();
      const seen = new Set();
      await storage.setItem('key', 'short');
      document.refuse = () => {
        seen.add(itemsOf(storage).getItem('key')?.slice(0, 5));
        return false;
      };
      for (const value of ['long1'.repeat(1000), 'short']) await storage.setItem('key', value);
      assert.deepEqual([...seen].sort(), ['long1', 'short']);
    });
  });

  it('puts chunks back that the browser has dropped beside a new value', async () => {
    const document = new FakeDocument();
    await inPage(document, async () => {
      const storage = new CookieStorage();
      await storage.setItem('key', 'old'.repeat(3000));
      const before = document.cookie.split('; ').sort();
      document.refuse = (name, isRemoval) => name === 'key.3' && !isRemoval;
      await assert.rejects(storage.setItem('key', 'new'.repeat(4500)), { name: 'StorageException' });
      assert.deepEqual(document.cookie.split('; ').sort(), before);
      assert.equal(await storage.getItem('key'), 'old'.repeat(3000));
    });
  });

  it('puts its own cookies back that the browser removed to make room', async () => {
    const document = new FakeDocument({ most: 150 });
    await inPage(document, async () => {
      const storage = new CookieStorage();
      await storage.setItem('session', 'kept');
      for (let index = 0; index < 149; index += 1) document.cookie = `other${index}=1; path=/`;
      await assert.rejects(storage.setItem('more', 'value'), /150 cookies/);
      assert.equal(await storage.getItem('session'), 'kept');
      assert.equal(await storage.getItem('more'), null);
    });
  });

  it('leaves alone what another tab removes meanwhile', async () => {
    const document = new FakeDocument();
    await inPage(document, async () => {
      const storage = new CookieStorage();
      await storage.setItem('token', 'secret');
      document.refuse = (name) => {
        document.refuse = () => false;
        if (name === 'other') document.cookie = 'token=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT';
        return false;
      };
      await storage.setItem('other', 'value');
      assert.equal(await storage.getItem('token'), null);
    });
  });

  it('warns once, with numbers, when proxies may refuse the cookies', async () => {
    const document = new FakeDocument();
    const lines = await consoleOutput('warn', () =>
      inPage(document, async () => {
        const storage = new CookieStorage();
        await storage.setItem('client.me@x.accessToken', 'a'.repeat(3000));
        await storage.setItem('client.me@x.idToken', 'i'.repeat(5000));
        await storage.setItem('client.me@x.refreshToken', 'r'.repeat(1000));
        await new CookieStorage().setItem('client.me@x.refreshToken', 'r'.repeat(1500));
      }),
    );
    assert.equal(lines.length, 1);
    assert.match(lines[0][0], /9\.\d kB of each request.*8\.2 kB.*`idToken` with 5\.\d kB/);
    assert.ok(!lines[0][0].includes('me@x'));
  });

  it('refuses what no cookie can have', async () => {
    await inPage(new FakeDocument(), async () => {
      const storage = new CookieStorage();
      for (const [key, value] of [
        ['', 'v'],
        ['k', 7],
        ['k', undefined],
        ['k\ud800', 'v'],
        ['k', '\udc00'],
      ]) {
        await assert.rejects(storage.setItem(key, value), { name: 'InvalidParameterException' });
      }
      for (const [length, size] of [
        [15_000, '15.0'],
        [5_000_000, '5000.0'],
      ]) {
        const pattern = new RegExp(`\`k\` with ${size} kB is too large for cookies.*4 cookies of 3.8 kB`);
        await assert.rejects(storage.setItem('k', 'v'.repeat(length)), pattern);
      }
    });
  });

  it('reads nothing where cookies are denied or absent, and says so when it has to write', async () => {
    const storage = new CookieStorage();
    assert.equal(await storage.getItem('a'), null);
    assert.equal(itemsOf(storage).key(0), null);
    await storage.removeItem('a');
    await assert.rejects(storage.setItem('a', 'b'), (error) => /RequestCookies/.test(error.recoverySuggestion));
    const denied = {
      get cookie() {
        throw new Error('denied');
      },
      set cookie(_) {
        throw new Error('denied');
      },
    };
    await inPage(denied, async () => {
      assert.equal(await storage.getItem('a'), null);
      await assert.rejects(
        storage.setItem('a', 'b'),
        (error) => error.name === 'StorageException' && error.cause.message === 'denied',
      );
    });
  });

  it('clears all cookies of the page, as in Amplify', async () => {
    const document = new FakeDocument();
    await inPage(document, async () => {
      const storage = new CookieStorage();
      document.cookie = 'app=1; path=/';
      await storage.setItem('key', 'v'.repeat(5000));
      await storage.clear();
      assert.equal(document.cookie, '');
    });
  });
});

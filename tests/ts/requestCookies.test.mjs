import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';

import { CookieStorage, RequestCookies } from '../../dist/index.js';
import { FakeDocument, inPage } from './fakeCookies.mjs';

const itemsOf = (storage) => storage[Symbol.for('cognito-wasm.items')];
const hostile = ['a b;c=d%é,"(', 'user@example.com.idToken', '%41', '__proto__', '€\r\nSet-Cookie: x=y', 'toString'];

beforeEach(() => mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 }));
afterEach(() => mock.timers.reset());

describe('the cookies of a request', () => {
  it('are what a page has stored, and a page reads what the response sets', async () => {
    const document = new FakeDocument();
    const long = '💶é'.repeat(700);
    await inPage(document, async () => {
      const storage = new CookieStorage();
      for (const text of hostile) await storage.setItem(text, text);
      await storage.setItem('long', long);
    });
    const cookies = new RequestCookies(document.cookie);
    for (const text of hostile) assert.equal(await cookies.getItem(text), text);
    assert.equal(await cookies.getItem('long'), long);
    assert.equal(itemsOf(cookies).key(hostile.length), 'long');
    assert.deepEqual(cookies.setCookieHeaders(), []);
    for (const text of hostile) await cookies.setItem(text, `${text}!`);
    await cookies.setItem('long', `${long}!`);
    await cookies.removeItem('%41');
    const headers = cookies.setCookieHeaders();
    assert.ok(headers.every((header) => header.length <= 3800));
    for (const header of headers)
      document.cookie = header.replace('Max-Age=0', 'expires=Thu, 01 Jan 1970 00:00:00 GMT');
    await inPage(document, async () => {
      const storage = new CookieStorage();
      for (const text of hostile) assert.equal(await storage.getItem(text), text === '%41' ? null : `${text}!`);
      assert.equal(await storage.getItem('long'), `${long}!`);
    });
  });

  it('become headers for what has changed, with safe attributes', async () => {
    const cookies = new RequestCookies('kept=1; changed=2; removed=3; same=4; long.0=x');
    await cookies.setItem('changed', 'é');
    await cookies.setItem('new', 'n');
    await cookies.removeItem('removed');
    await cookies.removeItem('absent');
    await cookies.setItem('same', 'other');
    await cookies.setItem('same', '4');
    await cookies.setItem('gone', '1');
    await cookies.removeItem('gone');
    assert.equal(await cookies.getItem('changed'), 'é');
    assert.equal(await cookies.getItem('removed'), null);
    assert.deepEqual(cookies.setCookieHeaders(), [
      'changed=%C3%A9; Path=/; Max-Age=31536000; Secure; SameSite=Lax',
      'new=n; Path=/; Max-Age=31536000; Secure; SameSite=Lax',
      'removed=; Path=/; Max-Age=0; Secure; SameSite=Lax',
    ]);
    const options = { path: '/', secure: true, sameSite: 'lax', httpOnly: false };
    const expires = new Date(Date.now() + 365 * 864e5);
    assert.deepEqual(cookies.changedCookies(), [
      { name: 'changed', value: 'é', options: { ...options, expires } },
      { name: 'new', value: 'n', options: { ...options, expires } },
      { name: 'removed', value: '', options: { ...options, expires: new Date(0) } },
    ]);
  });

  it('have the attributes that the server asks for', async () => {
    const headers = async (options) => {
      const cookies = new RequestCookies('', options);
      await cookies.setItem('a', 'b');
      return [cookies.setCookieHeaders()[0], cookies.changedCookies()[0].options];
    };
    const [header, options] = await headers({
      path: '/app',
      domain: '.example.com',
      maxAge: 60,
      expires: 7,
      secure: false,
      sameSite: 'strict',
      httpOnly: true,
    });
    assert.equal(header, 'a=b; Path=/app; Max-Age=60; Domain=.example.com; SameSite=Strict; HttpOnly');
    assert.deepEqual(options, {
      path: '/app',
      domain: '.example.com',
      expires: new Date(Date.now() + 60_000),
      secure: false,
      sameSite: 'strict',
      httpOnly: true,
    });
    assert.equal(
      (await headers({ maxAge: undefined, expires: 2 }))[0],
      'a=b; Path=/; Max-Age=172800; Secure; SameSite=Lax',
    );
    assert.equal((await headers({ expires: undefined }))[0], 'a=b; Path=/; Secure; SameSite=Lax');
    assert.ok(!('expires' in (await headers({ expires: undefined }))[1]));
    assert.equal((await headers({ sameSite: 'none' }))[0], 'a=b; Path=/; Max-Age=31536000; Secure; SameSite=None');
  });

  it('may be what a framework has read', async () => {
    const long = new RequestCookies('');
    await long.setItem('user@example.com.idToken', 'é'.repeat(2000));
    const pairs = long.changedCookies();
    const sources = {
      'objects, as of getAll in Next': pairs,
      'names with objects, as the iterator of Next': pairs.map((pair) => [pair.name, pair]),
      'entries, as of the cookies in Express': Object.entries(
        Object.fromEntries(pairs.map(({ name, value }) => [name, value])),
      ),
      'a Map': new Map(pairs.map(({ name, value }) => [name, value])),
    };
    for (const [what, source] of Object.entries(sources)) {
      assert.equal(await new RequestCookies(source).getItem('user@example.com.idToken'), 'é'.repeat(2000), what);
    }
    const decoded = new RequestCookies([
      ['a%41', 'b%41'],
      ['__proto__', 'p'],
    ]);
    assert.equal(await decoded.getItem('aA'), 'b%41');
    assert.equal(await decoded.getItem('__proto__'), 'p');
    assert.equal(await decoded.getItem('constructor'), null);
    for (const source of [null, undefined, '', []]) assert.equal(await new RequestCookies(source).getItem('a'), null);
  });

  it('are hostile', async () => {
    const read = (source, key) => new RequestCookies(source).getItem(key);
    assert.equal(await read('a=first; a=second', 'a'), 'first');
    assert.equal(await read('a=%ZZ; b=%C3; %C3=c; d=%41;e=5;  f="q"; g', 'a'), '%ZZ');
    assert.equal(await read('b=%C3; d=4', 'b'), null);
    assert.equal(await read('b=%C3; d=4', 'd'), '4');
    assert.equal(await read('d=%41;e=5;  f="q"; g', 'f'), 'q');
    assert.equal(await read('d=%41;e=5;  f="q"; g', 'g'), '');
    assert.equal(await read('__proto__=x; constructor=y', '__proto__'), 'x');
    assert.equal(await read(`${'a=b; '.repeat(500)}c=d`, 'c'), null);
    assert.equal(await read(`c=d; long=${'x'.repeat(100_000)}`, 'c'), 'd');
    assert.equal(await read(`c=d; long=${'x'.repeat(100_000)}`, 'long'), null);
    assert.equal(await read('x'.repeat(1_000_000), 'x'), null);
    const odd = [
      null,
      7,
      'text',
      [],
      [1, 2],
      ['a'],
      ['b', null],
      { name: 'c' },
      { name: '%C3', value: 'd' },
      ['e', 'f'],
    ];
    assert.equal(await read(odd, 'e'), 'f');
    const endless = function* () {
      for (;;) yield ['a', 7];
    };
    assert.equal(await read(endless(), 'a'), null);
    const throwing = function* () {
      yield ['a', 'b'];
      throw new Error('no more');
    };
    for (const source of [7, {}, Symbol('a'), throwing()]) {
      assert.throws(() => new RequestCookies(source), { name: 'InvalidParameterException' });
    }
  });

  it('cannot add a header or an attribute', async () => {
    const evil = 'a\r\nSet-Cookie: evil=1; Domain=evil.example';
    for (const source of [
      [
        [evil, 'b'],
        ['x\ny', 'z'],
        ['c', evil],
      ],
      `${evil}=b; c=d`,
    ]) {
      const cookies = new RequestCookies(source);
      await cookies.setItem(evil, evil);
      await cookies.setItem('c', evil);
      await cookies.clear();
      await cookies.setItem('d', evil);
      for (const header of cookies.setCookieHeaders()) {
        assert.match(header, /^[!-:<>-~]+=[ -:<-~]*; Path=\/; Max-Age=\d+; Secure; SameSite=Lax$/);
      }
      for (const { name } of cookies.changedCookies()) assert.match(name, /^[!-:<>-~]+$/);
    }
    for (const options of [{ path: evil }, { domain: evil }, { domain: 'é.example' }, { maxAge: '1; Domain=x' }]) {
      assert.throws(() => new RequestCookies('', options), { name: 'InvalidParameterException' });
    }
  });

  it('are nobody else’s', () => {
    const cookies = new RequestCookies('a=b');
    assert.equal(cookies.isShared, false);
    assert.equal(itemsOf(cookies).isShared, false);
    assert.equal(itemsOf(cookies).getItem('a'), 'b');
  });
});

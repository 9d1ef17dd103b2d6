/** The cookies that Amplify's code for servers writes, such as `@aws-amplify/adapter-nextjs`, and those of `RequestCookies`. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createKeyValueStorageFromCookieStorageAdapter } from 'aws-amplify/adapter-core';

import { CookieStorage, RequestCookies } from '../../dist/index.js';
import { FakeDocument, inPage } from './fakeCookies.mjs';

const prefix = 'CognitoIdentityServiceProvider.client';
const user = 'jane+1@example.com|é';
const items = {
  [`${prefix}.LastAuthUser`]: user,
  [`${prefix}.${user}.accessToken`]: 'e30.e30.c2ln-_',
  [`${prefix}.${user}.signInDetails`]: JSON.stringify({ loginId: 'jane@example.com', authFlowType: 'USER_SRP_AUTH' }),
  [`${prefix}.${user}.clockDrift`]: '-7200000',
  [`${prefix}.${user}.randomPasswordKey`]: 'a+b/c==',
};

/** How the adapter for Next encodes names. */
const encodedName = (name) => encodeURIComponent(name).replace(/%(2[346B]|5E|60|7C)/g, decodeURIComponent);

/** Amplify's storage over cookies as Next has them: values are decoded when they are read, and encoded when they are set. */
function nextStorage(cookies) {
  return createKeyValueStorageFromCookieStorageAdapter({
    get: (name) =>
      cookies.has(encodedName(name)) ? { name, value: decodeURIComponent(cookies.get(encodedName(name))) } : undefined,
    getAll: () => Array.from(cookies, ([name, value]) => ({ name, value: decodeURIComponent(value) })),
    set: (name, value) => cookies.set(encodedName(name), encodeURIComponent(value)),
    delete: (name) => cookies.delete(encodedName(name)),
  });
}

const header = (cookies) => Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');

describe("the cookies of Amplify's code for servers", () => {
  it('are read by RequestCookies and by CookieStorage, and replaced under the same names', async () => {
    const cookies = new Map();
    const amplify = nextStorage(cookies);
    for (const [key, value] of Object.entries(items)) await amplify.setItem(key, value);
    const request = new RequestCookies(header(cookies));
    for (const [key, value] of Object.entries(items)) assert.equal(await request.getItem(key), value);
    const document = new FakeDocument();
    for (const [name, value] of cookies) document.cookie = `${name}=${value}; path=/`;
    await inPage(document, async () => {
      const page = new CookieStorage();
      for (const [key, value] of Object.entries(items)) assert.equal(await page.getItem(key), value);
    });
    for (const key of Object.keys(items)) await request.setItem(key, 'new');
    assert.deepEqual(
      request.changedCookies().map(({ name }) => name),
      Array.from(cookies.keys()),
    );
  });

  it("are what RequestCookies sets, in headers and with Next's function", async () => {
    const request = new RequestCookies('');
    for (const [key, value] of Object.entries(items)) await request.setItem(key, value);
    const headers = new Map(request.setCookieHeaders().map((text) => text.split(';')[0].split(/=(.*)/, 2)));
    const set = new Map(request.changedCookies().map(({ name, value }) => [name, encodeURIComponent(value)]));
    for (const cookies of [headers, set]) {
      const amplify = nextStorage(cookies);
      for (const [key, value] of Object.entries(items)) assert.equal(await amplify.getItem(key), value);
    }
  });

  it('are removed by RequestCookies', async () => {
    const cookies = new Map();
    const amplify = nextStorage(cookies);
    for (const [key, value] of Object.entries(items)) await amplify.setItem(key, value);
    const request = new RequestCookies(header(cookies));
    for (const key of Object.keys(items)) await request.removeItem(key);
    for (const { name, value } of request.changedCookies()) {
      assert.equal(value, '');
      assert.ok(cookies.delete(name), name);
    }
    assert.deepEqual(header(cookies), '');
  });
});

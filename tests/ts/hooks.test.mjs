/** The application's functions and limits, on their way to Rust. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { bindAuthFunctions } from '../../dist/facade/authFunctions.js';
import { hooksOf } from '../../dist/configuration/hooks.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { Amplify, createAuth, HubClass } from '../../dist/index.js';
import { fakeWasm } from './fakeWasm.mjs';

const pool = () => ({ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } });
const encode = (claims) => ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'c2ln'].join('.');
const access = encode({ sub: 'u-1' });
const question = { forceRefresh: true };

/** An instance whose fake module answers `fetchAuthSession` and `getCurrentUser` with the host that Rust gets. */
function instance(options = {}, config = pool()) {
  const wasm = fakeWasm({
    fetchAuthSession: async (_input, _signal, host) => host,
    getCurrentUser: async (_input, _signal, host) => host,
  });
  const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready });
  auth.configure({ config }, hooksOf(options));
  return { auth, wasm, functions: bindAuthFunctions(() => auth), host: () => auth.run('fetchAuthSession', {}) };
}

const hostWith = async (Auth, config) => instance({ Auth }, config).host();

describe('the options for hooks', () => {
  it('are refused at once if they are not functions', async () => {
    for (const [Auth, message] of [
      [{ tokenProvider: {} }, '`Auth.tokenProvider.getTokens` is not a function'],
      [{ tokenProvider: 'x' }, '`Auth.tokenProvider.getTokens` is not a function'],
      [{ headers: {} }, '`Auth.headers` is not a function'],
      [{ clientMetadataProvider: 'x' }, '`Auth.clientMetadataProvider` is not a function'],
      [
        { credentialsProvider: { getCredentialsAndIdentityId() {} } },
        '`Auth.credentialsProvider.clearCredentialsAndIdentityId` is not a function',
      ],
    ]) {
      const refusal = { name: 'InvalidParameterException', category: 'configuration', message };
      assert.throws(() => createAuth(pool(), { Auth }), refusal);
      await assert.rejects(Amplify.configure(pool(), { Auth }), refusal);
    }
  });

  it('may have members that are null or come from a class, but not from Object.prototype', async () => {
    class Provider {
      async getTokens() {
        return null;
      }
    }
    assert.equal((await hostWith({ tokenProvider: null, headers: undefined })).tokens, undefined);
    assert.equal(await (await hostWith({ tokenProvider: new Provider() })).tokens(question), null);
    Object.prototype.headers = () => assert.fail();
    try {
      assert.equal((await hostWith({})).headers, undefined);
    } finally {
      delete Object.prototype.headers;
    }
  });

  it('count this package’s own providers as none', async () => {
    const own = { [Symbol.for('cognito-wasm.provider')]: true, getTokens() {} };
    assert.equal((await hostWith({ tokenProvider: own })).tokens, undefined);
  });
});

describe('a tokenProvider', () => {
  it('is called as a method, with what Rust asks', async () => {
    const calls = [];
    const tokenProvider = {
      async getTokens(options) {
        calls.push([this, options]);
        return null;
      },
    };
    assert.equal(await (await hostWith({ tokenProvider })).tokens(question), null);
    assert.deepEqual(calls, [[tokenProvider, question]]);
  });

  it('may give text, Amplify’s JWT or a class with toString', async () => {
    class Token {
      toString() {
        return access;
      }
    }
    for (const token of [access, { payload: {}, toString: () => access }, new Token()]) {
      const tokens = { accessToken: token, idToken: token, signInDetails: { loginId: 'me' } };
      const { tokens: ask } = await hostWith({ tokenProvider: { getTokens: async () => tokens } });
      const data = { accessToken: access, idToken: access, signInDetails: { loginId: 'me' } };
      assert.deepEqual(await ask(question), data);
    }
  });

  it('cannot give a token without a text of its own', async () => {
    const { tokens } = await hostWith({ tokenProvider: { getTokens: async () => ({ accessToken: { payload: {} } }) } });
    assert.deepEqual(await tokens(question), { accessToken: false, idToken: undefined, signInDetails: undefined });
  });

  it('keeps the stored session from being looked at', async () => {
    const { functions, wasm } = instance({ Auth: { tokenProvider: { getTokens: async () => null } } });
    await functions.getCurrentUser();
    assert.equal(wasm.calls.length, 1);
  });
});

describe('a credentialsProvider', () => {
  const keys = { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' };

  it('gets Amplify’s options', async () => {
    const asked = [];
    const credentialsProvider = {
      getCredentialsAndIdentityId: async (options) => void asked.push(options),
      clearCredentialsAndIdentityId() {},
    };
    const { credentials } = await hostWith({ credentialsProvider });
    assert.equal(await credentials({ forceRefresh: false }), null);
    assert.equal(
      await credentials({ forceRefresh: true, tokens: { accessToken: access, signInDetails: { loginId: 'me' } } }),
      null,
    );
    assert.deepEqual(asked[0], { authConfig: pool().Auth, authenticated: false, forceRefresh: false });
    const { tokens, ...options } = asked[1];
    assert.deepEqual(options, { authConfig: pool().Auth, authenticated: true, forceRefresh: true });
    assert.deepEqual(tokens.accessToken.payload, { sub: 'u-1' });
    assert.equal(String(tokens.accessToken), access);
    assert.deepEqual(tokens.signInDetails, { loginId: 'me' });
  });

  it('may give a date, or none', async () => {
    for (const [expiration, seconds] of [
      [new Date(1_800_000_000_000), 1_800_000_000],
      [undefined, null],
      [new Date(NaN), null],
      ['soon', null],
    ]) {
      const given = { credentials: { ...keys, expiration }, identityId: 'i' };
      const credentialsProvider = {
        getCredentialsAndIdentityId: async () => given,
        clearCredentialsAndIdentityId() {},
      };
      const { credentials } = await hostWith({ credentialsProvider });
      const data = { credentials: { ...keys, expiration: seconds }, identityId: 'i' };
      assert.deepEqual(await credentials({ forceRefresh: false }), data);
    }
  });

  it('may take its time to clear them', async () => {
    const cleared = [];
    const credentialsProvider = {
      getCredentialsAndIdentityId: async () => undefined,
      clearCredentialsAndIdentityId: () => Promise.resolve().then(() => cleared.push('cleared')),
    };
    await (await hostWith({ credentialsProvider })).clearCredentials();
    assert.deepEqual(cleared, ['cleared']);
  });
});

describe('headers and client metadata', () => {
  it('are asked for as methods', async () => {
    const Auth = {
      token: 'abc',
      async headers() {
        return { 'x-token': this.token };
      },
      async clientMetadataProvider() {
        return { token: this.token };
      },
    };
    const host = await hostWith(Auth);
    assert.deepEqual(await host.headers(), { 'x-token': 'abc' });
    assert.deepEqual(await host.clientMetadata(), { token: 'abc' });
  });

  it('can be given later, and survive configure, as in Amplify', async () => {
    const { auth, host } = instance();
    assert.equal((await host()).clientMetadata, undefined);
    auth.setClientMetadataProvider(async () => ({ a: 'b' }));
    assert.deepEqual(await (await host()).clientMetadata(), { a: 'b' });
    auth.configure({ config: pool() });
    assert.deepEqual(await (await host()).clientMetadata(), { a: 'b' });
    auth.setClientMetadataProvider(undefined);
    assert.equal((await host()).clientMetadata, undefined);
  });
});

describe('limits of requests', () => {
  it('are Rust’s to judge', async () => {
    const { host } = instance({ timeoutMs: 'x', maxAttempts: 2 });
    assert.deepEqual((await host()).limits, { timeoutMs: 'x', maxAttempts: 2 });
  });

  it('that Rust would refuse are not plain enough to do without it', async () => {
    for (const [options, starts] of [
      [{}, 0],
      [{ timeoutMs: 1, maxAttempts: 10 }, 0],
      [{ timeoutMs: 0 }, 1],
      [{ timeoutMs: 1.5 }, 1],
      [{ timeoutMs: 300_001 }, 1],
      [{ maxAttempts: 11 }, 1],
      [{ maxAttempts: null }, 1],
      [{ maxAttempts: '3' }, 1],
    ]) {
      const { auth, wasm } = instance(options);
      await auth.accepted();
      assert.equal(wasm.instances.length, starts, JSON.stringify(options));
    }
  });

  it('of a call are passed to Rust with its input', async () => {
    const { functions, wasm } = instance({ Auth: { headers: async () => ({}) } });
    await functions.clearCredentials({ timeoutMs: 5, maxAttempts: 1 }).catch(() => undefined);
    assert.deepEqual({ ...wasm.calls[0].input }, { timeoutMs: 5, maxAttempts: 1 });
  });
});

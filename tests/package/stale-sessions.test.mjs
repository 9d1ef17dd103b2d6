/** The code in the documents that asks for a session, while expired tokens cannot be refreshed. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { compileFunction } from 'node:vm';
import { transform } from 'esbuild';
import { createLocalCognito } from '../../local/src/engine.js';
import { enterWindow, Storage } from '../ts/fakeStorage.mjs';
import { codeBlocks, codeExamples, textOf } from './documents.mjs';

const user = { username: 'username', password: 'Password123' };
const outputs = {
  version: '1',
  auth: { user_pool_id: 'us-east-1_SeedPool1', user_pool_client_id: 'web00000000000000000000001' },
};
const hour = 3_600_000;

describe('while a user’s tokens cannot be refreshed', () => {
  const cognito = createLocalCognito({ deterministic: true, triggers: {} });
  const localStorage = new Storage();
  const originalFetch = globalThis.fetch;
  /** The requests for the API. @type {Request[]} */
  const asked = [];
  let leaveWindow = () => {};
  /** @type {typeof import('../../dist/embedded.js')} */
  let auth;

  before(async () => {
    globalThis.fetch = async (address, init) => {
      const request = new Request(address, init);
      if (/^cognito-idp\./.test(new URL(request.url).host)) {
        const { method, headers } = request;
        return cognito.handle(new Request('http://localhost:9229/', { method, headers, body: await request.text() }));
      }
      asked.push(request);
      return Response.json({});
    };
    leaveWindow = enterWindow({ localStorage, sessionStorage: new Storage() });
    auth = await import('../../dist/embedded.js');
    await auth.Amplify.configure(outputs);
    await cognito.createUser(user);
    await auth.signIn(user);
  });
  beforeEach(() => {
    // A session whose stored drift says that an hour has passed has expired.
    const drift = names().find((name) => name.endsWith('.clockDrift')) ?? '';
    localStorage.setItem(drift, String(hour));
    // The page of a firewall, after which nothing is tried again in the same call.
    cognito.faults.add({ kind: 'html', status: 403, times: 1000 });
  });
  afterEach(() => cognito.faults.clear());
  after(() => {
    leaveWindow();
    globalThis.fetch = originalFetch;
  });

  /** The keys of what is stored. */
  function names() {
    /** @type {string[]} */
    const found = [];
    for (let name = localStorage.key(0); name !== null; name = localStorage.key(found.length)) found.push(name);
    return found;
  }

  /**
   * Runs code as a module.
   *
   * @param {string} source
   * @param {object} around what the reader has
   * @returns {Promise<any>} what it exports
   */
  async function run(source, around) {
    const { code } = await transform(source, { loader: 'ts', format: 'cjs' });
    const module = { exports: {} };
    const given = { ...around, module, require: () => auth };
    compileFunction(code, Object.keys(given))(...Object.values(given));
    return module.exports;
  }

  /** The block of a document with this text. @param {string} name @param {string} text */
  function blockWith(name, text) {
    const found = codeBlocks(name, textOf(name)).filter(({ code }) => code.includes(text));
    assert.equal(found.length, 1);
    return found[0]?.code ?? '';
  }

  test('README’s call of an API says so, and shows no form', async () => {
    let forms = 0;
    const { callApi } = await run(blockWith('README.md', 'callApi'), { showSignIn: () => (forms += 1) });
    await assert.rejects(callApi('/notes'), { name: 'UnknownError' });
    assert.deepEqual([forms, asked], [0, []]);
    cognito.faults.clear();
    await callApi('/notes');
    assert.match(asked.pop()?.headers.get('authorization') ?? '', /^Bearer ey/);
  });

  test('the example of fetchAuthSession says so, and sends no token', async () => {
    const [example] = codeExamples().filter(({ code }) => /fetchAuthSession.*\n.*authorization/.test(code));
    const headers = new Headers();
    const { run: runExample } = await run(`export async function run() {\n${example?.code}\n}`, { ...auth, headers });
    await assert.rejects(runExample(), { name: 'UnknownError' });
    assert.deepEqual([...headers], []);
  });

  test('the server with cookies calls nobody signed out', async () => {
    const { GET } = await run(blockWith('docs/storage.md', 'setCookieHeaders()) response'), { outputs });
    const cookie = names()
      .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(localStorage.getItem(name) ?? '')}`)
      .join('; ');
    const statusFor = async (/** @type {string} */ given) => {
      const response = await GET(new Request('https://app.test/', { headers: { cookie: given } }));
      return [response.status, await response.text()];
    };
    assert.deepEqual(await statusFor(cookie), [503, 'try again later']);
    assert.deepEqual(await statusFor(''), [200, 'signed out']);
  });
});

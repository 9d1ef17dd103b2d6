/** `cognito-wasm/slim`: the built bundle with the built module. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';

import { deferred } from './fakeWasm.mjs';

const bytes = await readFile(new URL('../../dist/wasm/cognito_wasm_bg.wasm', import.meta.url));
const config = { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } };
const address = 'https://app.example/cognito.wasm';

const response = (type = 'application/wasm', body = bytes, status = 200) =>
  new Response(body, { status, headers: { 'content-type': type } });

describe('cognito-wasm/slim', () => {
  let copies = 0;
  let fetches;
  let slim;

  /** Makes `fetch` answer each request with the next of these. */
  function fetchGives(...answers) {
    fetches = mock.method(globalThis, 'fetch', () => answers.shift()());
  }

  const isSignedIn = async () => (await slim.createAuth(config).fetchAuthSession()).isSignedIn;

  beforeEach(async () => {
    copies += 1;
    slim = await import(`../../dist/slim.js?copy=${copies}`);
    fetchGives();
  });

  afterEach(() => {
    mock.restoreAll();
    delete globalThis[Symbol.for('cognito-wasm')];
  });

  it('rejects calls before initialize, and names it', async () => {
    await assert.rejects(isSignedIn(), (error) => {
      assert.ok(error instanceof slim.AuthError);
      assert.equal(error.name, 'ModuleNotInitializedException');
      assert.equal(error.category, 'configuration');
      assert.ok(error.message.includes('initialize'));
      assert.ok(error.recoverySuggestion.includes('initialize(module)'));
      return true;
    });
    await slim.initialize(bytes);
    assert.equal(await isSignedIn(), false);
  });

  it('waits for an initialize later in the same script', async () => {
    const answer = isSignedIn();
    const configured = slim.Amplify.configure({ auth: { plugins: {} } });
    void slim.initialize(bytes);
    assert.equal(await answer, false);
    await assert.rejects(configured, { name: 'InvalidParameterException' });
  });

  it('fetches an address when the module is needed, and not before', async () => {
    fetchGives(async () => response());
    await slim.initialize(address);
    await slim.Amplify.configure(config);
    assert.equal(fetches.mock.callCount(), 0);
    assert.equal(await isSignedIn(), false);
    assert.equal(fetches.mock.callCount(), 1);
  });

  it('resolves an address when it is given, not when a router has changed the page’s address', async () => {
    fetchGives(async () => response());
    const page = { baseURI: 'https://app.example/' };
    Object.defineProperty(globalThis, 'document', { value: page, configurable: true });
    try {
      await slim.initialize('cognito.wasm');
      page.baseURI = 'https://app.example/home/';
      await slim.createAuth(config).ready();
    } finally {
      delete globalThis.document;
    }
    assert.equal(fetches.mock.calls[0].arguments[0], address);
  });

  it('says that a promise has failed, and takes another module afterwards', async () => {
    await assert.rejects(slim.initialize(Promise.reject(new TypeError('offline'))), {
      name: 'ModuleFileException',
      retryable: false,
      recoverySuggestion: /Call initialize again/,
    });
    const error = await isSignedIn().catch((reason) => reason);
    assert.deepEqual([error.name, error.cause.message], ['ModuleFileException', 'offline']);
    await slim.initialize(bytes);
    assert.equal(await isSignedIn(), false);
  });

  it('fetches the module without cookies, redirects or a referrer', async () => {
    fetchGives(async () => response());
    await slim.initialize(address);
    await isSignedIn();
    const [asked, wishes] = fetches.mock.calls[0].arguments;
    assert.equal(asked, address);
    assert.deepEqual({ ...wishes }, { credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' });
    assert.equal(Object.getPrototypeOf(wishes), null);
  });

  const inputs = {
    'the bytes': () => bytes,
    'a buffer': () => new Uint8Array(bytes).buffer,
    'a compiled module': () => new WebAssembly.Module(bytes),
    'a response': () => response(),
    'a response of another type': () => response('application/octet-stream'),
    'a promise of a response': () => Promise.resolve(response()),
    'a promise of the bytes': () => Promise.resolve(bytes),
    'an address': () => address,
    'a URL': () => new URL(address),
    'a request': () => new Request(address),
    'a promise of a URL': () => Promise.resolve(new URL(address)),
  };
  for (const [name, input] of Object.entries(inputs)) {
    it(`takes ${name}`, async () => {
      fetchGives(async () => response());
      await slim.initialize(input());
      assert.equal(await isSignedIn(), false);
    });
  }

  it('compiles while the response arrives if its type allows it', async () => {
    const streaming = mock.method(WebAssembly, 'compileStreaming');
    await slim.initialize(response());
    assert.equal(streaming.mock.callCount(), 1);
  });

  it('takes a response of another library, which engines cannot stream', async () => {
    const headers = { get: () => 'application/wasm' };
    const arrayBuffer = async () => new Uint8Array(bytes).buffer;
    fetchGives(async () => ({ ok: true, status: 200, bodyUsed: false, headers, arrayBuffer }));
    await slim.initialize(address);
    assert.equal(await isSignedIn(), false);
  });

  it('makes calls wait while the module loads', async () => {
    const arrival = deferred();
    fetchGives(() => arrival.promise);
    void slim.initialize(address);
    const answer = isSignedIn();
    arrival.resolve(response());
    assert.equal(await answer, false);
  });

  it('fetches nothing more once the module runs', async () => {
    await slim.initialize(bytes);
    await isSignedIn();
    await slim.initialize(address);
    await isSignedIn();
    assert.equal(fetches.mock.callCount(), 0);
  });

  const failures = {
    'HTTP status 404': { answer: async () => response('text/plain', '', 404), retryable: false },
    'HTTP status 503': { answer: async () => response('text/plain', '', 503), retryable: true },
    'could not be fetched': { answer: () => Promise.reject(new TypeError('Failed to fetch')), retryable: true },
    'is a page': { answer: async () => response('text/html; charset=utf-8', '<!doctype html>'), retryable: false },
  };
  for (const [problem, { answer, retryable }] of Object.entries(failures)) {
    it(`reports that the module ${problem}, and takes a good one afterwards`, async () => {
      fetchGives(answer);
      await slim.initialize(address);
      await assert.rejects(isSignedIn(), (error) => {
        assert.ok(error instanceof slim.AuthError);
        assert.deepEqual([error.name, error.retryable], ['ModuleFileException', retryable]);
        assert.ok(error.message.includes(problem) && error.message.includes(address), error.message);
        return true;
      });
      await slim.initialize(bytes);
      assert.equal(await isSignedIn(), false);
    });
  }

  it('fetches an address again at the next call after a failure', async () => {
    fetchGives(failures['could not be fetched'].answer, async () => response());
    await slim.initialize(address);
    await assert.rejects(isSignedIn(), { name: 'ModuleFileException' });
    assert.equal(await isSignedIn(), false);
  });

  it('uses the module given last if an earlier one fails meanwhile', async () => {
    const first = deferred();
    const initialized = slim.initialize(first.promise);
    const again = slim.initialize(bytes);
    first.reject(new Error('offline'));
    await Promise.all([initialized, again]);
    assert.equal(await isSignedIn(), false);
  });

  it('refuses bytes that are not a module, and inputs of other kinds', async () => {
    await assert.rejects(slim.initialize(new Uint8Array(8)), { name: 'Unknown' });
    for (const input of [undefined, null, 7, {}]) {
      await assert.rejects(slim.initialize(input), { name: 'InvalidModuleException', category: 'configuration' });
    }
  });

  describe('with the integrity of the module', () => {
    const digestOf = (algorithm, of = bytes) => `${algorithm}-${createHash(algorithm).update(of).digest('base64')}`;
    const integrity = digestOf('sha384');
    const other = digestOf('sha384', 'another');

    const checkable = [
      'the bytes',
      'a buffer',
      'a response',
      'a promise of a response',
      'an address',
      'a URL',
      'a request',
    ];
    for (const name of checkable) {
      it(`takes ${name}, and refuses another module`, async () => {
        fetchGives(
          async () => response(),
          async () => response(),
        );
        const refusal = { name: 'ModuleFileException', retryable: false, message: /integrity/ };
        const compiles = [mock.method(WebAssembly, 'compile'), mock.method(WebAssembly, 'compileStreaming')];
        const initialized = slim.initialize(inputs[name](), { integrity: other });
        // The file of an address is fetched by the first call.
        await assert.rejects(Promise.all([initialized, isSignedIn()]), refusal);
        assert.deepEqual(
          compiles.map((compile) => compile.mock.callCount()),
          [0, 0],
        );
        await slim.initialize(inputs[name](), { integrity });
        assert.equal(await isSignedIn(), false);
      });
    }

    it('takes any kind of digest, and one of several of the strongest kind', async () => {
      for (const good of [
        digestOf('sha256'),
        digestOf('sha512'),
        `${other}\n ${integrity}`,
        `${digestOf('sha256', '')} ${integrity}`,
      ]) {
        await slim.initialize(bytes, { integrity: good });
        slim = await import(`../../dist/slim.js?copy=${(copies += 1)}`);
        delete globalThis[Symbol.for('cognito-wasm')];
      }
      await assert.rejects(slim.initialize(bytes, { integrity: `${digestOf('sha256')} ${other}` }), {
        name: 'ModuleFileException',
      });
    });

    it('refuses what is not a digest, which a browser would ignore', async () => {
      for (const text of [
        '',
        'sha384-',
        'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
        'md5-x',
        integrity.slice(0, -1),
        `${integrity} x`,
        7,
        null,
        {},
      ]) {
        await assert.rejects(
          slim.initialize(bytes, { integrity: text }),
          { name: 'InvalidModuleException' },
          String(text),
        );
      }
      await assert.rejects(isSignedIn(), { name: 'ModuleNotInitializedException' });
    });

    it('refuses a compiled module', async () => {
      const module = new WebAssembly.Module(bytes);
      await assert.rejects(slim.initialize(module, { integrity }), { name: 'InvalidModuleException' });
    });

    it('requires that of the second module too', async () => {
      await assert.rejects(slim.initialize(bytes, { integrity, relaxed: address }), { name: 'InvalidModuleException' });
      await slim.initialize(bytes, { integrity, relaxed: address, relaxedIntegrity: other });
    });

    it('reports that it cannot be checked', async () => {
      mock.getter(crypto, 'subtle', () => undefined);
      await assert.rejects(slim.initialize(bytes, { integrity }), { name: 'InvalidModuleException', message: /https/ });
    });

    it('is published for every file that a page may load from elsewhere', async () => {
      const dist = new URL('../../dist/', import.meta.url);
      const published = JSON.parse(await readFile(new URL('integrity.json', dist), 'utf8'));
      const files = [
        'browser.js',
        'cognito-wasm.global.js',
        'wasm/cognito_wasm_bg.wasm',
        'wasm/cognito_wasm_relaxed.wasm',
      ];
      assert.deepEqual(Object.keys(published), files);
      for (const file of files) assert.equal(published[file], digestOf('sha384', await readFile(new URL(file, dist))));
      await slim.initialize(bytes, { integrity: published['wasm/cognito_wasm_bg.wasm'] });
    });
  });

  it('shares the module between the copies that import and require give', async () => {
    const required = createRequire(import.meta.url)('../../dist/cjs/slim.js');
    assert.notEqual(required.initialize, slim.initialize);
    await required.Amplify.configure(config);
    await assert.rejects(required.fetchAuthSession(), { name: 'ModuleNotInitializedException' });
    await slim.initialize(bytes);
    assert.equal((await required.fetchAuthSession()).isSignedIn, false);
  });
});

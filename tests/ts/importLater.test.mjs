import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { AuthError } from '../../dist/auth.js';
import { importLater } from '../../dist/loader/importLater.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** An import whose outcomes are given: errors are thrown, anything else is the file. */
function imports(...outcomes) {
  const calls = { count: 0 };
  const load = async () => {
    const outcome = outcomes[calls.count];
    calls.count += 1;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  return { calls, file: importLater('the WebAssembly module', load) };
}

const file = { version };

describe('a file that is imported later', () => {
  it('is imported by the first call, and once', async () => {
    const { calls, file: get } = imports(file);
    assert.equal(calls.count, 0);
    const [first, second] = await Promise.all([get(), get()]);
    assert.deepEqual([first === file, second === file, (await get()) === file, calls.count], [true, true, true, 1]);
  });

  it('is imported again by the next call after a failure, which the error explains', async () => {
    const failure = Object.assign(new Error('Loading chunk 453 failed.\n(missing: http://app.example/453.js)'), {
      name: 'ChunkLoadError',
    });
    const { calls, file: get } = imports(failure, file);
    const [first, second] = await Promise.allSettled([get(), get()]);
    assert.equal(first.reason, second.reason);
    assert.ok(first.reason instanceof AuthError);
    const { name, category, retryable, message, recoverySuggestion, cause, underlyingError } = first.reason;
    assert.deepEqual([name, category, retryable], ['ModuleFileException', 'network', true]);
    assert.match(message, /the file with the WebAssembly module could not be loaded/);
    assert.match(recoverySuggestion, /deployed anew.*reload/);
    assert.deepEqual([cause, underlyingError], [failure, failure]);
    assert.equal(await get(), file);
    assert.equal(calls.count, 2);
  });

  it('has failed for good if the file is broken: engines keep it', async () => {
    const { file: get } = imports(new SyntaxError('Unexpected end of input'));
    const { name, category, retryable, message, recoverySuggestion } = await get().catch((reason) => reason);
    assert.deepEqual([name, category, retryable], ['ModuleFileException', 'configuration', false]);
    assert.match(message, /could not be used/);
    assert.match(recoverySuggestion, /Reload the page/);
  });

  for (const [what, loaded, retryable] of [
    ['nothing', undefined, true],
    ['a file of another version', { version: '0.0.9' }, false],
  ]) {
    it(`has failed if the import resolves with ${what}`, async () => {
      const { file: get } = imports(loaded, file);
      const { name, cause, ...error } = await get().catch((reason) => reason);
      assert.equal(error.retryable, retryable);
      const message = `the imported file is of version ${loaded?.version}, not ${version}`;
      assert.deepEqual([name, cause.message], ['ModuleFileException', message]);
      assert.equal(await get(), file);
    });
  }

  it('cannot be imported in a service worker, and the error says what can', async () => {
    globalThis.ServiceWorkerGlobalScope = () => undefined;
    try {
      const { file: get } = imports(new TypeError('import() is disallowed on ServiceWorkerGlobalScope'));
      await assert.rejects(get(), {
        name: 'ModuleFileException',
        category: 'configuration',
        retryable: false,
        recoverySuggestion: /cognito-wasm\/embedded/,
      });
    } finally {
      delete globalThis.ServiceWorkerGlobalScope;
    }
  });
});

describe('a file whose failure Firefox remembers', () => {
  it('is imported from its address', async () => {
    // Node imports nothing over http, and says so.
    const failure = new TypeError('error loading dynamically imported module: http://app.example/moduleFile.js');
    const { calls, file: get } = imports(failure, file);
    await assert.rejects(get(), { cause: failure });
    const { cause } = await get().catch((reason) => reason);
    assert.equal(cause.code, 'ERR_UNSUPPORTED_ESM_URL_SCHEME');
    assert.equal(calls.count, 1);
    assert.equal(await get(), file);
  });
});

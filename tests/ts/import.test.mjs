import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import * as esbuild from 'esbuild';

const dist = new URL('../../dist/', import.meta.url);

/** Imports a module in a new process that records every change and use of the global object. */
function importAlone(entry) {
  const script = `
    const before = Object.getOwnPropertyDescriptors(globalThis);
    const used = [];
    const watched = ['WebAssembly', 'DecompressionStream', 'TextDecoder', 'TextEncoder', 'FinalizationRegistry', 'fetch', 'atob'];
    const real = Object.fromEntries(watched.map((name) => [name, globalThis[name]]));
    for (const name of watched) {
      Object.defineProperty(globalThis, name, { configurable: true, get: () => (used.push(name), real[name]) });
    }
    await import(${JSON.stringify(new URL(entry, dist).href)});
    for (const name of watched) Object.defineProperty(globalThis, name, before[name]);
    const after = Object.getOwnPropertyDescriptors(globalThis);
    const changed = Reflect.ownKeys({ ...before, ...after }).filter(
      (key) => !Object.is(before[key]?.value, after[key]?.value) || before[key]?.get !== after[key]?.get,
    );
    console.log(JSON.stringify({ changed: changed.map(String), used }));
  `;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

describe('importing the package', () => {
  for (const entry of ['index.js', 'auth.js', 'cognito.js', 'utils.js', 'wasm/cognito_wasm.js']) {
    it(`as ${entry} changes and uses nothing of the global object`, () => {
      assert.deepEqual(importAlone(entry), { changed: [], used: [] });
    });
  }
});

/** Bundles a line of code that imports from an entry. Returns which of our modules are in the bundle. */
async function modulesInBundle(code) {
  const { metafile } = await esbuild.build({
    stdin: { contents: code, resolveDir: fileURLToPath(dist) },
    bundle: true,
    format: 'esm',
    metafile: true,
    write: false,
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.entries(inputs)
    .filter(([path, { bytesInOutput }]) => path.includes('dist/') && bytesInOutput > 0)
    .map(([path]) => path.replace(/^.*dist\//, ''));
}

describe('a bundle', () => {
  const subjects = /^(account|devices|facade|mfa|passkeys|password|session|signIn|signUp|storage)\//;

  for (const entry of ['./index.js', './auth.js']) {
    it(`of one function from ${entry} contains none of the others`, async () => {
      const modules = await modulesInBundle(`import { signUp } from '${entry}'; console.log(signUp);`);
      assert.deepEqual(
        modules.filter((name) => subjects.test(name)),
        ['signUp/signUp.js'],
      );
      assert.ok(modules.includes('loader/moduleFile.js'));
    });
  }

  it('of the Hub or of decodeJWT does not contain the module', async () => {
    for (const name of ['Hub', 'decodeJWT', 'AuthError']) {
      const modules = await modulesInBundle(`import { ${name} } from './index.js'; console.log(${name});`);
      assert.ok(!modules.some((each) => each.startsWith('wasm/') || each.startsWith('loader/')), `${name}: ${modules}`);
    }
  });

  it('of one storage contains none of the others, and not the module', async () => {
    const storages = {
      CookieStorage: /cookie|ownStorage|storageError/,
      defaultStorage: /browserStorages|ownStorage/,
      EncryptedStorage: /encryptedStorage|item|clears|storageError/,
      RequestCookies: /cookie|requestCookies|ownStorage|storageError/,
    };
    for (const [name, own] of Object.entries(storages)) {
      const modules = await modulesInBundle(`import { ${name} } from './index.js'; console.log(${name});`);
      const others = modules.filter((each) => /^(wasm|loader|glance|instance|storage)\//.test(each) && !own.test(each));
      assert.deepEqual(others, [], name);
    }
  });

  it('of a function from a bundled entry contains no storage', async () => {
    for (const entry of ['embedded', 'slim']) {
      const { outputFiles } = await esbuild.build({
        stdin: {
          contents: `import { signIn } from './${entry}.js'; console.log(signIn);`,
          resolveDir: fileURLToPath(dist),
        },
        bundle: true,
        format: 'esm',
        write: false,
      });
      assert.doesNotMatch(outputFiles[0].text, /class \w*(CookieStorage|EncryptedStorage|RequestCookies|AsyncStorage)/);
    }
  });

  it('of an import that is not used is empty', async () => {
    assert.deepEqual(await modulesInBundle(`import { signIn, Amplify, Hub } from './index.js';`), []);
  });
});

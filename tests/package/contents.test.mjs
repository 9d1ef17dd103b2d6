import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, posix } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { publint } from 'publint';
import { filesIn } from '../../scripts/run/files.mjs';
import { inRoot, root } from '../../scripts/run/paths.mjs';
import { tarball } from '../../scripts/pack/tarball.mjs';
import { App, packedFiles } from './app.mjs';

/** For tools that do not read `exports`. */
const entries = [
  'auth',
  'auth/cognito',
  'auth/enable-oauth-listener',
  'embedded',
  'slim',
  'utils',
  'vault-worker',
  'wasm',
  'wasm/relaxed',
].map((name) => `${name}/package.json`);
const texts = [
  ...filesIn('docs').filter((path) => path.endsWith('.md')),
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'SECURITY.md',
  'THIRD-PARTY-NOTICES.txt',
  'package.json',
  'sbom.cdx.json',
];
const generated = ['cognito_wasm_bg.wasm', 'cognito_wasm_relaxed.wasm'].map((name) => `dist/wasm/${name}`);
const declared = ['cognito_wasm.d.ts', 'inline.d.ts', 'module.d.ts', 'relaxed.d.ts', 'signing.d.ts'].map(
  (name) => `dist/wasm/${name}`,
);
const digests = 'dist/integrity.json';
const bundles = ['embedded.js', 'slim.js', 'browser.js', 'cognito-wasm.global.js'].map((name) => `dist/${name}`);
const commonJs = [
  'index.js',
  'auth.js',
  'cognito.js',
  'enableOAuthListener.js',
  'utils.js',
  'embedded.js',
  'slim.js',
  'package.json',
].map((name) => `dist/cjs/${name}`);
/** Files that `cognito-wasm` imports later. They are bundled, too. */
const later = [
  ...['diagnostics/diagnosticsFile', 'limits/keeperFile', 'loader/moduleFile', 'loader/relaxedFile'],
  ...['redirect/redirectFile', 'session/credentialsFile', 'signing/signingFile'],
  ...['storage/cookieFile', 'storage/storageCopyFile', 'tabs/tabsFile', 'vault/vaultFile'],
].map((name) => `dist/${name}.js`);
/** The vault's page names it as a worker's file. */
const worker = 'dist/vault/vaultWorker.js';

const installed = 'node_modules/cognito-wasm';

describe('the packed package', () => {
  /** @type {App} */
  let app;
  before(async () => {
    app = await App.create();
  });
  after(() => app.remove());

  /** @param {string} folder */
  const manifest = async (folder) => JSON.parse(await readFile(app.path(installed, folder, 'package.json'), 'utf8'));

  /** The files that the entries import, as a bundler finds them, which misses none. */
  async function importedFiles() {
    const { metafile } = await build({
      entryPoints: ['index', 'auth', 'cognito', 'enableOAuthListener', 'utils'].map((name) =>
        app.path(installed, 'dist', `${name}.js`),
      ),
      ...{ bundle: true, splitting: true, format: 'esm', write: false, metafile: true, logLevel: 'silent' },
      absWorkingDir: app.path(installed),
      outdir: app.path('build'),
    });
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
    assert.deepEqual(
      imports.filter(({ external }) => external),
      [],
    );
    return Object.keys(metafile.inputs);
  }

  test('has only the compiled modules, bundles, types, the wasm module and the texts', async () => {
    const types = filesIn('ts')
      .filter((path) => path.endsWith('.ts') && !path.startsWith('ts/wasm/'))
      .map((path) => path.replace(/^ts\/(.*)\.ts$/, 'dist/$1.d.ts'))
      .concat(declared);
    const code = [...(await importedFiles()), worker, ...bundles, 'dist/cjs/index.js', 'dist/cjs/slim.js'];
    const expected = [
      ...(await importedFiles()),
      ...code.map((path) => `${path}.map`),
      ...types,
      ...types.map((path) => path.replace('dist/', 'dist/cjs/')),
      worker,
      ...generated,
      ...bundles,
      digests,
      ...commonJs,
      ...entries,
      ...texts,
    ];
    assert.ok(types.length > 20);
    assert.deepEqual((await packedFiles()).sort(), expected.sort());
  });

  test('has every file that its files import', async () => {
    const files = await importedFiles();
    assert.deepEqual(
      later.filter((path) => !files.includes(path)),
      [],
    );
  });

  test('has a map for its code, with the TypeScript in it', async () => {
    for (const path of [...(await importedFiles()), worker, ...bundles, 'dist/cjs/index.js']) {
      const code = await readFile(app.path(installed, path), 'utf8');
      assert.ok(code.trimEnd().endsWith(`//# sourceMappingURL=${posix.basename(path)}.map`), path);
      const { sources, sourcesContent } = JSON.parse(await readFile(app.path(installed, `${path}.map`), 'utf8'));
      for (const [index, source] of sources.entries()) {
        const place = posix.join(dirname(path), source);
        if (!place.startsWith('ts/')) continue;
        assert.equal(sourcesContent[index], readFileSync(inRoot(place), 'utf8'), `${place} in ${path}`);
      }
      assert.ok(
        sources.some((/** @type {string} */ source) => posix.join(dirname(path), source).startsWith('ts/')),
        path,
      );
    }
  });

  test('has the documents that its documents link to, except those for contributors', async () => {
    const files = new Set(await packedFiles());
    const elsewhere = /^(?:CONTRIBUTING\.md|(?:api|cli|examples|local|scripts|src|tests|www)\/|docs\/demo\.webp)/;
    for (const name of [...files].filter((path) => path.endsWith('.md'))) {
      const text = await readFile(app.path(installed, name), 'utf8');
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
        const path = posix.join(dirname(name), target);
        assert.ok(files.has(path) || elsewhere.test(path), `${name} links to ${path}`);
      }
    }
  });

  test('has a folder for each entry that leads to the same files as `exports`', async () => {
    const { exports } = await manifest('.');
    const named = Object.keys(exports).filter((entry) => entry !== '.' && entry !== './package.json');
    assert.deepEqual(named.map((entry) => entry.slice(2)).sort(), entries.map(dirname).sort());
    for (const entry of named) {
      const { main, module, types } = await manifest(entry);
      const targets = { require: main, default: module };
      for (const [condition, target] of Object.entries(targets)) {
        assert.equal(posix.join(entry, target), posix.normalize(exports[entry][condition].default), entry);
      }
      assert.equal(posix.join(entry, types), posix.normalize(exports[entry].default.types), entry);
    }
  });

  test('leaves nothing that was made for it in the repository', () => {
    for (const path of entries) assert.ok(!existsSync(inRoot(dirname(path))), path);
    for (const path of ['THIRD-PARTY-NOTICES.txt', 'sbom.cdx.json']) assert.ok(!existsSync(inRoot(path)), path);
  });

  test('names no folder of the machine that built it', async () => {
    for (const path of await packedFiles()) {
      const content = await readFile(app.path(installed, path), 'latin1');
      for (const folder of [root, homedir()]) assert.ok(!content.includes(folder), `${path} contains ${folder}`);
    }
  });

  test('is declared as publint wants it', async () => {
    const { buffer } = new Uint8Array(await readFile(tarball));
    const { messages } = await publint({ strict: true, pack: { tarball: buffer } });
    assert.deepEqual(messages, []);
  });
});

describe('the bundles', () => {
  test('import nothing, so that a page can load them from anywhere', async () => {
    for (const path of [...bundles, ...later, 'dist/cjs/index.js', 'dist/cjs/slim.js']) {
      const options = /** @type {const} */ ({ bundle: true, write: false, metafile: true, logLevel: 'silent' });
      const { metafile } = await build({ entryPoints: [inRoot(path)], outdir: inRoot('dist'), ...options });
      const [bundle] = Object.values(metafile.inputs);
      assert.deepEqual(bundle?.imports, [], path);
    }
  });

  test('contain the wasm module, except the slim ones', async () => {
    const { wasmBase64 } = await import('../../dist/wasm/inline.js');
    const carriers = [...bundles, ...later, worker, 'dist/cjs/index.js', 'dist/cjs/slim.js'].filter((path) =>
      readFileSync(inRoot(path), 'utf8').includes(wasmBase64),
    );
    const withoutIt = bundles.filter((path) => !path.endsWith('slim.js'));
    assert.deepEqual(carriers, [...withoutIt, 'dist/loader/moduleFile.js', worker, 'dist/cjs/index.js']);
  });
});

describe('the wasm module', () => {
  test('needs little memory when it starts', async () => {
    const { createGlue } = await import('../../dist/wasm/cognito_wasm.js');
    const bytes = await readFile(inRoot('dist/wasm/cognito_wasm_bg.wasm'));
    const exports = await createGlue(queueMicrotask).init({ module_or_path: bytes });
    // Its name is short.
    const memory = Object.values(/** @type {WebAssembly.Exports} */ (exports)).find(
      (member) => member instanceof WebAssembly.Memory,
    );
    assert.ok(memory !== undefined && memory.buffer.byteLength <= 256 * 1024, `${memory?.buffer.byteLength} bytes`);
  });

  test('is the same inside JavaScript', async () => {
    const { wasmBase64 } = await import('../../dist/wasm/inline.js');
    const { unpack } = await import('../../target/typescript/loader/packedModule.js');
    const bytes = await unpack(wasmBase64);
    const file = await readFile(inRoot('dist/wasm/cognito_wasm_bg.wasm'));
    assert.ok(file.equals(Buffer.from(bytes)));
  });
});

import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { run } from '../run/command.mjs';
import { filesIn } from '../run/files.mjs';
import { unlessFresh } from '../run/freshness.mjs';
import { inRoot, npmCommand } from '../run/paths.mjs';

const inputs = ['ts', 'tsconfig.json', 'tsconfig.base.json', 'package-lock.json', 'scripts/build/typescript.mjs'];
const outputs = ['dist/index.js', 'dist/index.d.ts'];

/** Modules that are bundled, or exist only for the bundles. Imported directly, they would have the wrong loader. */
const bundledOnly = [
  'dist/embedded.js',
  'dist/slim.js',
  'dist/loader/moduleFile.js',
  'dist/loader/readyWasm.embedded.js',
  'dist/loader/relaxedFile.js',
  'dist/loader/readyRelaxed.embedded.js',
  'dist/loader/readyWasm.slim.js',
  'dist/loader/readyRelaxed.slim.js',
  'dist/loader/compileInput.js',
  'dist/loader/givenModule.js',
  'dist/loader/integrity.js',
  'dist/storage/askedStorage.js',
  'dist/storage/sessionCopy.js',
  'dist/storage/storageCopy.js',
  'dist/storage/storageCopyFile.js',
  'dist/storage/cookieFile.js',
  'dist/diagnostics/collect.js',
  'dist/diagnostics/diagnosticsFile.js',
  'dist/limits/keeperFile.js',
  'dist/platform/watchedPage.js',
  'dist/limits/policy.js',
  'dist/limits/sessionKeeper.js',
  'dist/storage/userList.js',
  ...[
    'changes',
    'mark',
    'pageEvents',
    'storedView',
    'tabChannel',
    'tabEvents',
    'tabsFile',
    'toldOnce',
    'viewOfAnswer',
  ].map((name) => `dist/tabs/${name}.js`),
  ...[
    'life',
    'messages',
    'outgoing',
    'pageAnswers',
    'pagePasskeys',
    'portHooks',
    'portLink',
    'sharedWorker',
    'sharedWorker.single',
    'startWorker',
    'vault',
    'vaultClient',
    'vaultConnection',
    'vaultFile',
    'vaultServer',
    'vaultStorage',
    'vaultWorker',
    'workerCredentials',
  ].map((name) => `dist/vault/${name}.js`),
];

/** Compiles `ts/` into `dist/`, and removes everything else there, including outdated bundles. */
export async function buildTypeScript() {
  return unlessFresh('typescript', { inputs, outputs }, async () => {
    const listing = await run(npmCommand('tsc'), ['--listEmittedFiles'], { quiet: true });
    const emitted = Array.from(listing.matchAll(/^TSFILE: (.+)$/gm), ([, path = '']) => relative(inRoot(), path));
    const kept = emitted.filter((path) => !bundledOnly.includes(path));
    const stale = filesIn('dist').filter((path) => !path.startsWith('dist/wasm/') && !kept.includes(path));
    for (const path of stale) rmSync(inRoot(path));
    copyWasmDeclarations();
  });
}

/** The declarations of the generated modules are written by hand. */
function copyWasmDeclarations() {
  mkdirSync(inRoot('dist', 'wasm'), { recursive: true });
  for (const path of filesIn('ts/wasm').filter((name) => name.endsWith('.d.ts'))) {
    copyFileSync(inRoot(path), inRoot('dist', 'wasm', basename(path)));
  }
}

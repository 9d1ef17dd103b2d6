import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { filesIn } from '../run/files.mjs';
import { unlessFresh } from '../run/freshness.mjs';
import { inRoot } from '../run/paths.mjs';
import { leaveOutGenerated } from './source-maps.mjs';

/** The bundled files of the package, besides the compiled modules. */
const outputs = [
  'dist/loader/moduleFile.js',
  'dist/loader/relaxedFile.js',
  'dist/storage/storageCopyFile.js',
  'dist/storage/cookieFile.js',
  'dist/diagnostics/diagnosticsFile.js',
  'dist/limits/keeperFile.js',
  'dist/redirect/redirectFile.js',
  'dist/session/credentialsFile.js',
  'dist/signing/signingFile.js',
  'dist/tabs/tabsFile.js',
  'dist/vault/vaultFile.js',
  'dist/vault/vaultWorker.js',
  'dist/embedded.js',
  'dist/slim.js',
  'dist/browser.js',
  'dist/cognito-wasm.global.js',
  'dist/cjs/index.js',
  'dist/cjs/auth.js',
  'dist/cjs/cognito.js',
  'dist/cjs/utils.js',
  'dist/cjs/embedded.js',
  'dist/cjs/slim.js',
  'dist/cjs/index.d.ts',
  'dist/integrity.json',
];
/** Files that are imported later. */
const laterFiles = [
  'loader/moduleFile',
  'loader/relaxedFile',
  'storage/storageCopyFile',
  'storage/cookieFile',
  'diagnostics/diagnosticsFile',
  'limits/keeperFile',
  'redirect/redirectFile',
  'session/credentialsFile',
  'signing/signingFile',
  'tabs/tabsFile',
  'vault/vaultFile',
];
/** Files that a page may load from another origin. */
const loadable = [
  'browser.js',
  'cognito-wasm.global.js',
  'wasm/cognito_wasm_bg.wasm',
  'wasm/cognito_wasm_relaxed.wasm',
];
const inputs = [
  'ts',
  'dist/wasm',
  'package.json',
  'package-lock.json',
  'scripts/build/bundles.mjs',
  'scripts/build/source-maps.mjs',
];

/** Writes the bundles of the package into `dist/`. Needs the crate and the TypeScript to be built. */
export async function buildBundles() {
  return unlessFresh('bundles', { inputs, outputs }, async () => {
    rmSync(inRoot('dist/cjs'), { recursive: true, force: true });
    for (const file of laterFiles) await bundle(`ts/${file}.ts`, `dist/${file}.js`, { format: 'esm' });
    // Without minification, esbuild keeps the comments that tell bundlers to leave an import alone.
    await bundle('ts/vault/vaultWorker.ts', 'dist/vault/vaultWorker.js', { format: 'esm', ...embedded });
    await bundle('ts/embedded.ts', 'dist/embedded.js', { format: 'esm', ...embedded });
    await bundle('ts/slim.ts', 'dist/slim.js', { format: 'esm', plugins: [inDist, loadersOf('slim'), laterParts] });
    await bundle('ts/embedded.ts', 'dist/browser.js', { format: 'esm', minify: true, ...embedded });
    await bundle('ts/embedded.ts', 'dist/cognito-wasm.global.js', {
      format: 'iife',
      globalName: 'CognitoWasm',
      minify: true,
      ...embedded,
    });
    await writeCommonJs();
    writeIntegrity();
  });
}

/** Writes the digests of these files, in the form that `integrity` takes in a `<script>` and in `initialize`. */
function writeIntegrity() {
  const digest = (/** @type {string} */ name) =>
    `sha384-${createHash('sha384')
      .update(readFileSync(inRoot('dist', name)))
      .digest('base64')}`;
  const digests = Object.fromEntries(loadable.map((name) => [name, digest(name)]));
  writeFileSync(inRoot('dist/integrity.json'), `${JSON.stringify(digests, null, 2)}\n`);
}

/**
 * For `require`: everything in one file, with the module, since not everything that requires it can import a file later. The other
 * entries re-export all or a part of it.
 */
async function writeCommonJs() {
  await bundle('ts/embedded.ts', 'dist/cjs/index.js', { format: 'cjs', ...embedded });
  await bundle('ts/slim.ts', 'dist/cjs/slim.js', { format: 'cjs', plugins: [inDist, loadersOf('slim'), singleFile] });
  for (const entry of ['auth', 'cognito', 'enableOAuthListener', 'utils', 'embedded']) {
    const names = await exportsOf(`ts/${entry}.ts`);
    const { transform } = await import('esbuild');
    const { code } = await transform(`export { ${names.join(', ')} } from './index.js';`, { format: 'cjs' });
    writeFileSync(inRoot('dist/cjs', `${entry}.js`), code);
  }
  // Tells Node and TypeScript that the files in this folder are CommonJS.
  writeFileSync(inRoot('dist/cjs/package.json'), '{ "type": "commonjs" }\n');
  for (const path of filesIn('dist').filter((name) => name.endsWith('.d.ts') && !name.startsWith('dist/cjs/'))) {
    const copy = inRoot(path.replace(/^dist\//, 'dist/cjs/'));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(inRoot(path), copy);
  }
}

/**
 * @param {string} entry
 * @param {string} outfile
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(entry, outfile, options) {
  const { build } = await import('esbuild');
  const { name, version, license } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  await build({
    absWorkingDir: inRoot(),
    entryPoints: [entry],
    outfile: inRoot(outfile),
    bundle: true,
    platform: 'neutral',
    target: 'es2022',
    tsconfig: inRoot('tsconfig.json'),
    banner: { js: `/*! ${name} ${version} | ${license} */` },
    logLevel: 'error',
    plugins: [inDist],
    sourcemap: true,
    ...options,
  });
  leaveOutGenerated(inRoot(`${outfile}.map`));
}

/**
 * @param {string} entry
 * @returns {Promise<string[]>} the names that it exports
 */
async function exportsOf(entry) {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: inRoot(),
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    write: false,
    metafile: true,
    outdir: inRoot('dist'),
    logLevel: 'error',
    plugins: [inDist],
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

/** @type {import('esbuild').Plugin} Resolves the generated modules, which are in `dist/wasm`. */
const inDist = {
  name: 'generated modules',
  setup(build) {
    build.onResolve({ filter: /\/wasm\/\w+\.js$/ }, ({ path }) => ({ path: inRoot('dist/wasm', basename(path)) }));
  },
};

/** @type {import('esbuild').Plugin} Leaves what is imported later in its own files. In this one, nobody could drop it. */
const laterParts = {
  name: 'parts that are imported later',
  setup(build) {
    build.onResolve({ filter: /File\.js$/ }, ({ path, kind }) => {
      const file = laterFiles.find((each) => basename(each) === basename(path, '.js') && !each.startsWith('loader/'));
      return kind === 'dynamic-import' && file ? { path: `./${file}.js`, external: true } : undefined;
    });
  },
};

/** @type {import('esbuild').Plugin} For bundles that have no worker's file beside them: its address has to be given. */
const singleFile = {
  name: 'a single file',
  setup(build) {
    build.onResolve({ filter: /\/sharedWorker\.js$/ }, () => ({ path: inRoot('ts/vault/sharedWorker.single.ts') }));
  },
};

/**
 * Replaces the loaders, which import the module later, by those of another entry.
 *
 * @param {'embedded' | 'slim'} entry
 * @returns {import('esbuild').Plugin}
 */
const loadersOf = (entry) => ({
  name: `loaders of ${entry}`,
  setup(build) {
    build.onResolve({ filter: /\/loader\/ready(Wasm|Relaxed)\.js$/ }, ({ path }) => ({
      path: inRoot('ts/loader', basename(path).replace('.js', `.${entry}.ts`)),
    }));
  },
});

/** What is in single files, with the module. */
const embedded = { plugins: [inDist, loadersOf('embedded'), singleFile] };

import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import { run } from '../run/command.mjs';
import { filesIn } from '../run/files.mjs';
import { unlessFresh } from '../run/freshness.mjs';
import { inRoot, npmCommand } from '../run/paths.mjs';
import { copySourceMap } from './source-maps.mjs';

const inputs = [
  'ts',
  'tsconfig.json',
  'tsconfig.base.json',
  'package-lock.json',
  'scripts/build/typescript.mjs',
  'scripts/build/source-maps.mjs',
];
const outputs = ['dist/index.js', 'dist/index.d.ts', 'target/typescript/index.js'];

/** The entries whose modules are in the package one by one, for bundlers to choose from. The others are bundled. */
const entries = ['index', 'auth', 'cognito', 'enableOAuthListener', 'utils'];

/** All modules, one by one. Tests of a single module use these. */
const compiled = 'target/typescript';

/**
 * Compiles `ts/`, and copies what the package has of it into `dist/`: all types, and the modules that the entries import. The others
 * are only in bundles; imported directly, they would have the wrong loader. Everything else there is removed, outdated bundles too.
 */
export async function buildTypeScript() {
  return unlessFresh('typescript', { inputs, outputs }, async () => {
    rmSync(inRoot(compiled), { recursive: true, force: true });
    await run(npmCommand('tsc'), [], { quiet: true });
    for (const path of filesIn('dist').filter((name) => !name.startsWith('dist/wasm/'))) rmSync(inRoot(path));
    const imported = await importedModules();
    for (const path of filesIn(compiled)) {
      const copy = inRoot('dist', relative(compiled, path));
      mkdirSync(dirname(copy), { recursive: true });
      if (path.endsWith('.d.ts') || imported.has(path)) copyFileSync(inRoot(path), copy);
      else if (path.endsWith('.js.map') && imported.has(path.replace(/\.map$/, ''))) copySourceMap(inRoot(path), copy);
    }
    copyWasmDeclarations();
  });
}

/** The modules that the entries import, without those of the files that are imported later: they are bundled. */
async function importedModules() {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: inRoot(),
    entryPoints: entries.map((name) => `${compiled}/${name}.js`),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    write: false,
    metafile: true,
    outdir: inRoot('target', 'imported'),
    logLevel: 'error',
    plugins: [withoutLaterFiles],
  });
  return new Set(Object.keys(metafile.inputs));
}

/** @type {import('esbuild').Plugin} */
const withoutLaterFiles = {
  name: 'without the files that are imported later',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind }) => (kind === 'dynamic-import' ? { external: true } : undefined));
  },
};

/** The declarations of the generated modules are written by hand. */
function copyWasmDeclarations() {
  mkdirSync(inRoot('dist', 'wasm'), { recursive: true });
  for (const path of filesIn('ts/wasm').filter((name) => name.endsWith('.d.ts'))) {
    copyFileSync(inRoot(path), inRoot('dist', 'wasm', basename(path)));
  }
}

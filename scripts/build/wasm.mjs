import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../run/command.mjs';
import { unlessFresh } from '../run/freshness.mjs';
import { inRoot, root, toolPath } from '../run/paths.mjs';
import { rustVersion, wasmTarget } from '../setup/rust-target.mjs';
import { splitCode } from './code-streams.mjs';
import { passes, shrink } from './shrink.mjs';
import { shortenNames, shortNameOptions } from './short-names.mjs';
import { wrapGlue } from '../../ts/wasm/wrapGlue.mjs';

const crate = 'cognito_wasm';
const relaxed = 'cognito_wasm_relaxed';
const signing = 'cognito_wasm_signing';
const inputs = [
  'src',
  'relaxed',
  'signing',
  'Cargo.toml',
  'Cargo.lock',
  '.cargo/config.toml',
  'scripts/build/code-streams.mjs',
  'scripts/build/short-names.mjs',
  'scripts/build/shrink.mjs',
  'scripts/build/wasm.mjs',
  'ts/wasm/wrapGlue.mjs',
];
const outputs = [`${crate}_bg.wasm`, `${crate}.js`, 'inline.js', `${relaxed}.wasm`, 'relaxed.js', 'signing.js'].map(
  (name) => `dist/wasm/${name}`,
);

/**
 * Builds the crates into `dist/wasm`: the module, its glue, and the modules for relaxed SIMD and for signing. All modules are also
 * written as JavaScript files that contain them.
 */
export async function buildWasm() {
  return unlessFresh('wasm', { inputs, outputs, tool: await rustVersion() }, async () => {
    // Separately: in one build, the second crate would get the first one's features. Only this package enables `bindings`.
    await compile('cognito-wasm', 'release', '--features', 'bindings');
    await compile('cognito-wasm-relaxed', 'relaxed');
    await compile('cognito-wasm-signing', 'signing');
    await bind();
    mkdirSync(inRoot('dist', 'wasm'), { recursive: true });
    const module = inRoot('dist', 'wasm', `${crate}_bg.wasm`);
    await writeModule(module);
    const relaxedModule = inRoot('dist', 'wasm', `${relaxed}.wasm`);
    await shrink(compiled(relaxed, 'relaxed'), relaxedModule, passes.relaxed);
    // It is in the package only as JavaScript.
    const signingModule = bound(`${signing}.wasm`);
    await shrink(compiled(signing, 'signing'), signingModule, passes.signing);
    await writeInlineModule('signing.js', 'signingBase64', signingModule);
    await writeInlineModule('inline.js', 'wasmBase64', module);
    await writeInlineModule('relaxed.js', 'relaxedBase64', relaxedModule);
  });
}

/** Builds the relaxed module's functions with the main module's kernel, for tests. @returns its path */
export async function buildWatchedKernel() {
  // With the main module's profile and passes, so that its code is the same.
  await compile('cognito-wasm-relaxed', 'release', '--features', 'simd128');
  const module = bound('watched.wasm');
  await shrink(compiled(relaxed, 'release'), module, passes.module);
  return module;
}

/**
 * Rust to WebAssembly.
 *
 * @param {string} name of the crate
 * @param {string} profile in Cargo.toml
 * @param {string[]} options of cargo
 */
async function compile(name, profile, ...options) {
  // Panic messages name source files. The shipped module must not name folders of this machine.
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), '.cargo');
  const flags = [
    [join(cargoHome, 'registry', 'src'), 'crates'],
    [root, ''],
  ].map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
  const config = `target.${wasmTarget}.rustflags=${JSON.stringify(flags)}`;
  await run('cargo', [
    // In the manifest, a second crate type beside `rlib` would prevent optimisation across crates, and give every project that
    // depends on the crate an extra module.
    'rustc',
    '--locked',
    '--crate-type',
    'cdylib',
    '--profile',
    profile,
    '--package',
    name,
    '--lib',
    ...options,
    '--target',
    wasmTarget,
    '--config',
    config,
  ]);
}

/** Writes the glue, and the module that goes with it. */
async function bind() {
  const paths = [compiled(crate, 'release'), bound(), crate];
  await run(toolPath('wasm-bindgen-glue'), ['--omit-default-module-path', ...paths]);
}

/**
 * Writes the main module and its glue, with short names for imports and exports.
 *
 * @param {string} module to write
 */
async function writeModule(module) {
  const unshrunk = bound(`${crate}_bg.wasm`);
  const glue = readFileSync(bound(`${crate}.js`), 'utf8');
  const names = await shrink(unshrunk, module, [...passes.module, ...(await shortNameOptions(unshrunk, glue))]);
  writeFileSync(inRoot('dist', 'wasm', `${crate}.js`), wrapGlue(shortenNames(glue, names)));
}

/**
 * @param {string} file to write
 * @param {string} constant that it exports
 * @param {string} module that the constant holds
 */
async function writeInlineModule(file, constant, module) {
  const { default: zopfli } = await import('@gfx/zopfli');
  // 5 % smaller than zlib's output, in the same format.
  const packed = await zopfli.deflateAsync(splitCode(readFileSync(module)), { numiterations: 15 });
  const base64 = Buffer.from(packed).toString('base64');
  writeFileSync(inRoot('dist', 'wasm', file), `export const ${constant} = '${base64}';\n`);
}

/**
 * @param {string} name of a crate, with underscores
 * @param {string} profile
 */
const compiled = (name, profile) => inRoot('target', wasmTarget, profile, `${name}.wasm`);

/** @param {string[]} parts of a path in wasm-bindgen's output folder */
const bound = (...parts) => inRoot('target', 'bound', ...parts);

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { run } from '../run/command.mjs';
import { unlessFresh } from '../run/freshness.mjs';
import { inRoot, npmCommand, root, toolPath } from '../run/paths.mjs';
import { rustVersion, wasmTarget } from '../setup/rust-target.mjs';
import { wrapGlue } from '../../ts/wasm/wrapGlue.mjs';

const crate = 'cognito_wasm';
const inputs = [
  'src',
  'Cargo.toml',
  'Cargo.lock',
  '.cargo/config.toml',
  'scripts/build/wasm.mjs',
  'ts/wasm/wrapGlue.mjs',
];
const outputs = [`${crate}_bg.wasm`, `${crate}.js`, 'inline.js'].map((name) => `dist/wasm/${name}`);

/** Builds the crate into `dist/wasm`: the module, its glue, and the module once more inside JavaScript. */
export async function buildWasm() {
  return unlessFresh('wasm', { inputs, outputs, tool: await rustVersion() }, async () => {
    await compile();
    await bind();
    await shrink();
    writeGlue();
    writeInlineModule();
  });
}

/** Rust to WebAssembly. */
async function compile() {
  // Panic messages name source files; what is shipped must not name this machine's folders.
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), '.cargo');
  const flags = [
    [join(cargoHome, 'registry', 'src'), 'crates'],
    [root, ''],
  ].map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
  const config = `target.${wasmTarget}.rustflags=${JSON.stringify(flags)}`;
  await run('cargo', ['build', '--release', '--lib', '--target', wasmTarget, '--config', config]);
}

/** The module with the functions that the glue expects, and the glue. */
async function bind() {
  const module = inRoot('target', wasmTarget, 'release', `${crate}.wasm`);
  const options = ['--target', 'web', '--omit-default-module-path', '--no-typescript', '--remove-producers-section'];
  await run(toolPath('wasm-bindgen'), [module, ...options, '--out-dir', bound()]);
}

async function shrink() {
  mkdirSync(inRoot('dist', 'wasm'), { recursive: true });
  const output = inRoot('dist', 'wasm', `${crate}_bg.wasm`);
  await run(npmCommand('wasm-opt'), ['-Oz', '--strip-debug', bound(`${crate}_bg.wasm`), '-o', output]);
}

function writeGlue() {
  const glue = readFileSync(bound(`${crate}.js`), 'utf8');
  writeFileSync(inRoot('dist', 'wasm', `${crate}.js`), wrapGlue(glue));
}

function writeInlineModule() {
  const module = readFileSync(inRoot('dist', 'wasm', `${crate}_bg.wasm`));
  const base64 = deflateRawSync(module, { level: 9 }).toString('base64');
  writeFileSync(inRoot('dist', 'wasm', 'inline.js'), `export const wasmBase64 = '${base64}';\n`);
}

/** @param {string[]} parts of a path in the folder for what wasm-bindgen writes */
const bound = (...parts) => inRoot('target', 'bound', ...parts);

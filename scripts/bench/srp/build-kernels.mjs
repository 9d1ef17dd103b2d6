import { rmSync } from 'node:fs';
import { run } from '../../run/command.mjs';
import { unlessFresh } from '../../run/freshness.mjs';
import { inRoot, npmCommand, toolPath } from '../../run/paths.mjs';
import { rustVersion, wasmTarget } from '../../setup/rust-target.mjs';

const folder = 'target/bench/kernels';
const inputs = ['src', 'scripts/bench/srp', 'Cargo.toml', 'Cargo.lock', '.cargo/config.toml'];
const outputs = ['kernels.js', 'kernels_bg.wasm'].map((name) => `${folder}/${name}`);

/** Builds the crate's kernels, in the way in which the package is built, into a module that shows them. */
export async function buildKernels() {
  return unlessFresh('bench-kernels', { inputs, outputs, tool: await rustVersion() }, async () => {
    // A folder of its own: other flags would make cargo build the package's dependencies anew, here and there.
    const target = ['--target', wasmTarget, '--target-dir', inRoot('target', 'bench')];
    await run('cargo', ['build', '--release', '--example', 'bench_srp', ...target]);
    rmSync(inRoot(folder), { recursive: true, force: true });
    const module = inRoot('target', 'bench', wasmTarget, 'release', 'examples', 'bench_srp.wasm');
    const options = ['--target', 'web', '--no-typescript', '--out-name', 'kernels', '--out-dir', inRoot(folder)];
    await run(toolPath('wasm-bindgen'), [module, ...options]);
    const bound = inRoot(folder, 'kernels_bg.wasm');
    await run(npmCommand('wasm-opt'), ['-Oz', '--strip-debug', bound, '-o', bound]);
  });
}

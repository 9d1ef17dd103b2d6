import { rmSync } from 'node:fs';
import { run } from '../../run/command.mjs';
import { unlessFresh } from '../../run/freshness.mjs';
import { inRoot, toolPath } from '../../run/paths.mjs';
import { rustVersion, wasmTarget } from '../../setup/rust-target.mjs';
import { passes, shrink } from '../../build/shrink.mjs';

/**
 * Modules with kernels. An engine rejects a module that uses a feature it lacks, so kernels with special needs have their own module.
 *
 * @type {{ name: string, profile: string, passes: readonly string[], features: string[] }[]} profiles and passes as those of the
 *   shipped modules, features as `-C target-feature` has them, beside those of the package
 */
export const kernelModules = [
  { name: 'kernels', profile: 'release', passes: passes.module, features: [] },
  { name: 'relaxed', profile: 'relaxed', passes: passes.relaxed, features: ['relaxed-simd'] },
];

const folder = 'target/bench/kernels';
const inputs = [
  'src',
  'relaxed',
  'scripts/bench/srp',
  'scripts/build/shrink.mjs',
  'Cargo.toml',
  'Cargo.lock',
  '.cargo/config.toml',
];
const outputs = kernelModules.flatMap(({ name }) => [`${folder}/${name}.js`, `${folder}/${name}_bg.wasm`]);

/** Builds modules that export the crate's kernels, with the package's settings. */
export async function buildKernels() {
  return unlessFresh('bench-kernels', { inputs, outputs, tool: await rustVersion() }, async () => {
    rmSync(inRoot(folder), { recursive: true, force: true });
    for (const module of kernelModules) await buildModule(module);
  });
}

/** @param {typeof kernelModules[number]} module */
async function buildModule({ name, profile, passes, features }) {
  // A separate target folder: with other flags, cargo would rebuild the package's dependencies each time.
  const target = ['--target', wasmTarget, '--target-dir', inRoot('target', 'bench')];
  const flags = features.flatMap((feature) => ['-C', `target-feature=+${feature}`]);
  const config = `target.${wasmTarget}.rustflags=${JSON.stringify(flags)}`;
  await run('cargo', ['build', '--profile', profile, '--example', 'bench_srp', ...target, '--config', config]);

  const compiled = inRoot('target', 'bench', wasmTarget, profile, 'examples', 'bench_srp.wasm');
  await run(toolPath('wasm-bindgen-glue'), [compiled, inRoot(folder), name]);
  const bound = inRoot(folder, `${name}_bg.wasm`);
  await shrink(bound, bound, passes);
}

import { run } from '../run/command.mjs';
import { inRoot, toolPath } from '../run/paths.mjs';
import { step } from '../run/steps.mjs';
import { wasmTarget } from '../setup/rust-target.mjs';
import { runNodeTests } from './node.mjs';

/** Tests a page written in Rust that depends on the crate, in Chromium against a local Cognito. */
export async function runCrateTests() {
  await step('the page in Rust', () => buildRustPage('tests/crate', 'cognito-wasm-page', 'page'));
  return runNodeTests('tests/crate');
}

/**
 * Builds a page written in Rust into `target/crate/NAME/`, with the flags that docs/rust.md gives. Such pages share what they depend on.
 *
 * @param {string} project its folder, from the root
 * @param {string} binary
 * @param {string} name of its JavaScript
 */
export async function buildRustPage(project, binary, name) {
  const folder = inRoot('target', 'crate');
  const options = ['--manifest-path', `${project}/Cargo.toml`, '--locked', '--target-dir', folder];
  await run('cargo', ['build', ...options, '--target', wasmTarget], {
    // Replaces the flags in .cargo/config.toml, which other projects do not have.
    env: { RUSTFLAGS: '-C target-feature=+simd128' },
  });
  const module = inRoot('target', 'crate', wasmTarget, 'debug', `${binary}.wasm`);
  await run(toolPath('wasm-bindgen-glue'), [module, inRoot('target', 'crate', name), name]);
}

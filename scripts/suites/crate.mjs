import { run } from '../run/command.mjs';
import { inRoot, toolPath } from '../run/paths.mjs';
import { step } from '../run/steps.mjs';
import { wasmTarget } from '../setup/rust-target.mjs';
import { runNodeTests } from './node.mjs';

/** Tests a page written in Rust that depends on the crate, in Chromium against a local Cognito. */
export async function runCrateTests() {
  await step('the page in Rust', buildPage);
  return runNodeTests('tests/crate');
}

/** Builds the page into `target/crate/page/`, with the flags that docs/rust.md gives. */
async function buildPage() {
  const folder = inRoot('target', 'crate');
  const project = ['--manifest-path', 'tests/crate/Cargo.toml', '--locked', '--target-dir', folder];
  await run('cargo', ['build', ...project, '--target', wasmTarget], {
    // Replaces the flags in .cargo/config.toml, which other projects do not have.
    env: { RUSTFLAGS: '-C target-feature=+simd128' },
  });
  const module = inRoot('target', 'crate', wasmTarget, 'debug', 'cognito-wasm-page.wasm');
  await run(toolPath('wasm-bindgen-glue'), [module, inRoot('target', 'crate', 'page'), 'page']);
}

import { step } from '../run/steps.mjs';
import { installBrowser } from './browser.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { installRustTarget } from './rust-target.mjs';
import { installWasmBindgen } from './wasm-bindgen.mjs';

/** Everything that a build needs. */
export async function setUpBuild() {
  checkNodeVersion();
  await step('npm packages', installNpmPackages);
  await step('Rust for WebAssembly', installRustTarget);
  await step('wasm-bindgen', installWasmBindgen);
}

/** Everything that the tests need. */
export async function setUpTests() {
  await setUpBuild();
  await step('Chromium', installBrowser);
}

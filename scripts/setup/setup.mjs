import { step } from '../run/steps.mjs';
import { together } from '../run/together.mjs';
import { installBrowser } from './browser.mjs';
import { buildGeckodriver, installEngines } from './engines.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { installRustTarget } from './rust-target.mjs';
import { installGlueTool } from './wasm-bindgen.mjs';

/** Sets up everything that a build needs. */
export async function setUpBuild() {
  checkNodeVersion();
  await step('Rust for WebAssembly', installRustTarget);
  await together(
    () => step('npm packages', installNpmPackages),
    () => step('wasm-bindgen', installGlueTool),
  );
}

/** Sets up everything that the tests need. */
export async function setUpTests() {
  await setUpBuild();
  await step('Chromium', installBrowser);
}

/** Sets up what the suite `engines` needs in addition. The slow part continues in the background. */
export async function setUpEngines() {
  await step('Firefox and WebKitGTK', installEngines);
  void buildGeckodriver();
}

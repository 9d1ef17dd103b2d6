import { step } from '../run/steps.mjs';
import { installExamples } from '../setup/npm-packages.mjs';
import { buildRustPage } from './crate.mjs';
import { runNodeTests } from './node.mjs';

const rustExample = 'cognito-wasm-example-rust';

/** Builds the apps in `examples/` with the packed package, and uses them in Chromium. */
export async function runExampleTests() {
  await step('npm packages of the examples', installExamples);
  await step('the example in Rust', () => buildRustPage('examples/rust', rustExample, rustExample));
  // Two files at once: a test mostly waits for a tool that keeps one processor busy.
  return runNodeTests('tests/examples', ['--test-concurrency=2']);
}

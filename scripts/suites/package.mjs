import { packPackage } from '../pack/tarball.mjs';
import { step } from '../run/steps.mjs';
import { installConsumers } from '../setup/npm-packages.mjs';
import { runNodeTests } from './node.mjs';

/** Tests the packed package in apps for common bundlers, frameworks and runtimes. */
export async function runPackageTests() {
  await step('npm packages of the apps', installConsumers);
  await step('pack the package', packPackage);
  // Two files at once: a test mostly waits for a tool that keeps one processor busy.
  return runNodeTests('tests/package', ['--test-concurrency=2']);
}

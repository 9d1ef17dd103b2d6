import { packPackage } from '../pack/tarball.mjs';
import { step } from '../run/steps.mjs';
import { installConsumers } from '../setup/npm-packages.mjs';
import { runNodeTests } from './node.mjs';

/** The packed package in apps that are built with, and run in, what others build with and run in. */
export async function runPackageTests() {
  await step('npm packages of the apps', installConsumers);
  await step('pack the package', packPackage);
  // Two files at once: most of the time a test waits for a tool that keeps one processor busy.
  return runNodeTests('tests/package', ['--test-concurrency=2']);
}

import { runBrowserTests } from './browser.mjs';
import { runCrateTests } from './crate.mjs';
import { runEngineTests } from './engines.mjs';
import { runExampleTests } from './examples.mjs';
import { runNodeTests } from './node.mjs';
import { runPackageTests } from './package.mjs';
import { runRustTests } from './rust.mjs';
import { runWasmTests } from './wasm.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name for `npm test -- --only NAME`
 * @property {string} title
 * @property {number} minimum a run with fewer tests fails, since some were lost; raise it as tests are added
 * @property {boolean} [alone] it keeps all processors busy, so it runs alone
 * @property {() => Promise<SuiteResult>} run
 *
 * @typedef {object} SuiteResult
 * @property {boolean} succeeded
 * @property {import('./test-counts.mjs').Counts} counts
 * @property {import('./test-times.mjs').TestTime[]} [times] of its tests, if its runner reports them
 * @property {string[]} [untested] what cannot be tested on this machine; otherwise no test may be skipped
 */

/**
 * In starting order, two at a time: the longest of those that mostly wait comes first, so that shorter ones run beside it. Suites that
 * need both processors come last.
 *
 * @type {Suite[]}
 */
export const suites = [
  { name: 'package', title: 'the package as its users get it', minimum: 146, run: runPackageTests },
  { name: 'examples', title: 'the examples in Chromium', minimum: 79, run: runExampleTests },
  { name: 'rust', title: 'the crate, natively', minimum: 890, run: runRustTests },
  { name: 'wasm', title: 'the crate in Chromium', minimum: 36, run: runWasmTests },
  { name: 'kernels', title: 'the kernels, traced', minimum: 13, run: () => runNodeTests('tests/kernels') },
  { name: 'local', title: 'the local Cognito', minimum: 420, run: () => runNodeTests('local/tests') },
  { name: 'typescript', title: 'the TypeScript', minimum: 810, run: () => runNodeTests('tests/ts') },
  { name: 'parity', title: 'parity with aws-amplify', minimum: 270, run: () => runNodeTests('tests/parity') },
  { name: 'tools', title: 'scripts and tools', minimum: 132, run: () => runNodeTests('tests/tools') },
  {
    name: 'cli',
    title: 'the command line',
    minimum: 400,
    run: () => runNodeTests('cli/tests', ['--test-concurrency=2']),
  },
  { name: 'crate', title: 'the crate in a page written in Rust', minimum: 11, run: runCrateTests },
  { name: 'engines', title: 'walks in Firefox, WebKitGTK and Chromium', minimum: 57, run: runEngineTests },
  { name: 'browser', title: 'the package and the demo in Chromium', minimum: 545, alone: true, run: runBrowserTests },
];

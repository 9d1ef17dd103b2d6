import { runBrowserTests } from './browser.mjs';
import { runCrateTests } from './crate.mjs';
import { runEngineTests } from './engines.mjs';
import { runNodeTests } from './node.mjs';
import { runPackageTests } from './package.mjs';
import { runRustTests } from './rust.mjs';
import { runWasmTests } from './wasm.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name for `npm test -- --only NAME`
 * @property {string} title
 * @property {number} minimum a run with fewer tests than this has lost some, and fails; to be raised as tests are added
 * @property {boolean} [alone] it keeps all processors busy by itself, and runs beside no other
 * @property {() => Promise<SuiteResult>} run
 *
 * @typedef {object} SuiteResult
 * @property {boolean} succeeded
 * @property {import('./test-counts.mjs').Counts} counts
 * @property {import('./test-times.mjs').TestTime[]} [times] of its tests, where its runner tells
 * @property {string[]} [untested] what cannot be tested on this machine; only then may tests be skipped
 */

/**
 * In the order in which they begin, two at a time: first the longest of those that mostly wait, so that the shorter ones
 * run beside it, and what needs both processors last.
 *
 * @type {Suite[]}
 */
export const suites = [
  { name: 'package', title: 'the package as its users get it', minimum: 98, run: runPackageTests },
  { name: 'rust', title: 'the crate, natively', minimum: 290, run: runRustTests },
  { name: 'wasm', title: 'the crate in Chromium', minimum: 33, run: runWasmTests },
  { name: 'kernels', title: 'the kernels, watched', minimum: 13, run: () => runNodeTests('tests/kernels') },
  { name: 'local', title: 'the local Cognito', minimum: 300, run: () => runNodeTests('local/tests') },
  { name: 'typescript', title: 'the TypeScript', minimum: 194, run: () => runNodeTests('tests/ts') },
  { name: 'parity', title: 'parity with aws-amplify', minimum: 220, run: () => runNodeTests('tests/parity') },
  { name: 'tools', title: 'what runs the tests and measures', minimum: 40, run: () => runNodeTests('tests/tools') },
  { name: 'crate', title: 'the crate as a page in Rust gets it', minimum: 9, run: runCrateTests },
  { name: 'engines', title: 'walks in Firefox, WebKitGTK and Chromium', minimum: 39, run: runEngineTests },
  { name: 'browser', title: 'the package and the demo in Chromium', minimum: 290, alone: true, run: runBrowserTests },
];

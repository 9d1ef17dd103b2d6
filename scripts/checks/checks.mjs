import { checkApiReports } from '../api/reports.mjs';
import { buildTypeScript } from '../build/typescript.mjs';
import { documentCrate, documentPackage } from '../docs/documentation.mjs';
import { attempt, run } from '../run/command.mjs';
import { Failure } from '../run/failure.mjs';
import { filesIn } from '../run/files.mjs';
import { npmCommand } from '../run/paths.mjs';
import { wasmTarget } from '../setup/rust-target.mjs';
import { checkSupply } from '../supply/check.mjs';

/**
 * @typedef {object} Check
 * @property {string} name for `.ci/run --only NAME`
 * @property {string} title
 * @property {() => Promise<import('../suites/test-counts.mjs').Counts | void>} run rejects when the check fails
 */

/** @type {Check[]} */
export const checks = [
  { name: 'rustfmt', title: 'format of the Rust code', run: checkRustFormat },
  { name: 'prettier', title: 'format of everything else', run: checkFormat },
  { name: 'clippy', title: 'lints of the crate, natively', run: lintNative },
  { name: 'clippy-wasm', title: 'lints of the crate for WebAssembly', run: lintWasm },
  { name: 'eslint', title: 'lints of TypeScript and JavaScript, with types', run: lintJavaScript },
  { name: 'types', title: 'types of TypeScript and JavaScript', run: checkTypes },
  { name: 'api', title: 'the API against the committed reports', run: checkApi },
  { name: 'docs', title: 'documentation of the package', run: documentPackage },
  { name: 'rustdoc', title: 'documentation of the crate', run: documentCrate },
  { name: 'supply', title: 'licences, sources and advisories of dependencies', run: checkSupply },
  { name: 'size', title: 'sizes against the recorded ones', run: checkSize },
  { name: 'test', title: 'npm test', run: runTests },
];

async function checkRustFormat() {
  const otherwise = 'Not formatted: run npm run format.';
  for (const folder of ['.', 'examples/rust', 'tests/crate', 'scripts/setup/wasm-bindgen']) {
    await run('cargo', ['fmt', '--all', '--check', '--manifest-path', `${folder}/Cargo.toml`], { otherwise });
  }
}

async function checkFormat() {
  await run(npmCommand('prettier'), ['--check', '.'], { otherwise: 'Not formatted: run npm run format.' });
}

async function lintNative() {
  await run('cargo', ['clippy', '--all-targets', '--', '-D', 'warnings']);
}

async function lintWasm() {
  // The other tests are native and need crates that do not build for WebAssembly.
  const tests = filesIn('tests').flatMap((path) => /^tests\/(wasm_\w+)\.rs$/.exec(path)?.[1] ?? []);
  const targets = ['--workspace', '--lib', '--example', 'bench_srp', ...tests.flatMap((name) => ['--test', name])];
  // With the bindings for JavaScript, and without them, as projects in Rust use the crate.
  for (const features of [['--features', 'bindings'], []]) {
    await run('cargo', ['clippy', '--target', wasmTarget, ...targets, ...features, '--', '-D', 'warnings']);
  }
}

async function lintJavaScript() {
  await buildTypeScript();
  await run(npmCommand('eslint'), ['.']);
}

async function checkTypes() {
  // The demo uses the built declarations, so this checks them too.
  await buildTypeScript();
  const projects = [
    'tsconfig.json',
    'tsconfig.tools.json',
    'tests/ts/types/tsconfig.swapped.json',
    'local/tsconfig.json',
    'cli/tsconfig.json',
    'www/tsconfig.json',
  ];
  const failed = [];
  for (const project of projects) {
    const { succeeded } = await attempt(npmCommand('tsc'), ['--noEmit', '--project', project]);
    if (!succeeded) failed.push(project);
  }
  if (failed.length > 0) throw new Failure(`Type errors in ${failed.join(', ')}.`);
}

async function checkApi() {
  await buildTypeScript();
  await checkApiReports();
}

async function checkSize() {
  await run(process.execPath, ['scripts/build.mjs']);
  await run(process.execPath, ['scripts/size.mjs'], {
    otherwise: 'Something has grown or is not recorded: npm run size shows it, npm run size -- --record accepts it.',
  });
}

async function runTests() {
  const { output } = await attempt('npm', ['test']);
  const [, passed, failed] = /^(\d+) passed, (\d+) failed\s*$/m.exec(output.slice(-200)) ?? [];
  if (passed === undefined) throw new Failure('npm test ended without its last line.');
  return { passed: Number(passed), failed: Number(failed) };
}

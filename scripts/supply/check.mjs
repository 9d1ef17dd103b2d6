/** `.ci/run --only supply`: licences, sources and versions of crates, and known vulnerabilities if a list of them is available. */
import { readFileSync } from 'node:fs';
import { lockedCrates } from '../pack/crates.mjs';
import { attempt } from '../run/command.mjs';
import { Failure } from '../run/failure.mjs';
import { printLine } from '../run/output.mjs';
import { inRoot } from '../run/paths.mjs';
import { problemsOf, readPolicy, unpinned } from './policy.mjs';

/** Crates that are not shipped have lock files of their own. */
const otherLockFiles = [
  'scripts/setup/wasm-bindgen/Cargo.lock',
  'examples/rust/Cargo.lock',
  'tests/crate/Cargo.lock',
  'tests/sigv4/aws/Cargo.lock',
];

const patienceMs = 30_000;

export async function checkSupply() {
  const crates = await lockedCrates();
  const policy = readPolicy(readFileSync(inRoot('deny.toml'), 'utf8'));
  const problems = [
    ...problemsOf(crates, policy),
    ...otherLockFiles.flatMap((path) =>
      unpinned(readFileSync(inRoot(path), 'utf8'), policy).map((problem) => `${path}: ${problem}`),
    ),
  ];
  if (problems.length > 0) throw new Failure(`deny.toml does not allow:\n  ${problems.join('\n  ')}`);
  printLine(`  ${crates.length} crates: deny.toml allows their licences, sources and versions.`);
  await auditCrates();
  await auditNpm();
}

async function auditCrates() {
  if (!(await attempt('cargo', ['deny', '--version'], { quiet: true })).succeeded) {
    notChecked('crates', 'cargo-deny is not installed');
    return;
  }
  const fetched = await attempt('cargo', ['deny', 'fetch', 'db'], { quiet: true, timeLimitMs: patienceMs });
  const what = fetched.succeeded ? [] : ['bans', 'licenses', 'sources'];
  const checked = await attempt('cargo', ['deny', '--offline', 'check', ...what]);
  if (!checked.succeeded) throw new Failure('cargo deny refuses a crate: see its output above.');
  if (!fetched.succeeded) notChecked('crates', 'the list of advisories could not be fetched');
}

async function auditNpm() {
  const audited = await attempt('npm', ['audit', '--json'], { quiet: true, timeLimitMs: patienceMs });
  const vulnerabilities = foundBy(audited.output);
  if (vulnerabilities === undefined) {
    notChecked('npm packages', 'the registry does not answer npm audit');
    return;
  }
  const severe = vulnerabilities.filter(({ severity }) => severity === 'high' || severity === 'critical');
  for (const { name, severity } of vulnerabilities) printLine(`  npm audit: ${name} (${severity})`);
  if (severe.length > 0) throw new Failure(`npm audit found ${severe.length} severe vulnerabilities.`);
}

/**
 * @param {string} output of `npm audit --json`, before which npm may write warnings
 * @returns {{ name: string, severity: string }[] | undefined} undefined if the registry did not answer
 */
export function foundBy(output) {
  try {
    const { vulnerabilities } = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
    return vulnerabilities && Object.values(vulnerabilities);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} what
 * @param {string} reason
 */
function notChecked(what, reason) {
  printLine(`  ⚠ ADVISORIES OF ${what.toUpperCase()} NOT CHECKED: ${reason}.`);
}

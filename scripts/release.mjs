/**
 * `npm run release -- --version 1.2.3`: everything of a release but its last step, which is publishing. It writes the version and the
 * changelog, packs, and prints the commands that publish. With `--dry-run` it changes nothing, and says what it would do.
 *
 * `npm run release:check`, which npm also runs before it publishes, checks that the package names its repository.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { addressProblems } from './release/address.mjs';
import { describePackages, folder, packRelease, publishing } from './release/artifacts.mjs';
import { changedLines, releaseChanges } from './release/changes.mjs';
import { today } from './report/conditions.mjs';
import { run } from './run/command.mjs';
import { Failure } from './run/failure.mjs';
import { inRoot } from './run/paths.mjs';
import { main, step } from './run/steps.mjs';

const read = (/** @type {string} */ name) => readFileSync(inRoot(name), 'utf8');

await main(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { version: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  });
  if (positionals[0] === 'check') checkAddress();
  else await (values['dry-run'] ? describe(values.version) : release(values.version));
});

/** What keeps the packages from being published. */
function problems() {
  const manifests = ['local/package.json', 'cli/package.json'].filter(
    (path) => JSON.parse(read(path)).private === true,
  );
  const isForbidden = /^publish = false$/m.test(read('Cargo.toml'));
  return [
    ...missingAddresses(),
    ...manifests.map((path) => `${path}: "private" keeps npm from publishing it.`),
    ...(isForbidden ? ['Cargo.toml: `publish = false` keeps cargo from publishing it.'] : []),
  ];
}

function missingAddresses() {
  return addressProblems({
    npm: read('package.json'),
    local: read('local/package.json'),
    cli: read('cli/package.json'),
    cargo: read('Cargo.toml'),
    security: read('SECURITY.md'),
  });
}

function checkAddress() {
  const found = missingAddresses();
  if (found.length > 0) throw new Failure(`Cannot be published yet:\n  ${found.join('\n  ')}`);
}

/** @param {string | undefined} wanted */
async function describe(wanted) {
  const { version, changes } = releaseChanges(read, wanted, today());
  console.log(`A release of ${version} would change:`);
  for (const change of changes) console.log([`  ${change.path}`, ...changedLines(change)].join('\n    '));
  if (!existsSync(inRoot('dist'))) console.log('\ndist/ is missing, so the packages lack it: npm run build.');
  console.log(`\nIt would pack into ${folder}/, with SHA512SUMS and sbom.cdx.json:`);
  for (const line of await describePackages()) console.log(`  ${line}`);
  console.log(`\nThen, by hand:\n  ${publishing(version).join('\n  ')}`);
  const found = [...problems(), ...(await uncommitted())];
  console.log(found.length > 0 ? `\nBefore that:\n  ${found.join('\n  ')}` : '\nNothing is in the way.');
}

/** @param {string | undefined} wanted */
async function release(wanted) {
  const [open] = await uncommitted();
  if (open !== undefined) throw new Failure(open);
  const { version, changes } = releaseChanges(read, wanted, today());
  for (const { path, after } of changes) writeFileSync(inRoot(path), after);
  await step(`pack ${version} into ${folder}`, packRelease);
  console.log(`\nEverything is there but the last step:\n  ${publishing(version).join('\n  ')}`);
  const found = problems();
  if (found.length > 0) console.log(`\nBefore that:\n  ${found.join('\n  ')}`);
}

async function uncommitted() {
  const changed = await run('git', ['status', '--porcelain'], { quiet: true });
  return changed === '' ? [] : ['Commit what has changed: a release is made of a commit.'];
}

/**
 * `npm run release -- --version 1.2.3`: everything of a release but its last step, which is publishing. It writes the version and the
 * changelog, packs, and prints the commands that publish. While something keeps the packages from being published, it fails instead.
 * With `--dry-run` it changes nothing, and says what it would do.
 *
 * `npm run release:check` fails while something keeps the packages from being published: a repository that is not named everywhere, a
 * licence that is missing, links that lead nowhere. The printed commands begin with it, because npm runs `prepublishOnly` when it
 * publishes a folder, but not for a tarball.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { addressProblems } from './release/address.mjs';
import { describePackages, folder, packRelease, problemsOfPackages, publishing } from './release/artifacts.mjs';
import { changedLines, releaseChanges } from './release/changes.mjs';
import { makeRelease, refuse } from './release/make.mjs';
import { today } from './report/conditions.mjs';
import { run } from './run/command.mjs';
import { Failure } from './run/failure.mjs';
import { inRoot } from './run/paths.mjs';
import { main, step } from './run/steps.mjs';

const read = (/** @type {string} */ name) => readFileSync(inRoot(name), 'utf8');

await main(async () => {
  const { positionals, values } = readArguments();
  if (positionals[0] === 'check') refuse(await problems(), 'Cannot be published yet');
  else await (values['dry-run'] ? describe(values.version) : release(values.version));
});

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { version: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error));
  }
}

/** What keeps the packages from being published. */
async function problems() {
  const manifests = ['local/package.json', 'cli/package.json'].filter(
    (path) => JSON.parse(read(path)).private === true,
  );
  const isForbidden = /^publish = false$/m.test(read('Cargo.toml'));
  return [
    ...missingAddresses(),
    ...(await problemsOfPackages()),
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

/** @param {string | undefined} wanted */
async function describe(wanted) {
  const { version, changes } = releaseChanges(read, wanted, today());
  console.log(`A release of ${version} would change:`);
  for (const change of changes) console.log([`  ${change.path}`, ...changedLines(change)].join('\n    '));
  if (!existsSync(inRoot('dist'))) console.log('\ndist/ is missing, so the packages lack it: npm run build.');
  console.log(`\nIt would pack into ${folder}/, with SHA512SUMS and sbom.cdx.json:`);
  for (const line of await describePackages()) console.log(`  ${line}`);
  console.log(`\nThen, by hand:\n  ${publishing(version).join('\n  ')}`);
  const found = [...(await problems()), ...(await uncommitted())];
  console.log(found.length > 0 ? `\nBefore that:\n  ${found.join('\n  ')}` : '\nNothing is in the way.');
}

/** @param {string | undefined} wanted */
async function release(wanted) {
  const [open] = await uncommitted();
  if (open !== undefined) throw new Failure(open);
  const { version, changes } = releaseChanges(read, wanted, today());
  await makeRelease(changes, { pack: () => step(`pack ${version} into ${folder}`, packRelease), problems });
  // It was packed before the commit, which its `.cargo_vcs_info.json` says.
  console.log('\nThe crate here is for looking at: `cargo publish` packs it anew, from the commit.');
  console.log(`\nEverything is there but the last step:\n  ${publishing(version).join('\n  ')}`);
}

async function uncommitted() {
  const changed = await run('git', ['status', '--porcelain'], { quiet: true });
  return changed === ''
    ? []
    : [
        'Commit what has changed, or undo it, such as what a release that was cut off has left (git restore .): a release is made of a commit.',
      ];
}

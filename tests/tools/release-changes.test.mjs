/** What a release writes: the version everywhere, and a section of the changelog. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { released, sectionOf } from '../../scripts/release/changelog.mjs';
import { changedLines, releaseChanges } from '../../scripts/release/changes.mjs';
import { isLower, isVersion } from '../../scripts/release/versions.mjs';
import { filesIn } from '../../scripts/run/files.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';

const read = (/** @type {string} */ path) => readFileSync(inRoot(path), 'utf8');
/** The committed files with such a path. @param {string} pattern */
const tracked = (pattern) =>
  execFileSync('git', ['ls-files', pattern], { cwd: inRoot(), encoding: 'utf8' }).trim().split('\n');
const current = JSON.parse(read('package.json')).version;
const next = '97.98.99';
const date = '2030-01-02';

describe('the changes of a release', () => {
  const { changes } = releaseChanges(read, next, date);
  const after = new Map(changes.map((change) => [change.path, change.after]));

  it('give every package and crate of the project the version', () => {
    const manifests = ['package.json', 'local/package.json', 'cli/package.json'];
    for (const path of manifests) assert.equal(JSON.parse(after.get(path) ?? '{}').version, next, path);
    assert.equal(JSON.parse(after.get('cli/package.json') ?? '{}').dependencies['cognito-wasm-local'], next);
    const crates = ['Cargo.toml', 'relaxed/Cargo.toml', 'signing/Cargo.toml'];
    for (const path of crates) assert.match(after.get(path) ?? '', new RegExp(`^version = "${next}"$`, 'm'), path);
  });

  it('keep the lock files in step, so that --locked and npm ci accept them', () => {
    const { version, packages } = JSON.parse(after.get('package-lock.json') ?? '{}');
    assert.deepEqual(
      [version, packages[''].version, packages.local.version, packages.cli.version],
      Array(4).fill(next),
    );
    assert.equal(packages.cli.dependencies['cognito-wasm-local'], next);
    for (const path of tracked('*Cargo.lock').filter((lock) => read(lock).includes('name = "cognito-wasm"'))) {
      const own = Array.from(
        (after.get(path) ?? '').matchAll(/name = "cognito-wasm(?:-(?:relaxed|signing))?"\nversion = "(.+)"/g),
        ([, found]) => found,
      );
      assert.deepEqual([...new Set(own)], [next], path);
    }
  });

  it('give the packed packages that the examples install the version', () => {
    const { packages } = JSON.parse(after.get('examples/package-lock.json') ?? '{}');
    for (const name of ['cognito-wasm', 'cognito-wasm-local']) {
      assert.equal(packages[`node_modules/${name}`].version, next, name);
    }
    for (const path of tracked('*package-lock.json')) {
      const lock = JSON.parse(after.get(path) ?? read(path));
      const own = Object.entries(lock.packages).filter(
        ([place, { name = place }]) => /(?:^|\/)cognito-wasm(?:-local|-cli)?$/.test(name) && !lock.packages[place].link,
      );
      for (const [place, { version }] of own) assert.equal(version, next, `${path}: ${place}`);
    }
  });

  it('leave no tarball or address of the version before in a document', () => {
    const documents = ['README.md', 'SECURITY.md', 'cli/README.md', 'local/README.md'];
    for (const path of [...documents, ...filesIn('docs').filter((name) => name.endsWith('.md'))]) {
      const text = after.get(path) ?? read(path);
      for (const form of [`cognito-wasm@${current}`, `-${current}.tgz`, `// cognito-wasm ${current}`])
        assert.ok(!text.includes(form), `${path}: ${form}`);
    }
  });

  it('change nothing but the lines with the version and the changelog', () => {
    for (const change of changes.filter(({ path }) => path !== 'CHANGELOG.md')) {
      for (const line of changedLines(change)) {
        assert.ok(line.includes(current) || line.includes(next), `${change.path}: ${line}`);
      }
    }
  });

  it('are only the changelog if the version is the one in package.json', () => {
    assert.deepEqual(
      releaseChanges(read, undefined, date).changes.map(({ path }) => path),
      ['CHANGELOG.md'],
    );
  });

  it('are refused for a lower version, or what is none', () => {
    assert.throws(() => releaseChanges(read, '0.0.1', date), /lower than/);
    for (const version of ['1.0', 'v1.0.0', '1.0.0-beta', '01.0.0', '']) {
      assert.throws(() => releaseChanges(read, version, date), /not a version/, version);
    }
  });
});

it('versions are compared by their numbers', () => {
  assert.ok(isLower('0.9.9', '0.10.0') && isLower('1.2.3', '2.0.0'));
  assert.ok(!isLower('0.10.0', '0.9.9') && !isLower('1.2.3', '1.2.3'));
  assert.ok(isVersion('10.0.0') && !isVersion('1.2'));
});

describe('the changelog', () => {
  const text = '# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 – 2029-01-01\n\n- First.\n';

  it('gets a section with what was unreleased', () => {
    assert.equal(sectionOf(text), '- New.');
    assert.equal(
      released(text, '0.2.0', date),
      '# Changelog\n\n## Unreleased\n\n## 0.2.0 – 2030-01-02\n\n- New.\n\n## 0.1.0 – 2029-01-01\n\n- First.\n',
    );
  });

  it('is refused if nothing is unreleased, or the version has a section', () => {
    assert.throws(() => released(released(text, '0.2.0', date), '0.3.0', date), /nothing under/);
    assert.throws(() => released(text, '0.1.0', date), /already/);
    assert.throws(() => sectionOf('# Changelog\n'), /no section/);
  });
});

it('a dry run names the changes, the packages and the commands, and changes nothing', () => {
  const state = () => execFileSync('git', ['status', '--porcelain'], { cwd: inRoot(), encoding: 'utf8' });
  const before = state();
  const printed = execFileSync(process.execPath, ['scripts/release.mjs', '--version', next, '--dry-run'], {
    cwd: inRoot(),
    encoding: 'utf8',
  });
  for (const part of ['cognito-wasm', 'cognito-wasm-local', 'cognito-wasm-cli']) {
    assert.ok(
      printed.includes(`npm publish --provenance --access public target/release-files/${part}-${next}.tgz`),
      part,
    );
  }
  assert.match(printed, /CHANGELOG\.md\n {4}\+ ## 97\.98\.99 – /);
  assert.match(printed, /cognito-wasm-\d.*\.tgz: \d+ files/);
  assert.match(printed, /package\.json has no `repository`|Nothing is in the way/);
  assert.equal(state(), before);
});

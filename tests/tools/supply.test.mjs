/** What is allowed of crates, and what the package says about where it comes from. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { lockedCrates } from '../../scripts/pack/crates.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';
import { foundBy } from '../../scripts/supply/check.mjs';
import { isAllowed, problemsOf, readPolicy, unpinned } from '../../scripts/supply/policy.mjs';

const policy = readPolicy(readFileSync(inRoot('deny.toml'), 'utf8'));
const crate = {
  id: 'good 1.0.0',
  name: 'good',
  version: '1.0.0',
  license: 'MIT OR Apache-2.0',
  source: 'registry+https://github.com/rust-lang/crates.io-index',
  checksum: 'ab',
  folder: '/',
  needs: [],
};

describe('a licence', () => {
  const licences = ['MIT', 'Apache-2.0'];
  for (const [expression, expected] of /** @type {const} */ ([
    ['MIT', true],
    ['GPL-3.0', false],
    ['GPL-3.0 OR MIT', true],
    ['GPL-3.0 AND MIT', false],
    ['MIT/Apache-2.0', true],
    ['(GPL-3.0 OR MIT) AND Apache-2.0', true],
    ['(MIT OR Apache-2.0) AND Unicode-3.0', false],
    ['MIT OR Apache-2.0 AND GPL-3.0', true],
    ['Apache-2.0 WITH LLVM-exception', false],
    ['(MIT', false],
    ['MIT MIT', false],
    ['', false],
  ])) {
    it(`"${expression}" is ${expected ? '' : 'not '}allowed`, () =>
      assert.equal(isAllowed(expression, licences), expected));
  }
});

describe('a crate', () => {
  it('is allowed as deny.toml has it', () => {
    assert.deepEqual(
      problemsOf([crate, { ...crate, source: '', checksum: '', id: 'own 1.0.0', name: 'own' }], policy),
      [],
    );
  });

  it('is refused for its licence, its source, its checksum, and beside another version', () => {
    const git = 'git+https://git.example/good';
    assert.deepEqual(problemsOf([{ ...crate, license: 'GPL-3.0' }], policy), ['good 1.0.0: licence GPL-3.0']);
    assert.deepEqual(problemsOf([{ ...crate, license: '' }], policy), ['good 1.0.0: licence unknown']);
    assert.deepEqual(problemsOf([{ ...crate, source: git }], policy), [`good 1.0.0: from ${git}`]);
    assert.deepEqual(problemsOf([{ ...crate, checksum: '' }], policy), ['good 1.0.0: no checksum in Cargo.lock']);
    assert.deepEqual(problemsOf([crate, { ...crate, id: 'good 2.0.0' }], policy), ['good: 2 versions']);
  });
});

describe('npm audit', () => {
  it('is told apart from a registry that does not answer', () => {
    const found = { vulnerabilities: { a: { name: 'a', severity: 'high' } } };
    assert.deepEqual(foundBy(`npm warn\n${JSON.stringify(found)}\n`), [{ name: 'a', severity: 'high' }]);
    assert.deepEqual(foundBy('{"vulnerabilities":{}}'), []);
    assert.equal(foundBy('npm warn audit 405\n{"message":"405 Method Not Allowed"}'), undefined);
    assert.equal(foundBy(''), undefined);
  });
});

describe('the crates that are checked', () => {
  it('are all crates of Cargo.lock, including those of features that are off by default', async () => {
    const lock = readFileSync(inRoot('Cargo.lock'), 'utf8');
    const locked = Array.from(
      lock.matchAll(/^name = "(.+)"\nversion = "(.+)"$/gm),
      ([, name, version]) => `${name} ${version}`,
    );
    assert.deepEqual((await lockedCrates()).map(({ id }) => id).sort(), locked.sort());
  });
});

describe('a lock file of tools', () => {
  const lockFile = (/** @type {string} */ lines) =>
    `version = 4\n\n[[package]]\nname = "own"\nversion = "0.1.0"\n\n[[package]]\nname = "other"\nversion = "1.0.0"\n${lines}\n`;
  const registry = 'source = "registry+https://github.com/rust-lang/crates.io-index"';

  it('has checksums of crates from the allowed registry', () => {
    assert.deepEqual(unpinned(lockFile(`${registry}\nchecksum = "ab"`), policy), []);
  });

  for (const lines of [
    registry,
    'source = "registry+https://elsewhere.example"\nchecksum = "ab"',
    'source = "git+https://github.com/somebody/other#0123"',
  ])
    it(`is refused with ${lines.split('\n')[0]}`, () => {
      const [problem, ...others] = unpinned(lockFile(lines), policy);
      assert.match(problem ?? '', /^other 1\.0\.0: from /);
      assert.deepEqual(others, []);
    });
});

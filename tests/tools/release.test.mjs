/** A release is refused until the package says where it comes from, and says the same everywhere. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { addressProblems } from '../../scripts/release/address.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';

const address = 'https://git.example.com/owner/cognito-wasm';
const manifest = {
  repository: { type: 'git', url: `git+${address}.git` },
  homepage: `${address}#readme`,
  bugs: `${address}/issues`,
};
const filled = {
  npm: JSON.stringify(manifest),
  local: JSON.stringify(manifest),
  cli: JSON.stringify(manifest),
  cargo: `[package]\nrepository = "${address}"\n`,
  security: `Report it at ${address}/security.`,
};

describe('a release', () => {
  it('is made when every file names the address', () => {
    assert.deepEqual(addressProblems(filled), []);
  });

  for (const repository of [
    undefined,
    '',
    {},
    { type: 'git', url: '' },
    { type: 'git', url: 'git+http://a.b/c.git' },
  ]) {
    it(`is refused with the repository ${JSON.stringify(repository)}`, () => {
      const npm = JSON.stringify({ ...manifest, repository });
      assert.match(addressProblems({ ...filled, npm }).join('\n'), /^package\.json has no `repository`/);
    });
  }

  it('is refused when a file names none, or another one', () => {
    const other = JSON.stringify({ ...manifest, bugs: 'https://elsewhere.example/' });
    for (const [name, text, problem] of /** @type {const} */ ([
      ['npm', other, 'package.json: "bugs"'],
      ['local', '{}', 'local/package.json: "homepage"'],
      ['cli', '{}', 'cli/package.json: "homepage"'],
      ['cargo', '[package]\n', 'Cargo.toml'],
      ['security', 'Report it.', 'SECURITY.md'],
    ])) {
      assert.ok(addressProblems({ ...filled, [name]: text })[0]?.startsWith(problem), name);
    }
  });

  it('is checked before npm publishes', () => {
    const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
    assert.equal(scripts['release:check'], 'node scripts/release.mjs check');
    assert.equal(scripts.release, 'node scripts/release.mjs');
    assert.equal(scripts.prepublishOnly, 'npm run release:check');
  });
});

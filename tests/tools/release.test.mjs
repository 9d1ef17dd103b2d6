/** A release is refused until the package says where it comes from, and says the same everywhere. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { addressProblems } from '../../scripts/release/address.mjs';
import { publishing } from '../../scripts/release/artifacts.mjs';
import { makeRelease } from '../../scripts/release/make.mjs';
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

  it('is checked by the first of the commands that publish it, and no command goes on after one that fails', () => {
    const script = publishing('1.2.3').join('\n');
    assert.match(script, /^npm run release:check && /);
    const tried = (/** @type {string} */ failing) => {
      const fakes = ['npm', 'git', 'cargo'].map(
        (name) => `${name}() { echo "${name} $*"; case "${name} $*" in ${failing}) return 1;; esac; }`,
      );
      return execFileSync('sh', ['-c', `${fakes.join('\n')}\n(${script})\ntrue`], { encoding: 'utf8' })
        .trim()
        .split('\n');
    };
    assert.deepEqual(tried("'npm run release:check'"), ['npm run release:check']);
    const all = tried('nothing');
    assert.equal(all.filter((line) => line.startsWith('npm publish ')).length, 3);
    assert.equal(all.at(-1), 'git push origin HEAD v1.2.3');
    assert.match(tried('*cognito-wasm-local*').at(-1) ?? '', /cognito-wasm-local/);
  });
});

describe('making a release', () => {
  const changes = [{ path: 'package.json', before: 'old', after: 'new' }];
  /** @param {{ problems?: string[], pack?: () => Promise<void> }} how */
  async function make({ problems = [], pack = () => Promise.resolve() }) {
    /** @type {Record<string, string>} */
    const files = {};
    /** @type {unknown[]} */
    const packed = [];
    const outcome = await makeRelease(changes, {
      pack: async () => {
        packed.push({ ...files });
        await pack();
      },
      problems: () => Promise.resolve(problems),
      write: (path, text) => (files[path] = text),
    }).then(
      () => 'made',
      (error) => error.message,
    );
    return { outcome, files, packed };
  }
  const packed = [{ 'package.json': 'new' }];

  it('writes the changes before it packs', async () => {
    assert.deepEqual(await make({}), { outcome: 'made', files: { 'package.json': 'new' }, packed });
  });

  it('fails while something keeps it from being published, and takes the changes back', async () => {
    const { outcome, ...others } = await make({ problems: ['no address', 'no licence'] });
    assert.match(outcome, /only for looking at\. It cannot be published yet:\n {2}no address\n {2}no licence$/);
    assert.deepEqual(others, { files: { 'package.json': 'old' }, packed });
  });

  it('takes the changes back if it cannot pack', async () => {
    const pack = () => Promise.reject(new Error('no space'));
    assert.deepEqual(await make({ pack }), { outcome: 'no space', files: { 'package.json': 'old' }, packed });
  });
});

describe('npm publish in a folder of a package', () => {
  /** The manifests as they are, without what would keep npm from trying, beside a check that always fails. */
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'publish-'));
    for (const name of ['.', 'local', 'cli']) {
      mkdirSync(join(folder, name), { recursive: true });
      const { private: _, ...manifest } = JSON.parse(readFileSync(inRoot(name, 'package.json'), 'utf8'));
      writeFileSync(join(folder, name, 'package.json'), JSON.stringify(manifest));
    }
    mkdirSync(join(folder, 'scripts'));
    const check = "if (process.argv[2] === 'check') { console.error('Not yet.'); process.exit(7); }";
    writeFileSync(join(folder, 'scripts', 'release.mjs'), check);
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const name of ['.', 'local', 'cli']) {
    it(`is stopped by the check: ${name}`, async () => {
      const options = ['publish', '--dry-run', '--registry', 'http://127.0.0.1:9/'];
      const stderr = await new Promise((resolve) => {
        execFile('npm', options, { cwd: join(folder, name) }, (error, _, printed) =>
          resolve(error === null ? '' : printed),
        );
      });
      assert.match(stderr, /^Not yet\.$/m);
      assert.match(stderr, /code 7$/m);
    });
  }
});

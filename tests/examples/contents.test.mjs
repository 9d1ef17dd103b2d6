/** What the files of all examples have in common. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { filesIn } from '../../scripts/run/files.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';
import { filesWithAddress } from './example.mjs';

/** @param {string} path */
const textOf = (path) => readFileSync(inRoot(path), 'utf8');

const folders = readdirSync(inRoot('examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
  .map(({ name }) => name);
const packages = folders.filter((name) => readdirSync(inRoot('examples', name)).includes('package.json'));

/** @param {string} name @returns {Record<string, string>} */
function dependenciesOf(name) {
  const { dependencies, devDependencies } = JSON.parse(textOf(`examples/${name}/package.json`));
  return { ...dependencies, ...devDependencies };
}

describe('every example', () => {
  for (const name of folders) {
    test(`${name} is in the table of examples, has a short README, and has tests`, () => {
      assert.ok(textOf('examples/README.md').includes(`| [${name}](${name}/README.md) |`));
      const lines = textOf(`examples/${name}/README.md`).split('\n').length;
      assert.ok(lines <= 35, `${lines} lines`);
      assert.ok(filesIn('tests/examples').includes(`tests/examples/${name}.test.mjs`));
    });

    test(`${name} keeps what its tools write out of git, when somebody begins an app with it`, () => {
      const ignored = textOf(`examples/${name}/.gitignore`).split('\n');
      assert.ok(ignored.includes(packages.includes(name) ? 'node_modules/' : 'target/'));
    });

    test(`${name} has its user pool in one file`, async () => {
      const files = await filesWithAddress(name);
      assert.equal(files.length, 1, files.join(', '));
    });
  }

  for (const name of packages) {
    test(`${name} names what it uses, so that it can be installed by itself`, () => {
      const declared = dependenciesOf(name);
      const sources = filesIn(`examples/${name}`).filter((path) =>
        /(?<!\/dist\/.*)\.(?:[jt]sx?|vue|svelte)$/.test(path),
      );
      const imported = sources.flatMap((path) =>
        Array.from(textOf(path).matchAll(/\b(?:from|import) ?\(?'((?:@[\w-]+\/)?[\w-]+)/g), ([, found = '']) => found),
      );
      assert.ok(imported.length > 0);
      const missing = imported.filter((found) => found !== 'node' && !(found in declared));
      assert.deepEqual(missing, []);

      const { scripts } = JSON.parse(textOf(`examples/${name}/package.json`));
      const commands = Object.values(scripts).flatMap((line) =>
        line.split(' && ').map((/** @type {string} */ part) => part.split(' ')[0]),
      );
      const known = Object.keys(declared).flatMap((dependency) => {
        const { bin = {} } = JSON.parse(textOf(`examples/node_modules/${dependency}/package.json`));
        return typeof bin === 'string' ? [dependency] : Object.keys(bin);
      });
      assert.deepEqual(
        commands.filter((command) => command !== 'node' && !known.includes(command)),
        [],
      );
    });

    test(`${name} pins every version, the same as the others do`, () => {
      for (const [dependency, version] of Object.entries(dependenciesOf(name))) {
        if (version.startsWith('file:')) assert.equal(version, `file:../../target/package/${dependency}.tgz`);
        else assert.match(version, /^\d+\.\d+\.\d+$/, dependency);
        for (const other of packages) assert.equal(dependenciesOf(other)[dependency] ?? version, version, dependency);
      }
    });
  }
});

test('the lock file names no host, and no digest of what is packed here', () => {
  /** @type {Record<string, { resolved?: string, integrity?: string }>} */
  const locked = JSON.parse(textOf('examples/package-lock.json')).packages;
  const resolved = Object.values(locked).flatMap((entry) => entry.resolved ?? []);
  assert.deepEqual(
    resolved.filter((address) => address.includes('//')),
    [],
  );
  // Their bytes change with every build. `npm install` adds the digests: remove them again.
  const packed = ['cognito-wasm', 'cognito-wasm-local'].map((name) => locked[`node_modules/${name}`]);
  assert.deepEqual(
    packed.map((entry) => entry?.integrity),
    [undefined, undefined],
  );
});

/** The paths of the repository that documents name in running text. Their links are tested in `tests/package/documents.test.mjs`. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import { inRoot } from '../../scripts/run/paths.mjs';
import { documents, textOf } from '../package/documents.mjs';

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: inRoot(),
  encoding: 'utf8',
});
const files = listed.trim().split('\n');
const folders = new Set(files.flatMap((path) => Array.from(path.matchAll(/\//g), ({ index }) => path.slice(0, index))));
const known = [...files, ...folders];

const BLOCK = /^(`{3,}|~{3,})[^]*?^\1$/gm;
const PATH = /^[\w.@*-]+(?:\/[\w.@*-]+)*\/?$/;
/** A file with such a name is one of the repository's, even if the document does not say in which folder. */
const SOURCE = /^\w.*\.(?:rs|mjs|tsx?|svelte|vue|test\.js|spec\.js)$/;
/** Files of readers, and a folder that exists when a test has failed. */
const NOT_HERE = ['amplify_outputs.d.ts', 'setup.mjs', 'tests/proptest-regressions/fuzz/'];

/**
 * The words in backticks that are paths: in a folder that the root has, or the folder of the document, or names of source files.
 *
 * @param {string} text
 * @param {string} folder
 */
function pathsIn(text, folder) {
  const spans = Array.from(text.replaceAll(BLOCK, '').matchAll(/`([^`\n]+)`/g), ([, span = '']) => span);
  const words = spans.flatMap((span) => span.split(' ')).filter((word) => PATH.test(word) && !NOT_HERE.includes(word));
  return words.filter((word) => beginsInRepository(word, folder) || SOURCE.test(word));
}

/**
 * @param {string} word
 * @param {string} folder
 */
function beginsInRepository(word, folder) {
  const [first = '', ...rest] = word.split('/');
  return (
    !/^\.*$/.test(first) && rest.length > 0 && [first, posix.join(folder, first)].some((path) => folders.has(path))
  );
}

/**
 * @param {string} path in which `*` stands for any part of a name
 * @param {string} folder
 */
function isThere(path, folder) {
  const wanted = path.replace(/\/$/, '');
  const places = beginsInRepository(path, folder) ? [wanted, posix.join(folder, wanted)] : [`**/${wanted}`];
  const patterns = places.map((place) => {
    const escaped = place.replaceAll('.', String.raw`\.`).replaceAll(/(?<!\*)\*(?!\*)/g, '[^/]*');
    return new RegExp(`^${escaped.replace('**/', '(?:.*/)?')}$`);
  });
  return known.some((name) => patterns.some((pattern) => pattern.test(name))) || isGenerated(wanted, folder);
}

/**
 * @param {string} path
 * @param {string} folder
 */
const isGenerated = (path, folder) =>
  [path, posix.join(folder, path)].some(
    (place) => spawnSync('git', ['check-ignore', '--quiet', `${place}/`], { cwd: inRoot() }).status === 0,
  );

describe('the paths in backticks', () => {
  it('are found by their folders, or as source files', () => {
    const text =
      '`src/a.rs` `cognito-wasm/slim` `node scripts/b.mjs x` `c.rs` `d.json` `a/b c`\n```\n`ts/e.ts`\n```\n`bin/f.js` `./g.js` `.h.ts`';
    assert.deepEqual(pathsIn(text, 'cli'), ['src/a.rs', 'scripts/b.mjs', 'c.rs', 'bin/f.js']);
  });

  it('are missing if nothing has such a name there', () => {
    for (const path of [
      'src/lib.rs',
      'src/flow/',
      'tests/flow/sign_in_*.rs',
      'lib.rs',
      'flow/auth.rs',
      'target/docs/',
      'bin/cognito-wasm.js',
    ])
      assert.ok(isThere(path, 'cli'), path);
    for (const path of ['src/lib.ts', 'src/flow/none/', 'tests/flow/none_*.rs', 'li.rs', 'src/auth.rs', 'bin/none.js'])
      assert.ok(!isThere(path, 'cli'), path);
  });

  for (const document of documents) {
    it(`are there: ${document}`, () => {
      const folder = posix.dirname(document);
      const missing = pathsIn(textOf(document), folder).filter((path) => !isThere(path, folder));
      assert.deepEqual(missing, []);
    });
  }

  it('are many', () => {
    assert.ok(documents.flatMap((document) => pathsIn(textOf(document), posix.dirname(document))).length > 300);
  });
});

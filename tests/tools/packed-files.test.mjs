/** What is wrong with the files of a tarball. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { packedProblems } from '../../scripts/release/packed.mjs';
import { run } from '../../scripts/run/command.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';

describe('a package', () => {
  const files = ['LICENSE', 'README.md', 'docs/a.md', 'docs/b.md'];
  /** @param {string} text of docs/a.md */
  const problemsWith = (text) => packedProblems('local', files, (path) => (path === 'docs/a.md' ? text : ''));

  it('may have links to its own files, to addresses, and in code', () => {
    const links = [
      '[b](b.md#part)',
      '[r](../README.md)',
      '[c](../docs/)',
      '[d](https://a.test/b)',
      '[e](#f)',
      '`[g](g.md)`',
    ];
    assert.deepEqual(problemsWith(`${links.join(' ')}\n\`\`\`md\n[h](h.md)\n\`\`\`\n`), []);
  });

  it('has no links and pictures that lead out of it', () => {
    const links = [
      '[`b`](../src/b.js)',
      '![p](p.webp)',
      '[![p](q.webp)](../LICENSE)',
      '<img src="r.png">',
      '[t](toString)',
      '\n[u]: u.md',
    ];
    assert.deepEqual(problemsWith(links.join('\n')), [
      'local/docs/a.md: lead nowhere once packed, and need the public address: ../src/b.js, p.webp, q.webp, r.png, toString, u.md.',
    ]);
  });

  it('has a licence', () => {
    assert.deepEqual(
      packedProblems('cli', [], () => ''),
      ['cli/LICENSE: the package has to have a copy of it.'],
    );
  });

  for (const folder of ['local', 'cli']) {
    it(`${folder} has a licence, which is that of the project, and no link that leads out of it`, async () => {
      const options = ['pack', '--workspace', folder, '--dry-run', '--json', '--ignore-scripts'];
      const [tarball] = JSON.parse(await run('npm', options, { quiet: true }));
      const paths = tarball.files.map((/** @type {{ path: string }} */ { path }) => path);
      const read = (/** @type {string} */ path) => readFileSync(inRoot(folder, path), 'utf8');
      assert.deepEqual(packedProblems(folder, paths, read), []);
      assert.equal(read('LICENSE'), readFileSync(inRoot('LICENSE'), 'utf8'));
    });
  }
});

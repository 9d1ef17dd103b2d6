import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { replacePart } from '../../scripts/report/publish.mjs';
import { asMarkdown, asText } from '../../scripts/report/table.mjs';
import { percent, targetTable } from '../../scripts/report/targets.mjs';
import { hasShrunk, unrecordedGrowth } from '../../scripts/size/ratchet.mjs';

describe('a table', () => {
  const table = {
    title: 'Times',
    columns: ['', 'median', 'of theirs'],
    rows: [
      ['ours', '2.5', '1.6 %'],
      ['theirs, longer', '160', ''],
    ],
  };

  test('lines its columns up in the terminal', () => {
    const lines = ['Times', '                  median  of theirs', '  ours               2.5      1.6 %'];
    assert.equal(asText(table), [...lines, '  theirs, longer     160'].join('\n'));
  });

  test('has its title over the names in Markdown, and its note below', () => {
    const rows = ['| Times | median | of theirs |', '| --- | ---: | ---: |', '| ours | 2.5 | 1.6 % |'];
    assert.equal(
      asMarkdown({ ...table, note: 'Noted.' }),
      [...rows, '| theirs, longer | 160 |  |', '', 'Noted.'].join('\n'),
    );
  });
});

test('a target is met up to its limit and missed beyond it', () => {
  const target = { name: 'share', limit: 0.02, format: percent };
  const { rows } = targetTable([
    { ...target, value: 0.02 },
    { ...target, value: 0.021 },
  ]);
  assert.deepEqual(rows, [
    ['share', '≤ 2.0 %', '2.0 %', 'met'],
    ['share', '≤ 2.0 %', '2.1 %', 'missed'],
  ]);
});

describe('a part of a document', () => {
  test('is replaced between its marks, and nothing else is', () => {
    const document = 'a <!-- size -->\nold\n<!-- /size --> b <!-- bench --><!-- /bench -->';
    const replaced = 'a <!-- size -->\nnew\n<!-- /size --> b <!-- bench --><!-- /bench -->';
    assert.equal(replacePart(document, 'size', 'new', 'X.md'), replaced);
    assert.equal(replacePart(replaced, 'size', 'new', 'X.md'), replaced);
  });

  test('without its marks is refused', () => {
    assert.throws(() => replacePart('<!-- /size --> <!-- size -->', 'size', 'new', 'X.md'), /X\.md lacks the markers/);
    assert.throws(() => replacePart('', 'size', 'new', 'X.md'), /X\.md lacks the markers/);
  });
});

describe('a size', () => {
  const recorded = { it: { raw: 1000, gzip: 500, brotli: 400 } };

  test('may grow by one percent without being recorded', () => {
    assert.deepEqual(unrecordedGrowth(recorded, { it: { raw: 1010, gzip: 505, brotli: 404 } }), []);
  });

  test('may not grow by more, however it is compressed', () => {
    assert.deepEqual(unrecordedGrowth(recorded, { it: { raw: 1011, gzip: 500, brotli: 405 } }), [
      '"it" has grown, raw 1000 → 1011',
      '"it" has grown, brotli 400 → 405',
    ]);
  });

  test('has to be recorded, and what is recorded has to be measured', () => {
    assert.deepEqual(unrecordedGrowth({}, recorded), ['"it" is not recorded']);
    assert.deepEqual(unrecordedGrowth(recorded, {}), ['"it" is recorded and was not measured']);
  });

  test('that has shrunk by more than one percent is worth recording', () => {
    assert.equal(hasShrunk(recorded, { it: { raw: 900, gzip: 450, brotli: 396 } }), false);
    assert.equal(hasShrunk(recorded, { it: { raw: 1000, gzip: 500, brotli: 395 } }), true);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { replacePart } from '../../scripts/report/publish.mjs';
import { asMarkdown, asText } from '../../scripts/report/table.mjs';
import { percent, targetTable } from '../../scripts/report/targets.mjs';
import { recordedLoads } from '../../scripts/size/loads.mjs';
import { sizeReport } from '../../scripts/size/report.mjs';
import { loadTable, loadTargets, shortLoadTable } from '../../scripts/size/report-loads.mjs';
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

describe('what a page loads', () => {
  const size = (/** @type {number} */ brotli) => ({ raw: 4 * brotli, gzip: 2 * brotli, brotli });
  const loadsOf = (/** @type {number} */ session, /** @type {number} */ form, /** @type {number} */ signIn) => ({
    session: size(session),
    form: size(form),
    signIn: size(signIn),
  });
  const loads = { 'aws-amplify': loadsOf(24_000, 36_000, 36_000), 'cognito-wasm': loadsOf(12_000, 18_000, 120_000) };

  test('has a row for each wait, and a column for each library', () => {
    const { columns, rows } = loadTable(loads);
    assert.deepEqual(columns, ['', 'aws-amplify', 'cognito-wasm']);
    assert.deepEqual(rows[0], ['before the session is known', '24.0', '12.0']);
    assert.deepEqual(rows[2], ['until a sign-in is done', '36.0', '120.0']);
  });

  test('has the ratio to Amplify in README', () => {
    assert.deepEqual(shortLoadTable(loads).rows[1], ['before a sign-in form is usable', '36.0', '18.0', '0.50 ×']);
  });

  test('has a limit before the session is known', () => {
    const [{ value, limit } = { value: NaN, limit: NaN }] = loadTargets(loads);
    assert.deepEqual([value, limit], [12_000, 17_600]);
  });

  test('is recorded for this package alone', () => {
    assert.deepEqual(recordedLoads(loads), {
      'cognito-wasm, loaded before the session is known': size(12_000),
      'cognito-wasm, loaded before a sign-in form is usable': size(18_000),
      'cognito-wasm, loaded until a sign-in is done': size(120_000),
    });
  });

  test('goes into README, and all sizes into the document on performance', () => {
    const sections = sizeReport({ ours: { it: size(1000) }, others: {} }, loads);
    assert.deepEqual(
      sections.map(({ document, part, tables }) => [document, part, tables.length]),
      [
        ['docs/performance.md', 'size', 3],
        ['README.md', 'loads', 1],
      ],
    );
  });
});

/**
 * `npm run size`: how many bytes the package adds to an app, beside others; fails when it has grown by more than 1 %
 * since the figures of `size.json`. Needs `npm run build`.
 *
 * - `-- --record` records the figures anew.
 * - `-- --markdown` prints tables for a README, `-- --readme` writes them there.
 * - `-- --parts` tells what the module is made of; `--top 60` functions, `--match TEXT` in their names.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { publish } from './report/publish.mjs';
import { Failure } from './run/failure.mjs';
import { inRoot } from './run/paths.mjs';
import { main } from './run/steps.mjs';
import { hasShrunk, unrecordedGrowth } from './size/ratchet.mjs';

const recordFile = inRoot('size.json');

await main(async () => {
  const { values } = parseArgs({
    options: {
      record: { type: 'boolean' },
      markdown: { type: 'boolean' },
      readme: { type: 'boolean' },
      parts: { type: 'boolean' },
      top: { type: 'string', default: '25' },
      match: { type: 'string', default: '' },
    },
  });
  if (!existsSync(inRoot('dist/wasm/cognito_wasm_bg.wasm'))) throw new Failure('Not built: npm run build does it.');
  if (values.parts) {
    const { printParts } = await import('./size/parts.mjs');
    await printParts({ top: Number(values.top), match: values.match });
    return;
  }
  const { measureSubjects } = await import('./size/subjects.mjs');
  const { sizeReport } = await import('./size/report.mjs');
  const subjects = await measureSubjects();
  publish('size', sizeReport(subjects), values);
  if (values.record) writeFileSync(recordFile, `${JSON.stringify(subjects.ours, null, 2)}\n`);
  else compareWithRecord(subjects.ours);
});

/** @param {import('./size/ratchet.mjs').Sizes} sizes */
function compareWithRecord(sizes) {
  const recorded = existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, 'utf8')) : {};
  const faults = unrecordedGrowth(recorded, sizes);
  if (faults.length > 0) throw new Failure(`${faults.join('; ')}. If it is worth it: npm run size -- --record.`);
  if (hasShrunk(recorded, sizes)) console.log('\nSmaller than recorded: npm run size -- --record keeps it so.');
}

/**
 * `npm run size`: shows how many bytes the package and others add to an app, and what a page loads with them. Fails if the package
 * has grown by more than 1 % since the figures in `size.json` were recorded. Needs `npm run build`.
 *
 * - `-- --record` or `-- --readme` records the current figures, and writes them into README and docs/performance.md. A test compares them.
 * - `-- --markdown` prints tables in Markdown.
 * - `-- --parts` shows what the module consists of; `--top 60` lists more functions, `--match TEXT` filters them by name.
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
  if (!existsSync(inRoot('dist/wasm/cognito_wasm_bg.wasm'))) throw new Failure('Not built: run npm run build.');
  if (values.parts) {
    const { printParts } = await import('./size/parts.mjs');
    await printParts({ top: Number(values.top), match: values.match });
    return;
  }
  const { measureSubjects } = await import('./size/subjects.mjs');
  const { sizeReport } = await import('./size/report.mjs');
  const { measureLoads, recordedLoads } = await import('./size/loads.mjs');
  const [subjects, loads] = [await measureSubjects(), await measureLoads()];
  const readme = values.record === true || values.readme === true;
  publish(sizeReport(subjects, loads), { ...values, readme });
  const sizes = { ...subjects.ours, ...recordedLoads(loads) };
  if (readme) writeFileSync(recordFile, `${JSON.stringify(sizes, null, 2)}\n`);
  else compareWithRecord(sizes);
});

/** @param {import('./size/ratchet.mjs').Sizes} sizes */
function compareWithRecord(sizes) {
  const recorded = existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, 'utf8')) : {};
  const faults = unrecordedGrowth(recorded, sizes);
  if (faults.length > 0) throw new Failure(`${faults.join('; ')}. To accept this: npm run size -- --record.`);
  if (hasShrunk(recorded, sizes)) console.log('\nSmaller than recorded: npm run size -- --record sets the new limit.');
}

/**
 * `npm run size`: how many bytes the package adds to an app, beside others; fails when it has grown by more than 1 %
 * since the figures of `size.json`. `npm run size -- --record` records them anew, `-- --parts` tells what the module is
 * made of (`--top 60` functions, `--match TEXT` in their names). Needs `npm run build`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Failure } from './run/failure.mjs';
import { inRoot } from './run/paths.mjs';
import { main } from './run/steps.mjs';
import { measure } from './size/measure.mjs';

const recordFile = inRoot('size.json');
const allowedGrowth = 1.01;

/** @typedef {import('./size/measure.mjs').Size} Size */

await main(async () => {
  const { values } = parseArgs({
    options: {
      record: { type: 'boolean' },
      parts: { type: 'boolean' },
      top: { type: 'string', default: '25' },
      match: { type: 'string', default: '' },
    },
  });
  if (values.parts) {
    const { printParts } = await import('./size/parts.mjs');
    await printParts({ top: Number(values.top), match: values.match });
    return;
  }
  const { subjects } = await import('./size/bundles.mjs');

  /** @type {Record<string, Size>} */
  const ours = {};
  console.log(['bytes'.padEnd(46), ...['raw', 'gzip', 'brotli'].map((text) => text.padStart(9))].join(''));
  for (const subject of subjects) {
    const size = measure(await subject.bytes());
    if (subject.ours) ours[subject.name.trim()] = size;
    console.log([subject.name.padEnd(46), ...Object.values(size).map((bytes) => String(bytes).padStart(9))].join(''));
  }
  if (values.record) writeFileSync(recordFile, `${JSON.stringify(ours, null, 2)}\n`);
  else compareWithRecord(ours);
});

/** @param {Record<string, Size>} sizes */
function compareWithRecord(sizes) {
  if (!existsSync(recordFile)) throw new Failure('There is no size.json: npm run size -- --record writes it.');
  /** @type {Record<string, Size>} */
  const record = JSON.parse(readFileSync(recordFile, 'utf8'));
  const grown = Object.entries(sizes).filter(
    ([name, { brotli }]) => brotli > (record[name]?.brotli ?? 0) * allowedGrowth,
  );
  if (grown.length === 0) return;
  const list = grown
    .map(([name, { brotli }]) => `${name} (brotli ${record[name]?.brotli ?? 0} → ${brotli})`)
    .join(', ');
  throw new Failure(`Grown by more than 1 %: ${list}. If it is worth it: npm run size -- --record.`);
}

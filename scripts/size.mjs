/**
 * `npm run size`: how many bytes the package adds to an app, beside others; fails when it has grown by more than 1 %
 * since the figures of `size.json`. `npm run size -- --record` records them anew. Needs `npm run build`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { Failure } from './run/failure.mjs';
import { inRoot } from './run/paths.mjs';
import { main } from './run/steps.mjs';

const recordFile = inRoot('size.json');
const allowedGrowth = 1.01;

/** @typedef {{ raw: number, gzip: number, brotli: number }} Size bytes; gzip at level 9, brotli at level 11 */

await main(async () => {
  const { values } = parseArgs({ options: { record: { type: 'boolean' } } });
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

/**
 * @param {Uint8Array} bytes
 * @returns {Size}
 */
function measure(bytes) {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: quality }).length,
  };
}

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

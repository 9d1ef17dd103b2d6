import { percent, times } from '../../report/targets.mjs';
import { milliseconds, ratioCell, timeCell } from '../cells.mjs';
import { ratios, spread } from '../statistics.mjs';
import { amplify, native } from './measure-srp.mjs';

/** Targets for kernels, by name: their total time as a share of Amplify's, and of native OpenSSL's. */
const kernelTargets = [
  { kernel: /relaxed|fma/i, ofAmplify: 0.02, ofNative: 1.25 },
  { kernel: /simd128/i, ofAmplify: 0.04, ofNative: 2.2 },
];
const firstOfAmplify = 0.08;

/**
 * @typedef {import('./times.mjs').SrpTimes} SrpTimes
 * @typedef {import('./measure-srp.mjs').SrpResults} SrpResults
 */

/** @param {string} kernel `module:kernel` */
const shortName = (kernel) => kernel.replace(/^.*:/, '');

/** @param {SrpTimes[] | undefined} results */
const wholes = (results = []) => results.map((result) => result.public + result.proof);

/**
 * @param {SrpResults} results
 * @returns {import('../../report/table.mjs').Table[]}
 */
export function srpTables({ kernels, warm, cold }) {
  return [
    srpTable(
      'SRP, warm',
      kernels,
      warm,
      'Other work on the machine slows long runs down more than short ones: then compare the best.',
    ),
    srpTable('SRP, first of a page', kernels, cold, 'The code is loaded and compiled before, and has never run.'),
  ];
}

/**
 * @param {string} title
 * @param {string[]} kernels
 * @param {Record<string, SrpTimes[]>} results
 * @param {string} [note]
 * @returns {import('../../report/table.mjs').Table}
 */
function srpTable(title, kernels, results, note) {
  const openssl = results[native];
  const rows = Object.entries(results).map(([name, measured]) => [
    kernels.includes(name) ? `cognito-wasm, kernel ${shortName(name)}` : name,
    milliseconds(spread(measured.map((result) => result.public)).median),
    milliseconds(spread(measured.map(({ proof }) => proof)).median),
    timeCell(wholes(measured)),
    milliseconds(spread(wholes(measured)).min),
    ratioCell(wholes(measured), wholes(results[amplify]), percent),
    ...(openssl ? [ratioCell(wholes(measured), wholes(openssl), times)] : []),
  ]);
  const columns = [
    '',
    'A',
    'after the challenge',
    'whole, ms',
    'best',
    'of Amplify’s',
    ...(openssl ? ['of native'] : []),
  ];
  return { title, columns, rows, ...(note !== undefined && { note }) };
}

/**
 * @param {SrpResults} results
 * @returns {import('../../report/targets.mjs').Target[]}
 */
export function srpTargets({ kernels, warm, cold }) {
  return kernels.flatMap((kernel) => {
    const target = kernelTargets.find(({ kernel: pattern }) => pattern.test(kernel));
    if (!target) return [];
    const name = `SRP with ${shortName(kernel)}`;
    const { ofAmplify, ofNative } = target;
    /**
     * @param {Record<string, SrpTimes[]>} results
     * @param {string} reference
     */
    const median = (results, reference) => spread(ratios(wholes(results[kernel]), wholes(results[reference]))).median;
    return [
      { name: `${name}, of Amplify’s`, value: median(warm, amplify), limit: ofAmplify, format: percent },
      ...(warm[native]
        ? [{ name: `${name}, of native`, value: median(warm, native), limit: ofNative, format: times }]
        : []),
      {
        name: `${name}, first of a page, of Amplify’s`,
        value: median(cold, amplify),
        limit: firstOfAmplify,
        format: percent,
      },
    ];
  });
}

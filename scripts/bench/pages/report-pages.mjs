import { times } from '../../report/targets.mjs';
import { amplify, ours } from '../../size/libraries.mjs';
import { milliseconds, ratioCell } from '../cells.mjs';
import { ratios, spread } from '../statistics.mjs';
import { emptyPage, storagePage } from './apps.mjs';

/** @typedef {import('./measure-pages.mjs').PageResults} PageResults */

/**
 * One thing that people wait for.
 *
 * @typedef {object} Wait
 * @property {string} name
 * @property {Record<string, number[]>} results milliseconds by contender, in the order of the rounds
 * @property {number} ofAmplify the highest allowed ratio to Amplify's time
 * @property {number} [ofStorage] the same to that of a page that reads `localStorage` and nothing else
 */

const ofStorage = 1.05;
const heapName = 'JavaScript heap after the session is known';
const bytesOfMegabyte = 1e6;

/**
 * All contenders side by side.
 *
 * @param {PageResults} results
 * @returns {import('../../report/table.mjs').Table[]}
 */
export function pageTables(results) {
  const contenders = Object.keys(results.userPool);
  const columns = ['', ...contenders];
  const rows = waitsOf(results).map(({ name, results }) => [
    name,
    ...contenders.map((contender) => cell(results[contender], results[amplify], milliseconds)),
  ]);
  const heaps = heapsOf(results);
  const heap = [heapName, ...contenders.map((contender) => cell(heaps[contender], heaps[amplify], megabytes))];
  return [
    {
      title: 'A page on a slow phone, ms',
      columns,
      rows,
      note: `From the navigation to the result: the median, and the ratio to ${amplify}. ‘${emptyPage}’ is the floor. ‘${storagePage}’ reads the tokens and nothing else.`,
    },
    { title: 'Memory, MB', columns, rows: [heap] },
  ];
}

/**
 * The same for README: the package beside Amplify.
 *
 * @param {PageResults} results
 * @returns {import('../../report/table.mjs').Table}
 */
export function shortPageTable(results) {
  const rows = waitsOf(results).map(({ name, results: { [amplify]: theirs = [], [ours]: own = [] } }) => [
    name,
    milliseconds(spread(theirs).median),
    ratioCell(own, theirs, times),
  ]);
  return { title: 'A page on a slow phone', columns: ['', `${amplify}, ms`, `${ours}, ratio`], rows };
}

/**
 * @param {PageResults} results
 * @returns {import('../../report/targets.mjs').Target[]}
 */
export function pageTargets(results) {
  const waits = waitsOf(results);
  const ofAmplify = waits.map(({ name, results, ofAmplify }) => ({
    name: `${name}, of Amplify’s`,
    value: medianRatio(results[ours], results[amplify]),
    limit: ofAmplify,
    format: times,
  }));
  const toStorage = waits.flatMap(({ name, results, ofStorage }) => {
    if (ofStorage === undefined) return [];
    const value = medianRatio(results[ours], results[storagePage]);
    return [{ name: `${name}, of localStorage alone`, value, limit: ofStorage, format: times }];
  });
  const heaps = heapsOf(results);
  const heap = { name: `${heapName}, of Amplify’s`, value: medianRatio(heaps[ours], heaps[amplify]), limit: 1 };
  return [...ofAmplify, ...toStorage, { ...heap, format: times }];
}

/**
 * @param {PageResults} results
 * @returns {Wait[]}
 */
function waitsOf({ userPool, identityPool, signIns }) {
  const known = 'session known';
  const withPool = `${known}, with an identity pool`;
  return [
    { name: `${known}, empty cache`, results: choose(userPool, 'first'), ofAmplify: 0.8, ofStorage },
    { name: `${known}, second visit`, results: choose(userPool, 'second'), ofAmplify: 1.05, ofStorage },
    { name: `${known}, sixth visit`, results: choose(userPool, 'sixth'), ofAmplify: 0.95, ofStorage },
    { name: `${withPool}, empty cache`, results: choose(identityPool, 'first'), ofAmplify: 1.3 },
    { name: `${withPool}, second visit`, results: choose(identityPool, 'second'), ofAmplify: 1.2 },
    { name: `${withPool}, sixth visit`, results: choose(identityPool, 'sixth'), ofAmplify: 1.05 },
    { name: 'first sign-in done, empty cache', results: signIns, ofAmplify: 0.62 },
  ];
}

/** @param {PageResults} results */
const heapsOf = ({ userPool }) => choose(userPool, 'heap');

/**
 * @param {Record<string, import('./measure-pages.mjs').Visits[]>} results
 * @param {keyof import('./measure-pages.mjs').Visits} key
 */
const choose = (results, key) =>
  Object.fromEntries(Object.entries(results).map(([name, visits]) => [name, visits.map((visit) => visit[key])]));

/**
 * The median, and the ratio beside it; empty for what was not measured.
 *
 * @param {number[] | undefined} values
 * @param {number[] | undefined} references
 * @param {(value: number) => string} format
 */
function cell(values, references = [], format) {
  if (!values) return '';
  const ratio = ratioCell(values, references, times);
  return [format(spread(values).median), ...(ratio === '' ? [] : [ratio])].join(' · ');
}

/**
 * @param {number[] | undefined} values
 * @param {number[] | undefined} references
 */
const medianRatio = (values = [], references = []) => spread(ratios(values, references)).median;

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / bytesOfMegabyte).toFixed(2);

import { percent } from '../report/targets.mjs';
import { milliseconds, ratioCell, timeCell } from './cells.mjs';
import { amplify, ours } from '../size/libraries.mjs';
import { atOnce, inARow, nothing } from './measure-calls.mjs';
import { ratios, spread } from './statistics.mjs';

const firstCallOfAmplify = 0.5;
const longestBlockMs = { normal: 16, slow: 50 };

/**
 * One thing that was measured with several libraries.
 *
 * @typedef {{ name: string, results: Record<string, number[]> }} Comparison
 *
 * @typedef {object} CallResults
 * @property {Record<string, import('./measure-calls.mjs').SignInTimes[][]>} signIns
 * @property {Record<string, { inARow: number, atOnce: number }[]>} sessions
 * @property {Record<string, number[]>} firstCalls
 * @property {import('./measure-blocks.mjs').Blocks | undefined} blocks
 */

/**
 * @param {CallResults} results
 * @returns {import('../report/table.mjs').Table[]}
 */
export function callTables({ signIns, sessions, firstCalls, blocks }) {
  const rows = [
    ...signInComparisons(signIns),
    { name: `${inARow} × fetchAuthSession in a row`, results: mapResults(sessions, (result) => result.inARow) },
    { name: `${atOnce} × fetchAuthSession at once`, results: mapResults(sessions, (result) => result.atOnce) },
    ...firstCallComparisons(firstCalls),
  ].map(({ name, results: { [amplify]: theirs = [], ...others } }) => {
    const [own = []] = Object.values(others);
    return [name, timeCell(own), best(own), timeCell(theirs), best(theirs), ratioCell(own, theirs, percent)];
  });
  const columns = ['', 'cognito-wasm, ms', 'best', 'aws-amplify, ms', 'best', 'ratio'];
  const tables = [{ title: 'Whole calls', columns, rows }];
  if (!blocks) return tables;
  const blockRows = blockComparisons(blocks).map(({ name, values }) => {
    const { median, max } = spread(values);
    return [name, milliseconds(median), milliseconds(max)];
  });
  return [
    ...tables,
    { title: 'Longest block of the main thread', columns: ['', 'median, ms', 'longest, ms'], rows: blockRows },
  ];
}

/**
 * @param {CallResults} results
 * @returns {import('../report/targets.mjs').Target[]}
 */
export function callTargets({ firstCalls, blocks }) {
  const targets = firstCallComparisons(firstCalls).map(({ name, results: { [amplify]: theirs = [], ...others } }) => {
    const value = spread(ratios(Object.values(others)[0] ?? [], theirs)).median;
    return { name: `${name}, of Amplify’s`, value, limit: firstCallOfAmplify, format: percent };
  });
  if (!blocks) return targets;
  const format = (/** @type {number} */ value) => `${milliseconds(value)} ms`;
  const ofBlocks = blockComparisons(blocks).map(({ name, speed, values }) => {
    const limit = longestBlockMs[speed];
    return { name: `longest block, ${name}, median`, value: spread(values).median, limit, format };
  });
  return [...targets, ...ofBlocks];
}

/** @param {import('./measure-blocks.mjs').Blocks} blocks */
function blockComparisons(blocks) {
  const speeds = /** @type {const} */ ([
    ['normal', 'normal speed'],
    ['slow', 'a CPU four times slower'],
  ]);
  return Object.entries(blocks).flatMap(([way, results]) =>
    speeds.map(([speed, name]) => ({ name: `${way}, ${name}`, speed, values: results.map((result) => result[speed]) })),
  );
}

/** @param {number[]} values milliseconds */
const best = (values) => milliseconds(spread(values).min);

/**
 * @param {CallResults['signIns']} signIns
 * @returns {Comparison[]}
 */
function signInComparisons(signIns) {
  /**
   * Later sign-ins of one page count as one result, so that rounds can be compared.
   *
   * @param {'whole' | 'own'} key
   * @param {boolean} isFirst
   */
  const choose = (key, isFirst) =>
    mapResults(signIns, ([first, ...later]) =>
      isFirst ? (first?.[key] ?? NaN) : spread(later.map((times) => times[key])).median,
    );
  return [
    { name: 'first sign-in of a page', results: choose('whole', true) },
    { name: 'first sign-in, without waiting for replies', results: choose('own', true) },
    { name: 'later sign-ins', results: choose('whole', false) },
    { name: 'later sign-ins, without waiting for replies', results: choose('own', false) },
  ];
}

/**
 * The time of an empty module is the browser's own, so it is subtracted.
 *
 * @param {CallResults['firstCalls']} firstCalls
 * @returns {Comparison[]}
 */
function firstCallComparisons({ [nothing]: empty = [], [amplify]: theirs = [], ...own }) {
  const floor = spread(empty).median;
  const net = (/** @type {number[]} */ values) => values.map((value) => value - floor);
  return Object.entries(own).map(([library, values]) => ({
    name: `import to the end of the first call${library === ours ? '' : `, ${library}`}`,
    results: { [library]: net(values), [amplify]: net(theirs) },
  }));
}

/**
 * @template Result
 * @param {Record<string, Result[]>} results
 * @param {(result: Result) => number} choose
 * @returns {Record<string, number[]>}
 */
function mapResults(results, choose) {
  return Object.fromEntries(Object.entries(results).map(([library, values]) => [library, values.map(choose)]));
}

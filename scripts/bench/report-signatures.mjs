import { times } from '../report/targets.mjs';
import { ours } from '../size/libraries.mjs';
import { ratioCell, timeCell } from './cells.mjs';
import { inARow, peers } from './measure-signatures.mjs';

/**
 * @param {Record<string, number[]>} results milliseconds by library
 * @returns {import('../report/table.mjs').Table}
 */
export function signatureTable(results) {
  const own = results[ours] ?? [];
  const rows = [ours, ...peers].map((library) => {
    const theirs = results[library] ?? [];
    return [library, timeCell(theirs), library === ours ? '' : ratioCell(own, theirs, times)];
  });
  return { title: `${inARow} signatures of requests`, columns: ['', 'ms', 'cognito-wasm to it'], rows };
}

import { spread } from '../statistics.mjs';

/** @typedef {{ public: number, proof: number }} SrpTimes milliseconds until A, and from the challenge to the proof */

/**
 * One result of several runs in a row: a run that the system has interrupted does not count.
 *
 * @param {SrpTimes[]} runs
 * @returns {SrpTimes}
 */
export function medianTimes(runs) {
  return {
    public: spread(runs.map((run) => run.public)).median,
    proof: spread(runs.map(({ proof }) => proof)).median,
  };
}

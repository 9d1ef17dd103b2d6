import { spread } from '../statistics.mjs';

/** @typedef {{ public: number, proof: number }} SrpTimes milliseconds until A, and from the challenge to the proof */

/**
 * One result for several runs: the medians, so that an interrupted run does not count.
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

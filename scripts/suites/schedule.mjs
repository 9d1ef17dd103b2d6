/** How many suites run at the same time. Most of them spend more time waiting than computing. */
const atOnce = 2;

/**
 * Runs suites in order, two at a time. A suite that runs alone starts when all before it have ended, and the next ones wait for it.
 *
 * @template {{ name: string, alone?: boolean }} Suite
 * @template Result
 * @param {Suite[]} suites
 * @param {(suite: Suite) => Promise<Result>} run never rejects
 * @returns {Promise<Result[]>} in the order of the suites
 */
export async function runInTurn(suites, run) {
  /** @type {Set<Promise<Result>>} */
  const running = new Set();
  /** @type {Promise<Result>[]} */
  const results = [];
  let places = atOnce;
  for (const suite of suites) {
    if (suite.alone) places = 1;
    while (running.size >= places) await Promise.race(running);
    const result = run(suite).finally(() => running.delete(result));
    running.add(result);
    results.push(result);
    if (suite.alone) await result;
    places = atOnce;
  }
  return Promise.all(results);
}

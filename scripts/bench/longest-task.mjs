/**
 * @typedef {object} TraceEvent of Chromium; times are microseconds
 * @property {string} name
 * @property {string} [ph]
 * @property {number} pid
 * @property {number} tid
 * @property {number} ts
 * @property {number} [dur]
 */

/** Of Chromium: what its main threads do, and the marks of pages. */
export const traceCategories = ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing'];

const microseconds = 1000;

/**
 * The longest task of a page's main thread, in milliseconds.
 *
 * @param {{ traceEvents: TraceEvent[] }} trace
 * @param {string} mark that the page set in the first task that counts
 */
export function longestTask({ traceEvents }, mark) {
  const start = traceEvents.find(({ name }) => name === mark);
  if (!start) throw new Error(`the trace has no mark ${mark}`);
  const { pid, tid, ts } = start;
  const tasks = traceEvents.filter((event) => {
    const ofThread = event.name === 'RunTask' && event.pid === pid && event.tid === tid;
    return ofThread && event.ts + (event.dur ?? 0) >= ts;
  });
  if (tasks.length === 0) throw new Error('the trace has no tasks of the page');
  return Math.max(...tasks.map(({ dur = 0 }) => dur)) / microseconds;
}

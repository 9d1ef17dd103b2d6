/** A visit to a page: opens it in a new tab, and waits for what its script reports. */
import { Failure } from '../../run/failure.mjs';

/** Chromium's own setting of a slow phone, as the developer tools have it. */
const slow4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
export const slowdown = 4;

/** The browser fills its code cache at the visits before this one. */
export const lastVisit = 6;

const patienceMs = 60_000;

/**
 * @typedef {object} Visit
 * @property {number} time from the navigation to the result, milliseconds
 * @property {number} heap JavaScript's objects after the result, bytes; NaN if it was not asked for
 * @property {Loaded[]} loaded the page's files
 *
 * @typedef {{ name: string, cached: boolean }} Loaded a file, and whether it came from the browser's cache
 *
 * @typedef {object} Options
 * @property {boolean} slow like a slow phone
 * @property {boolean} [withHeap]
 */

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} address
 * @param {Options} options
 * @returns {Promise<Visit>}
 */
export async function visit(context, address, { slow, withHeap = false }) {
  // A new tab is a new process, whose memory knows no code of earlier visits.
  const page = await context.newPage();
  try {
    const devTools = await context.newCDPSession(page);
    const result = reported(devTools);
    await devTools.send('Runtime.enable');
    await devTools.send('Runtime.addBinding', { name: 'report' });
    if (slow) await slowDown(devTools);
    await page.goto(address);
    const time = await result;
    const heap = withHeap ? await heapOf(devTools) : NaN;
    // The browser keeps the code that it compiled when the page is idle.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 50))));
    return { time, heap, loaded: await page.evaluate(loadedFiles) };
  } finally {
    await page.close();
  }
}

/** @param {import('@playwright/test').CDPSession} devTools */
export async function slowDown(devTools) {
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', slow4G);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
}

/**
 * What the page's script reports.
 *
 * @param {import('@playwright/test').CDPSession} devTools
 * @returns {Promise<number>}
 */
function reported(devTools) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Failure('A measured page reports nothing.')), patienceMs);
    devTools.on('Runtime.bindingCalled', ({ payload }) => {
      clearTimeout(timer);
      const { at, works, error } = JSON.parse(payload);
      if (works === true) resolve(at);
      else reject(new Failure(`A measured page does not work: ${error ?? 'it has another result'}.`));
    });
  });
}

/** @param {import('@playwright/test').CDPSession} devTools */
async function heapOf(devTools) {
  await devTools.send('HeapProfiler.collectGarbage');
  return (await devTools.send('Runtime.getHeapUsage')).usedSize;
}

/**
 * Runs in the page.
 *
 * @returns {Loaded[]}
 */
function loadedFiles() {
  return performance
    .getEntriesByType('resource')
    .map((entry) => /** @type {PerformanceResourceTiming} */ (entry))
    .filter(({ name }) => name.startsWith(location.origin))
    .map(({ name, transferSize, encodedBodySize }) => ({ name, cached: transferSize === 0 && encodedBodySize > 0 }));
}

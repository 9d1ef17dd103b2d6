import { traceCategories } from './longest-task.mjs';

/**
 * Pages in Chromium that run functions of a script.
 *
 * @typedef {object} BenchPage
 * @property {<Result>(name: string, ...args: unknown[]) => Promise<Result>} call
 * @property {(rate: number) => Promise<void>} slowDown its processor
 * @property {(work: () => Promise<void>) => Promise<Trace>} trace of the browser, while some work is done
 * @property {() => Promise<void>} close
 *
 * @typedef {{ traceEvents: import('./longest-task.mjs').TraceEvent[] }} Trace
 *
 * @typedef {(script: string) => Promise<BenchPage>} OpenPage opens a page in a new browser profile
 */

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address of the site
 * @returns {OpenPage}
 */
export function pageOpener(browser, address) {
  return async (script) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(address);
    await page.evaluate(`import('${script}').then((module) => void (globalThis.bench = module))`);
    return {
      call: (name, ...args) => page.evaluate(`bench.${name}(...${JSON.stringify(args)})`),
      async slowDown(rate) {
        const devTools = await context.newCDPSession(page);
        await devTools.send('Emulation.setCPUThrottlingRate', { rate });
      },
      async trace(work) {
        await browser.startTracing(page, { categories: traceCategories });
        await work();
        return JSON.parse(String(await browser.stopTracing()));
      },
      close: () => context.close(),
    };
  };
}

/**
 * Runs some work in a new page, and closes it.
 *
 * @template Result
 * @param {OpenPage} open
 * @param {string} script
 * @param {(page: BenchPage) => Promise<Result>} work
 */
export async function inNewPage(open, script, work) {
  const page = await open(script);
  try {
    return await work(page);
  } finally {
    await page.close();
  }
}

import { Failure } from '../../run/failure.mjs';
import { lastVisit, visit } from './visit.mjs';

/**
 * Makes sure that the browser uses its code cache at the last visit. Otherwise the figures of that visit mean something else.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} address of a page whose script is large enough for the cache
 */
export async function checkCodeCache(context, address) {
  for (let count = 1; count < lastVisit; count += 1) await visit(context, address, { slow: false });
  const browser = context.browser();
  if (!browser) throw new Failure('This browser cannot be traced.');
  await browser.startTracing(undefined, { categories: ['v8', 'devtools.timeline'] });
  await visit(context, address, { slow: false });
  if (!consumesCodeCache(JSON.parse(String(await browser.stopTracing())), address)) {
    throw new Failure('Chromium does not use its code cache for the measured pages.');
  }
}

/**
 * Whether a trace has a script that was compiled from the code cache.
 *
 * @param {{ traceEvents: { name: string, args?: { data?: { url?: string, consumedCacheSize?: number, cacheRejected?: boolean } } }[] }} trace
 * @param {string} address of the page, where its scripts are too
 */
export function consumesCodeCache({ traceEvents }, address) {
  return traceEvents.some(({ name, args: { data } = {} }) => {
    if (name !== 'v8.compileModule' || !data?.url?.startsWith(address)) return false;
    return data.cacheRejected === false && (data.consumedCacheSize ?? 0) > 0;
  });
}

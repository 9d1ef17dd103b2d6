/** Compares cases in a page, with its real storage. */
import { AuthError, HubClass } from '/package/index.js';
import { AuthInstance } from '/package/instance/authInstance.js';
import { readyWasm } from '/package/loader/readyWasm.js';
import { sessionFunctions } from '/package/session/session.js';
import { toSession } from '/package/session/toSession.js';
import { caseOf } from './cases.mjs';
import { compareAll } from './compare.mjs';
import { pageAround, refuseRequests } from './page.mjs';

/** Waits until no call holds the lock of a refresh. The next one would take it for another tab's. */
async function settled() {
  while ((await navigator.locks.query()).held?.length);
}

/**
 * @param {number} first the first seed
 * @param {number} count
 */
export async function compareInPage(first, count) {
  refuseRequests();
  // No sign-in is prepared meanwhile.
  globalThis.requestIdleCallback = () => 0;
  // Configurations that the module has not read, and those with a secret.
  console.warn = () => {};
  const page = pageAround({ local: localStorage, session: sessionStorage }, (search) => {
    history.replaceState(undefined, '', `${location.pathname}${search}`);
  });
  await readyWasm();
  const library = { AuthError, AuthInstance, HubClass, sessionFunctions, toSession, readyWasm };
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  return compareAll(library, { ...page, settled }, caseOf, seeds);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../run/failure.mjs';
import { step } from '../../run/steps.mjs';
import { amplify, libraries } from '../../size/libraries.mjs';
import { launchWithFolder } from '../../suites/chromium.mjs';
import { takeTurns } from '../statistics.mjs';
import { contenders, sessionApp, signInApp } from './apps.mjs';
import { checkCodeCache } from './code-cache.mjs';
import { wronglyCached } from './http-cache.mjs';
import { blankPath, startPageSite } from './site.mjs';
import { lastVisit, visit } from './visit.mjs';

/**
 * What a person on a slow phone waits for.
 *
 * @typedef {object} Visits of one browser that starts with an empty cache, with a session; milliseconds
 * @property {number} first
 * @property {number} second
 * @property {number} sixth
 * @property {number} heap after the first one, bytes
 *
 * @typedef {object} PageResults
 * @property {number} rounds
 * @property {Record<string, Visits[]>} userPool
 * @property {Record<string, Visits[]>} identityPool
 * @property {Record<string, number[]>} signIns with an empty cache, milliseconds
 *
 * @typedef {object} Setting
 * @property {import('./apps.mjs').PoolConfig} userPool
 * @property {import('./apps.mjs').PoolConfig} identityPool
 * @property {import('./apps.mjs').Person} person
 */

/** With this feature, Chromium 156 compiles module scripts while they arrive, and never uses what its code cache has of them. */
const backgroundFetch = 'BackgroundResourceFetch';

const kinds = /** @type {const} */ ({ userPool: '/user-pool', identityPool: '/identity-pool', signIn: '/sign-in' });

/**
 * @param {Setting} setting
 * @param {number} rounds
 * @returns {Promise<PageResults>}
 */
export async function measurePages(setting, rounds) {
  const site = await startPageSite(appsOf(setting));
  // Without a folder there is no cache of compiled code.
  const folder = await mkdtemp(join(tmpdir(), 'cognito-wasm-bench-'));
  const context = await launchWithFolder(folder, [backgroundFetch]);
  try {
    const places = newPlaces(site.port);
    /** @type {Map<string, Record<string, string>>} */
    const sessions = new Map();
    for (const name of libraries) sessions.set(name, await signedInStorage(context, places('storage'), name));
    const sessionOf = (/** @type {string} */ name) => sessions.get(name) ?? sessions.get(amplify) ?? {};
    await step('pages, code cache', async () => {
      const place = await placeWithSession(context, places('code'), sessionOf(amplify));
      await checkCodeCache(context, `${place}${pathOf(kinds.userPool, amplify)}`);
    });
    /** @param {'userPool' | 'identityPool'} kind */
    const visits = (kind) => (/** @type {string} */ name) =>
      visitsOf(context, places(name), pathOf(kinds[kind], name), sessionOf(name));
    return {
      rounds,
      userPool: await step('pages, user pool', () => takeTurns(contenders, rounds, visits('userPool'))),
      identityPool: await step('pages, identity pool', () => takeTurns(libraries, rounds, visits('identityPool'))),
      signIns: await step('pages, sign-in', () =>
        takeTurns(libraries, rounds, async (name) => {
          const { time } = await visit(context, `${places(name)}${pathOf(kinds.signIn, name)}`, { slow: true });
          return time;
        }),
      ),
    };
  } finally {
    await context.close();
    site.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The sources of all pages, by their paths.
 *
 * @param {Setting} setting
 */
function appsOf({ userPool, identityPool, person }) {
  return Object.fromEntries([
    ...contenders.map((name) => [pathOf(kinds.userPool, name), sessionApp(name, userPool)]),
    ...libraries.map((name) => [pathOf(kinds.identityPool, name), sessionApp(name, identityPool)]),
    ...libraries.map((name) => [pathOf(kinds.signIn, name), signInApp(name, userPool, person)]),
  ]);
}

/** @param {string} name */
const slug = (name) => name.toLowerCase().replaceAll(/\W+/g, '-');

/**
 * @param {string} kind
 * @param {string} name
 */
const pathOf = (kind, name) => `${kind}/${slug(name)}/`;

/**
 * Makes up a new site for each call. For the browser it is another one: its storage and caches are empty, and its process is new.
 *
 * @param {number} port
 */
function newPlaces(port) {
  let count = 0;
  return (/** @type {string} */ name) => {
    count += 1;
    return `http://${slug(name)}-${count}.localhost:${port}`;
  };
}

/**
 * Signs in with a library's page, opens another one, and takes what is stored then.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} place
 * @param {string} library
 * @returns {Promise<Record<string, string>>}
 */
async function signedInStorage(context, place, library) {
  for (const kind of [kinds.signIn, kinds.identityPool]) {
    await visit(context, `${place}${pathOf(kind, library)}`, { slow: false });
  }
  return onBlankPage(context, place, (page) => page.evaluate(() => ({ ...localStorage })));
}

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} place
 * @param {Record<string, string>} session
 */
async function placeWithSession(context, place, session) {
  await onBlankPage(context, place, (page) =>
    page.evaluate((items) => void Object.assign(localStorage, items), session),
  );
  return place;
}

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} place
 * @param {string} path
 * @param {Record<string, string>} session
 * @returns {Promise<Visits>}
 */
async function visitsOf(context, place, path, session) {
  const address = `${await placeWithSession(context, place, session)}${path}`;
  const first = await visit(context, address, { slow: true, withHeap: true });
  const second = await visit(context, address, { slow: true });
  for (let count = 3; count < lastVisit; count += 1) await visit(context, address, { slow: false });
  const sixth = await visit(context, address, { slow: true });
  const wrong = [
    ...wronglyCached(first, first, false),
    ...[second, sixth].flatMap((later) => wronglyCached(first, later, true)),
  ];
  if (wrong.length > 0) throw new Failure(`The cache was not used as it should: ${wrong.join(', ')}.`);
  return { first: first.time, second: second.time, sixth: sixth.time, heap: first.heap };
}

/**
 * @template Result
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} place
 * @param {(page: import('@playwright/test').Page) => Promise<Result>} work
 */
async function onBlankPage(context, place, work) {
  const page = await context.newPage();
  try {
    await page.goto(`${place}${blankPath}`);
    return await work(page);
  } finally {
    await page.close();
  }
}

/** Playwright's `test` with a local Cognito in place of AWS, and with pages of a signed-in user. */
import { test as playwright } from '@playwright/test';
import { startServer } from './http-server.js';

export { expect } from '@playwright/test';

/**
 * @typedef {import('./http-server.js').RunningServer} RunningServer
 * @typedef {import('@playwright/test').Route} Route
 * @typedef {import('@playwright/test').Page} Page
 */

/**
 * @typedef {object} CognitoFixtures
 * @property {RunningServer} cognito the server of this worker, reset before the test. The requests of pages to Cognito arrive there
 * @property {string | undefined} signedInAs an option: the user whose session the pages have from the start. Needs `baseURL`
 * @property {(username: string) => Promise<Page>} signedInPage a page of another context, with a session of this user
 */

/**
 * @typedef {object} CognitoWorkerFixtures
 * @property {import('./engine.js').LocalCognitoOptions & import('./http-server.js').ServerOptions} cognitoOptions an option: for
 *   `startServer`, such as `users`
 * @property {string} cognitoAddress an option: the address that the application has for its local Cognito. Default:
 *   `http://localhost:9229`
 * @property {RunningServer} cognitoServer
 */

/** Both services of AWS, in every region. */
const AWS = /^https:\/\/cognito-(?:idp|identity)(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com\//;

/**
 * @type {import('@playwright/test').Fixtures<CognitoFixtures, CognitoWorkerFixtures,
 *   import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions,
 *   import('@playwright/test').PlaywrightWorkerArgs & import('@playwright/test').PlaywrightWorkerOptions>}
 */
const fixtures = {
  cognitoOptions: [{}, { option: true, scope: 'worker' }],
  cognitoAddress: ['http://localhost:9229', { option: true, scope: 'worker' }],
  cognitoServer: [
    async ({ cognitoOptions }, use) => {
      const server = await startServer({ port: 0, ...cognitoOptions });
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  cognito: async ({ cognitoServer }, use) => {
    cognitoServer.cognito.reset();
    await cognitoServer.save();
    await use(cognitoServer);
  },
  signedInAs: [undefined, { option: true }],
  storageState: async ({ storageState, cognito, signedInAs, baseURL }, use) => {
    await use(signedInAs === undefined ? storageState : await sessionOf(cognito, signedInAs, baseURL));
  },
  context: async ({ context, cognito, cognitoAddress }, use) => {
    await lead(context, cognito, cognitoAddress);
    await use(context);
  },
  signedInPage: async ({ browser, cognito, cognitoAddress, baseURL, contextOptions }, use) => {
    /** @type {import('@playwright/test').BrowserContext[]} */
    const contexts = [];
    await use(async (username) => {
      const storageState = await sessionOf(cognito, username, baseURL);
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL !== undefined && { baseURL }),
        storageState,
      });
      contexts.push(context);
      await lead(context, cognito, cognitoAddress);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
};

export const test = playwright.extend(fixtures);

/**
 * A session in `localStorage`, where Amplify, cognito-wasm and amazon-cognito-identity-js look for it.
 *
 * @param {RunningServer} cognito
 * @param {string} username
 * @param {string | undefined} baseURL
 */
async function sessionOf(cognito, username, baseURL) {
  if (baseURL === undefined) {
    throw new TypeError('A page of a signed-in user needs the address of the application: set use.baseURL.');
  }
  const { storageItems } = await cognito.signInAs(username);
  const localStorage = Object.entries(storageItems).map(([name, value]) => ({ name, value }));
  return { cookies: [], origins: [{ origin: new URL(baseURL).origin, localStorage }] };
}

/**
 * Leads the requests to Cognito to the server of this worker. Redirects, as those of the hosted UI, cannot be led elsewhere.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {RunningServer} server
 * @param {string} address that the application is configured with
 */
async function lead(context, server, address) {
  const { origin } = new URL(address);
  const isOwn = (/** @type {URL} */ url) => url.origin === origin && `${origin}/` !== server.url;
  await context.route(isOwn, (route) => forward(route, server, origin));
  await context.route(AWS, (route) => forward(route, server, server.url));
}

/**
 * Says what to do if the app is configured for a pool that this server does not have.
 *
 * @param {Headers} headers of a reply
 */
function hintAtMissingPool(headers) {
  const [type = '', message = ''] = ['x-amzn-errortype', 'x-amzn-errormessage'].map((name) => headers.get(name) ?? '');
  if (!type.startsWith('ResourceNotFoundException') || !/pool/i.test(message)) return;
  console.warn(
    `The local Cognito lacks what the page has asked for: ${message} Give it the configuration of the app, such as ` +
      "test.use({ cognitoOptions: { configFiles: ['public/amplifyconfiguration.json'] } }).",
  );
}

/**
 * Answers a request. The browser thinks that the address does that it has asked.
 *
 * @param {Route} route
 * @param {RunningServer} server
 * @param {string} base of the addresses in the reply
 */
async function forward(route, { cognito, save }, base) {
  const request = route.request();
  const { host: _host, ...headers } = await request.allHeaders();
  const names = Object.entries(headers).filter(([name]) => !name.startsWith(':'));
  const body = request.postDataBuffer();
  const init = { method: request.method(), headers: names, ...(body !== null && { body: Uint8Array.from(body) }) };
  try {
    const { pathname, search } = new URL(request.url());
    const response = await cognito.handle(new Request(new URL(pathname + search, base), init));
    await save();
    hintAtMissingPool(response.headers);
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  } catch {
    // A fault closes the connection.
    await route.abort('connectionreset');
  }
}

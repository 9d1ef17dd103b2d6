import { pathToFileURL } from 'node:url';
import { launchChromium } from '../../scripts/suites/chromium.mjs';
import { serveFiles } from '../browser/serve-files.mjs';

/** A Chromium for the pages of one file of tests. */
export class Browser {
  /** @param {import('@playwright/test').Browser} browser */
  constructor(browser) {
    this.browser = browser;
  }

  static async start() {
    return new Browser(await launchChromium());
  }

  /**
   * Opens a page.
   *
   * @param {string} address
   * @returns {Promise<string>} the first line that the page, or a worker of it, logs
   */
  async firstLine(address) {
    return this.#inPage(async (page) => {
      const line = loggedLine(page);
      await page.goto(address);
      return line;
    });
  }

  /**
   * Opens a page.
   *
   * @param {string} address
   * @param {string} selector
   * @returns {Promise<string>} the text of an element, once it is there
   */
  async text(address, selector) {
    return this.#inPage(async (page) => {
      await page.goto(address);
      return page.locator(selector).innerText();
    });
  }

  /**
   * Opens a page as one visitor, twice, and waits until it has loaded and is idle.
   *
   * @param {string} address
   * @param {(page: import('@playwright/test').Page) => Promise<string>} firstLine waits for what the page prints
   * @returns {Promise<import('./visits.mjs').Visit[]>}
   */
  async visits(address, firstLine) {
    const context = await this.browser.newContext();
    await context.addInitScript(countCompilations);
    try {
      return [await visit(context, address, firstLine), await visit(context, address, firstLine)];
    } finally {
      await context.close();
    }
  }

  /**
   * Serves a folder and opens its page.
   *
   * @template Result
   * @param {string} folder
   * @param {(page: import('@playwright/test').Page) => Promise<Result>} work
   */
  async inPageOf(folder, work) {
    const server = await serveFiles({ '/': pathToFileURL(`${folder}/`) });
    try {
      return await this.inPage(`${server.origin}/`, work);
    } finally {
      await server.close();
    }
  }

  /**
   * Opens a page.
   *
   * @template Result
   * @param {string} address
   * @param {(page: import('@playwright/test').Page) => Promise<Result>} work
   */
  async inPage(address, work) {
    return this.#inPage(async (page) => {
      await page.goto(address);
      return work(page);
    });
  }

  /**
   * @template Result
   * @param {(page: import('@playwright/test').Page) => Promise<Result>} work
   * @returns {Promise<Result>}
   */
  async #inPage(work) {
    const context = await this.browser.newContext();
    try {
      return await work(await context.newPage());
    } finally {
      await context.close();
    }
  }

  /**
   * Serves a folder and opens its page, which logs a line. See {@link visits}.
   *
   * @param {string} folder
   * @param {string} query of the page's address
   */
  async visitsOf(folder, query) {
    const server = await serveFiles({ '/': pathToFileURL(`${folder}/`) });
    try {
      return await this.visits(`${server.origin}/${query}`, loggedLine);
    } finally {
      await server.close();
    }
  }

  /**
   * Serves a folder and opens its page. See {@link firstLine}.
   *
   * @param {string} folder
   * @param {object} [with]
   * @param {Record<string, string>} [with.headers]
   * @param {string} [with.query] of the page's address
   */
  async firstLineOf(folder, { headers = {}, query = '' } = {}) {
    const server = await serveFiles({ '/': pathToFileURL(`${folder}/`) }, () => headers);
    try {
      return await this.firstLine(`${server.origin}/${query}`);
    } finally {
      await server.close();
    }
  }

  async close() {
    await this.browser.close();
  }
}

/**
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<string>} the first line that the page, or a worker of it, logs
 */
async function loggedLine(page) {
  const isLogged = (/** @type {import('@playwright/test').ConsoleMessage} */ message) => message.type() === 'log';
  return (await page.context().waitForEvent('console', { predicate: isLogged })).text();
}

/** Runs in the page, before its scripts. */
function countCompilations() {
  const counted = { compilations: 0 };
  Object.defineProperty(globalThis, 'compilations', { get: () => counted.compilations });
  const { compile } = WebAssembly;
  WebAssembly.compile = (bytes) => {
    counted.compilations += 1;
    return compile(bytes);
  };
}

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} address
 * @param {(page: import('@playwright/test').Page) => Promise<string>} firstLine
 */
async function visit(context, address, firstLine) {
  const page = await context.newPage();
  /** @type {import('@playwright/test').Response[]} */
  const responses = [];
  page.on('response', (response) => responses.push(response));
  const printed = firstLine(page);
  await page.goto(address);
  const line = await printed;
  // What the page does when it is idle was scheduled before this.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  await page.waitForLoadState('networkidle');
  const scripts = responses.filter((response) => response.request().resourceType() === 'script');
  const loaded = scripts.map(async (response) => ({ url: response.url(), text: await response.text() }));
  const compilations = Number(await page.evaluate('compilations'));
  const result = { line, compilations, scripts: await Promise.all(loaded) };
  await page.close();
  return result;
}

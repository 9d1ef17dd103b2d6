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
      const isLogged = (/** @type {import('@playwright/test').ConsoleMessage} */ message) => message.type() === 'log';
      const line = page.context().waitForEvent('console', { predicate: isLogged });
      await page.goto(address);
      return (await line).text();
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
   * @param {(page: import('@playwright/test').Page) => Promise<string>} work
   * @returns {Promise<string>}
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

/** Requests with bodies that are not JSON, sent by the page in Rust, in Chromium. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../../scripts/run/paths.mjs';
import { launchChromium } from '../../scripts/suites/chromium.mjs';
import { serveFiles } from '../browser/serve-files.mjs';

const built = inRoot('target', 'crate', 'page');

describe('a request that a host is asked for', () => {
  /** @type {import('@playwright/test').Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof serveFiles>>} */
  let files;
  /** @type {import('node:http').Server} */
  let server;
  /** @type {{ method: string | undefined, headers: import('node:http').IncomingHttpHeaders, body: Buffer }[]} */
  let requests;

  before(async () => {
    browser = await launchChromium();
    files = await serveFiles({ '/': pathToFileURL(`${built}/`), '/index.html': '<!doctype html>' });
    server = createServer((request, response) => {
      const headers = { 'access-control-allow-origin': '*', 'access-control-allow-methods': '*' };
      response.writeHead(202, { ...headers, 'access-control-allow-headers': '*' });
      void buffer(request).then((body) => {
        const { method, headers } = request;
        if (method !== 'OPTIONS') requests.push({ method, headers, body });
        response.end();
      });
    });
    await /** @type {Promise<void>} */ (new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
  });
  after(async () => {
    await browser.close();
    await files.close();
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    requests = [];
  });

  /**
   * What the server gets of a request.
   *
   * @param {'sendForm' | 'sendBytes'} name of the page's function that sends it
   * @param {unknown[]} given to that function after the URL
   */
  async function sent(name, ...given) {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    const page = await browser.newPage();
    await page.goto(files.origin);
    const status = await page.evaluate(
      async ([url, name, given]) => {
        const module = await import(/** @type {string} */ ('./page.js'));
        await module.default();
        return module[name](url, ...given);
      },
      /** @type {const} */ ([`http://127.0.0.1:${port}/oauth2/token`, name, given]),
    );
    await page.close();
    assert.equal(status, 202);
    assert.equal(requests.length, 1);
    return /** @type {(typeof requests)[0]} */ (requests[0]);
  }

  test('arrives with its form, encoded as URLs are', async () => {
    const { method, headers, body } = await sent('sendForm', 'refresh token', 'ä+&=%\n');
    assert.equal(method, 'POST');
    assert.equal(headers['content-type'], 'application/x-www-form-urlencoded');
    assert.equal(headers['x-amz-date'], '20240102T030405Z');
    assert.equal(body.toString(), 'grant_type=refresh+token&a%7E*-._=%C3%A4%2B%26%3D%25%0A');
  });

  test('arrives with its bytes', async () => {
    const bytes = Array.from({ length: 256 }, (_, index) => index);
    const { method, headers, body } = await sent('sendBytes', bytes);
    assert.equal(method, 'PUT');
    assert.equal(headers['content-type'], 'application/octet-stream');
    assert.deepEqual([...body], bytes);
  });
});

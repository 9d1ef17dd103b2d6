/** An app with Next.js, with the App Router, in a server component and in a client component. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answer, App, consumerCommand } from './app.mjs';
import { Browser } from './browser.mjs';
import { Cognito } from './cognito.mjs';
import { assertLoadedLater, brotliBytes } from './visits.mjs';

/** What the package may add to what a page loads before the session is known, compressed. */
const firstBytes = 19_900;

/** @param {import('@playwright/test').Page} page */
const shownLine = (page) => page.locator('#client:not(:empty)').innerText();

for (const bundler of ['turbopack', 'webpack']) {
  describe(`an app that Next.js has built with ${bundler}`, () => {
    /** @type {App} */
    let app;
    /** @type {Awaited<ReturnType<App['serve']>>} */
    let server;
    /** @type {Browser} */
    let browser;
    /** Clean-up, also after a set-up that failed half-way. @type {(() => unknown)[]} */
    const undo = [];
    before(async () => {
      browser = await Browser.start();
      undo.push(() => browser.close());
      app = await App.create({ from: 'next' });
      undo.push(() => app.remove());
      await app.run(consumerCommand('next'), 'build', `--${bundler}`);
      server = await app.serve(consumerCommand('next'), 'start', '--hostname=127.0.0.1', '--port=0');
      undo.push(() => server.stop());
    });
    after(async () => {
      for (const step of undo.reverse()) await step();
    });

    test('runs the module on the server', async () => {
      const page = await (await fetch(server.origin)).text();
      assert.equal(/<p id="server">(.*?)<\/p>/.exec(page)?.[1]?.replaceAll('&quot;', '"'), answer);
    });

    test('runs the module in the browser', async () => {
      assert.equal(await browser.text(server.origin, '#client:not(:empty)'), answer);
    });

    test('loads no module in the browser for a visitor who is signed in', async () => {
      const cognito = await Cognito.start();
      undo.push(() => cognito.close());
      const visits = await browser.visits(`${server.origin}/session${cognito.query}`, shownLine);
      assertLoadedLater(visits);
      const blank = await browser.visits(`${server.origin}/blank`, shownLine);
      /** @param {import('./visits.mjs').Visit[]} visits */
      const bytesOfSecond = ([, second]) => (second ? brotliBytes(second) : 0);
      const bytes = (await bytesOfSecond(visits)) - (await bytesOfSecond(blank));
      assert.ok(bytes > 0 && bytes <= firstBytes, `${bytes} bytes`);
    });

    test('loads the module again after its file was missing', async () => {
      const outcomes = await browser.inPage(`${server.origin}/starting`, async (page) => {
        await shownLine(page);
        const chunks = '**/_next/static/**';
        await page.route(chunks, (route) => route.fulfill({ status: 404 }));
        const missing = await page.evaluate('start()');
        await page.unrouteAll();
        return [missing, await page.evaluate('start()')];
      });
      const [missing, found] = outcomes;
      assert.deepEqual(
        [missing.name, missing.retryable, missing.cause],
        ['ModuleFileException', true, 'ChunkLoadError'],
      );
      assert.equal(found, 'started');
    });
  });
}

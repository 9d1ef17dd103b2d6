/** An app with Next.js, with the App Router, in a server component and in a client component. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answer, App, consumerCommand } from './app.mjs';
import { Browser } from './browser.mjs';

for (const bundler of ['turbopack', 'webpack']) {
  describe(`an app that Next.js has built with ${bundler}`, () => {
    /** @type {App} */
    let app;
    /** @type {Awaited<ReturnType<App['serve']>>} */
    let server;
    /** Clean-up, also after a set-up that failed half-way. @type {(() => unknown)[]} */
    const undo = [];
    before(async () => {
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
      const browser = await Browser.start();
      try {
        assert.equal(await browser.text(server.origin, '#client:not(:empty)'), answer);
      } finally {
        await browser.close();
      }
    });
  });
}

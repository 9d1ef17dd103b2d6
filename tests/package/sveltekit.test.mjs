/** An app with SvelteKit as `sv create` makes it: rendered on a server, and then in the browser. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answer, App, consumerCommand } from './app.mjs';
import { Browser } from './browser.mjs';
import { Cognito, signedIn } from './cognito.mjs';

describe('an app that SvelteKit has built', () => {
  /** @type {App} */
  let app;
  /** @type {Browser} */
  let browser;
  /** @type {Cognito} */
  let cognito;
  /** @type {Awaited<ReturnType<App['serve']>>} */
  let server;
  /** Clean-up, also after a set-up that failed half-way. @type {(() => unknown)[]} */
  const undo = [];
  before(async () => {
    cognito = await Cognito.start();
    undo.push(() => cognito.close());
    browser = await Browser.start();
    undo.push(() => browser.close());
    app = await App.create({ from: 'sveltekit' });
    undo.push(() => app.remove());
    await app.run(consumerCommand('vite'), 'build', '--logLevel=warn');
    server = await app.serve(consumerCommand('vite'), 'preview', '--host=127.0.0.1', '--port=0');
    undo.push(() => server.stop());
  });
  after(async () => {
    for (const step of undo.reverse()) await step();
  });

  test('runs the module on the server', async () => {
    const page = await (await fetch(server.origin)).text();
    assert.equal(/<p id="server">(.*?)<\/p>/.exec(page)?.[1], answer);
  });

  test('signs in from several entries in the browser', async () => {
    assert.equal(await browser.text(`${server.origin}/${cognito.query}`, '#client:not(:empty)'), signedIn);
  });

  test('passes the module to cognito-wasm/slim in the browser', async () => {
    assert.equal(await browser.text(`${server.origin}/slim`, '#client:not(:empty)'), answer);
  });
});

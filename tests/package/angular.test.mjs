/** An app with Angular, with the settings that `ng new` writes. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { readFile } from 'node:fs/promises';
import { serveFiles } from '../browser/serve-files.mjs';
import { answer, App, consumerCommand } from './app.mjs';
import { Browser } from './browser.mjs';
import { Cognito, signedIn } from './cognito.mjs';

describe('an app that Angular has built', () => {
  /** @type {App} */
  let app;
  /** @type {Browser} */
  let browser;
  /** @type {Cognito} */
  let cognito;
  /** @type {Awaited<ReturnType<typeof serveFiles>>} */
  let server;
  /** Clean-up, also after a set-up that failed half-way. @type {(() => unknown)[]} */
  const undo = [];
  /** The output of the build. */
  let printed = '';
  before(async () => {
    cognito = await Cognito.start();
    undo.push(() => cognito.close());
    browser = await Browser.start();
    undo.push(() => browser.close());
    app = await App.create({ from: 'angular' });
    undo.push(() => app.remove());
    // The same as `ng build`, without the rest of Angular's CLI.
    printed = await app.runAloud(consumerCommand('architect'), 'app:build:production');
    const page = await readFile(app.path('build', 'index.html'), 'utf8');
    // The path decides what the app shows, as with a router.
    server = await serveFiles({ '/': pathToFileURL(app.path('build/')), '/slim/index.html': page });
    undo.push(() => server.close());
  });
  after(async () => {
    for (const step of undo.reverse()) await step();
  });

  test('is built without a warning', () => {
    assert.match(printed, /Application bundle generation complete/);
    assert.doesNotMatch(printed, /warning/i);
  });

  test('signs in from several entries', async () => {
    assert.equal(await browser.text(`${server.origin}/${cognito.query}`, '#client:not(:empty)'), signedIn);
  });

  test('passes the module to cognito-wasm/slim', async () => {
    assert.equal(await browser.text(`${server.origin}/slim/`, '#client:not(:empty)'), answer);
  });
});

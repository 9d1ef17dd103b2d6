/** A browser extension of manifest version 3. Its service worker runs the module if its policy allows it. */
import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import { afterEach, describe, test } from 'node:test';
import { chromium } from '@playwright/test';
import { inRoot } from '../../scripts/run/paths.mjs';
import { launchOptions } from '../../scripts/suites/chromium.mjs';
import { App, configuration } from './app.mjs';

describe('the service worker of an extension', () => {
  /** @type {(() => Promise<unknown>)[]} */
  const undo = [];
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });

  /**
   * Loads the extension with a changed manifest into Chromium, and calls the module in its service worker.
   *
   * @param {(manifest: string) => string} change
   */
  async function askWith(change) {
    const app = await App.create({
      from: 'extension',
      files: { 'configuration.js': `export const configuration = ${JSON.stringify(configuration)};` },
    });
    undo.push(() => app.remove());
    await cp(app.path('node_modules/cognito-wasm/dist/browser.js'), app.path('cognito-wasm.js'));
    await app.write('manifest.json', change(await readFile(app.path('manifest.json'), 'utf8')));

    const { args, ...options } = await launchOptions({ whole: true });
    const context = await chromium.launchPersistentContext(app.path('profile'), {
      ...options,
      channel: 'chromium',
      args: [...args, `--disable-extensions-except=${app.folder}`, `--load-extension=${app.folder}`],
    });
    undo.push(() => context.close());
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    // The worker exists before its script has run.
    while ((await worker.evaluate('typeof ask')) !== 'function');
    return worker.evaluate('ask()');
  }

  test("runs the module with 'wasm-unsafe-eval' in the extension's policy", async () => {
    assert.deepEqual(await askWith((manifest) => manifest), [false, 'SignedOutException']);
  });

  test('has the policy from the documents', async () => {
    const manifest = await readFile(inRoot('tests/package/consumers/extension/manifest.json'), 'utf8');
    const line = /^ *("content_security_policy".*)$/m.exec(manifest)?.[1];
    assert.ok((await readFile(inRoot('docs/environments.md'), 'utf8')).includes(`\n${line}\n`));
  });

  test('gets an error that says what the policy lacks', async () => {
    const outcome = await askWith((manifest) => manifest.replace(" 'wasm-unsafe-eval'", ''));
    assert.deepEqual(outcome, { name: 'ContentSecurityPolicyException' });
  });
});

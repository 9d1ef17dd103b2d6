/** Apps that each bundler bundles without settings or plugins for this package, and that run in Chromium. */
import assert from 'node:assert/strict';
import { copyFile, readdir, readFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { answer, App, ask, configuration, consumerCommand } from './app.mjs';
import { Browser } from './browser.mjs';
import { bundlers, forWorkers, intoOneFile } from './bundlers.mjs';
import { logToPage, pageOfServiceWorker } from './service-worker.mjs';
import { Cognito, signedIn, signInAsAsked } from './cognito.mjs';
import { assertLoadedLater, brotliBytes, holdsModule, showSession } from './visits.mjs';

/** @typedef {import('./bundlers.mjs').Bundler} Bundler */

const wasmFile = 'node_modules/cognito-wasm/dist/wasm/cognito_wasm_bg.wasm';

/** @param {string} address */
const slimApp = (address) =>
  `import { createAuth, initialize } from 'cognito-wasm/slim'; ${address} initialize(address); ${ask}`;

/** Imports for {@link showSession}. */
const sessionApp = `
import { Amplify } from 'cognito-wasm';
import { fetchAuthSession, signIn } from 'cognito-wasm/auth';
${showSession('console.log')}`;

/** What an app and its bundler's runtime may cost before the session is known, compressed. */
const firstBytes = 19_000;

/** Never idle, so that the page does not load the module by itself. */
const startingApp = `
import { createAuth } from 'cognito-wasm';
globalThis.requestIdleCallback = () => 0;
globalThis.start = () => createAuth(${JSON.stringify(configuration)}).ready().then(
  () => 'started',
  ({ name, retryable, recoverySuggestion, cause }) => ({ name, retryable, recoverySuggestion, cause: String(cause) }),
);`;

/** What a visitor can get instead of the module's file. @type {Record<string, Parameters<import('@playwright/test').Route['fulfill']>[0]>} */
const insteadOfTheFile = {
  'a reply without it': { status: 404 },
  'the page': { contentType: 'text/html', body: '<!doctype html>' },
  'nothing, without a connection': undefined,
};

const everyEntry = `
import { Amplify } from 'cognito-wasm';
import { signIn } from 'cognito-wasm/auth';
import { Hub } from 'cognito-wasm/utils';
`;

describe('an app', () => {
  /** @type {App} */
  let app;
  /** @type {Browser} */
  let browser;
  /** @type {Cognito} */
  let cognito;
  /** Clean-up, also after a set-up that failed half-way. @type {(() => unknown)[]} */
  const undo = [];
  before(async () => {
    cognito = await Cognito.start();
    undo.push(() => cognito.close());
    app = await App.create({
      files: {
        'main.js': `import { createAuth } from 'cognito-wasm'; ${ask}`,
        'entries.js': `${everyEntry} ${signInAsAsked}`,
        'embedded.js': `import { Amplify, Hub, signIn } from 'cognito-wasm/embedded'; ${signInAsAsked}`,
        'session.js': sessionApp,
        'vault.js': `import { Amplify, Hub, signIn } from 'cognito-wasm'; ${signInAsAsked.replace('pool } }', "pool } }, { vault: 'worker' }")}`,
        'starting.js': startingApp,
        'worker.js': `import { createAuth } from 'cognito-wasm'; ${ask}`,
        'working.js': "new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });",
        'unused.js': "import { signIn } from 'cognito-wasm'; import 'cognito-wasm/slim';",
        'reader.js': "import { decodeJWT } from 'cognito-wasm'; console.log(decodeJWT('e30.e30.'));",
      },
    });
    undo.push(() => app.remove());
    browser = await Browser.start();
    undo.push(() => browser.close());
  });
  after(async () => {
    for (const step of undo.reverse()) await step();
  });

  /** @param {string} entry */
  const writePage = (entry) =>
    app.write('index.html', `<!doctype html><script type="module" src="./${entry}"></script>`);

  /**
   * Bundles a module, and a page with it.
   *
   * @param {Bundler} bundler
   * @param {string} entry
   * @returns {Promise<string[]>} the names of the files beside the page
   */
  async function bundle({ command, options, script }, entry) {
    await rm(app.path('build'), { recursive: true, force: true });
    // Vite and Parcel bundle a page. For the other bundlers, add one that loads the bundle.
    await writePage(entry);
    await app.run(command, ...options(entry));
    const files = (await readdir(app.path('build'), { recursive: true })).filter((name) => /\.\w+$/.test(name));
    if (!files.includes('index.html')) {
      const type = script === 'module' ? 'type="module"' : 'defer';
      await app.write('build/index.html', `<!doctype html><script src="./main.js" ${type}></script>`);
    }
    // Minifiers may put the line with the licence into a file of its own, which nothing loads.
    return files.filter((name) => name !== 'index.html' && !name.endsWith('.LICENSE.txt'));
  }

  /**
   * The bytes of the scripts that the page or another of them names. esbuild also writes files that nothing imports.
   *
   * @param {string[]} files
   */
  async function bytesOfScripts(files) {
    const read = (/** @type {string} */ name) => readFile(app.path('build', name), 'utf8');
    // The worker of the vault is loaded by pages that have one.
    const scripts = files.filter((name) => name.endsWith('.js') && !name.includes('vaultWorker'));
    let named = await read('index.html');
    let bytes = 0;
    for (;;) {
      const next = scripts.findIndex((name) => named.includes(basename(name)));
      if (next < 0) return bytes;
      const text = await read(scripts.splice(next, 1).join());
      bytes += Buffer.byteLength(text);
      named += text;
    }
  }

  for (const [name, bundler] of Object.entries(bundlers)) {
    test(`that ${name} has bundled from several entries signs in`, async () => {
      await bundle(bundler, 'entries.js');
      assert.equal(await browser.firstLineOf(app.path('build'), { query: cognito.query }), signedIn);
    });

    if (bundler.findsWorkers)
      test(`that ${name} has bundled keeps its session in the vault`, async () => {
        await bundle(bundler, 'vault.js');
        assert.equal(await browser.firstLineOf(app.path('build'), { query: cognito.query }), signedIn);
      });

    test(`that ${name} has bundled loads no module for a visitor who is signed in`, async () => {
      await bundle(bundler, 'session.js');
      const visits = await browser.visitsOf(app.path('build'), cognito.query);
      assertLoadedLater(visits);
      const bytes = await brotliBytes(/** @type {import('./visits.mjs').Visit} */ (visits[1]));
      assert.ok(bytes <= firstBytes, `${bytes} bytes`);
    });

    test(`that ${name} has bundled loads the module again after its file was missing`, async () => {
      const files = await bundle(bundler, 'starting.js');
      const texts = files
        .filter((path) => path.endsWith('.js'))
        .map(async (path) => {
          return { path, text: await readFile(app.path('build', path), 'utf8') };
        });
      // The worker of the vault has the module, too.
      const holders = (await Promise.all(texts)).filter(holdsModule).map(({ path }) => path);
      assert.ok(holders.length > 0);
      const isHolder = (/** @type {URL} */ { pathname }) => holders.some((path) => pathname.endsWith(`/${path}`));
      const outcomes = await browser.inPageOf(app.path('build'), async (page) => {
        const missing = [];
        for (const reply of Object.values(insteadOfTheFile)) {
          await page.route(isHolder, (route) => (reply ? route.fulfill(reply) : route.abort()));
          missing.push(await page.evaluate('start()'));
          await page.unrouteAll();
        }
        // Parcel's code keeps a failed import.
        if (name === 'Parcel') await page.reload();
        return { missing, found: await page.evaluate('start()') };
      });
      for (const { name, retryable, recoverySuggestion, cause } of outcomes.missing) {
        assert.deepEqual([name, retryable], ['ModuleFileException', true]);
        assert.match(recoverySuggestion, /reload the page/);
        assert.match(cause, /^(TypeError|ChunkLoadError|Error): ./);
      }
      assert.equal(outcomes.found, 'started');
    });

    test(`that ${name} has bundled with cognito-wasm/embedded has the module inside its only file`, async () => {
      const files = await bundle(bundler, 'embedded.js');
      assert.equal(files.length, 1, files.join());
      assert.equal(await browser.firstLineOf(app.path('build'), { query: cognito.query }), signedIn);
    });

    test(`that ${name} has bundled with cognito-wasm/slim passes the module to it`, async () => {
      await app.write('slim.js', slimApp(bundler.address));
      const files = await bundle(bundler, 'slim.js');
      if (name === 'Rollup') await copyFile(app.path(wasmFile), app.path('build', 'cognito.wasm'));
      else assert.ok(files.some((path) => path.endsWith('.wasm')));
      // The module has more, and Rollup's files are not minified.
      const bytes = await bytesOfScripts(files);
      assert.ok(bytes < 370_000, `${bytes} bytes`);
      assert.equal(await browser.firstLineOf(app.path('build')), answer);
    });

    test(`that uses nothing of the package has nothing of it in the bundle of ${name}`, async () => {
      const size = await bytesOfScripts(await bundle(bundler, 'unused.js'));
      // Vite's helper for old browsers, or an empty wrapper.
      assert.ok(size < 1000, `${size} bytes`);
    });

    test(`that only reads tokens does not have the module in the bundle of ${name}`, async () => {
      const size = await bytesOfScripts(await bundle(bundler, 'reader.js'));
      assert.ok(size > 0 && size < 5000, `${size} bytes`);
    });
  }

  for (const name of ['webpack', 'Rspack', 'Parcel', 'Vite']) {
    test(`that ${name} has bundled runs the module in a worker`, async () => {
      await bundle(/** @type {Bundler} */ (bundlers[name]), 'working.js');
      assert.equal(await browser.firstLineOf(app.path('build')), answer);
    });
  }

  for (const [name, bundler] of Object.entries(intoOneFile)) {
    test(`that ${name} has bundled signs in with the module inside its only file`, async () => {
      assert.deepEqual(await bundle(bundler, bundler.entry), ['main.js']);
      assert.equal(await browser.firstLineOf(app.path('build'), { query: cognito.query }), signedIn);
    });
  }

  test('that Vite has bundled gets the error although the app has handled it in vite:preloadError', async () => {
    const handler = "addEventListener('vite:preloadError', (event) => event.preventDefault());";
    await app.write('handling.js', `${startingApp} ${handler}`);
    await bundle(/** @type {Bundler} */ (bundlers.Vite), 'handling.js');
    const outcomes = await browser.inPageOf(app.path('build'), async (page) => {
      await page.route('**/moduleFile*', (route) => route.abort());
      const missing = await page.evaluate('start()');
      await page.unrouteAll();
      return [missing, await page.evaluate('start()')];
    });
    assert.equal(outcomes[0].name, 'ModuleFileException');
    assert.match(outcomes[0].cause, /of version undefined/);
    assert.equal(outcomes[1], 'started');
  });

  test('that webpack has bundled for workers runs the module in a service worker, from its only file', async () => {
    await app.write('service-worker.js', `import { createAuth } from 'cognito-wasm'; ${logToPage} ${ask}`);
    const files = await bundle(forWorkers, 'service-worker.js');
    assert.deepEqual(files, ['main.js']);
    await app.write('build/index.html', pageOfServiceWorker('main.js'));
    assert.equal(await browser.firstLineOf(app.path('build')), answer);
  });

  for (const entry of ['main.js', 'slim.js']) {
    test(`that Vite serves for development runs the module: ${entry}`, async () => {
      await app.write('slim.js', slimApp("import address from 'cognito-wasm/wasm?url';"));
      await writePage(entry);
      const server = await app.serve(consumerCommand('vite'), '--host=127.0.0.1', '--port=0');
      try {
        assert.equal(await browser.firstLine(`${server.origin}/`), answer);
      } finally {
        server.stop();
      }
    });
  }
});

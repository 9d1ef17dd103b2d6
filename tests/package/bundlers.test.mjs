/** Apps that each bundler bundles without settings or plugins for this package, and that run in Chromium. */
import assert from 'node:assert/strict';
import { copyFile, readdir, readFile, rm } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { npmCommand } from '../../scripts/run/paths.mjs';
import { answer, App, ask, consumerCommand } from './app.mjs';
import { Browser } from './browser.mjs';
import { Cognito, signedIn, signInAsAsked } from './cognito.mjs';

/**
 * @typedef {object} Bundler
 * @property {string} command
 * @property {(entry: string) => string[]} options to bundle a module into the folder `build`
 * @property {string} address how an app names the wasm file that it passes to `cognito-wasm/slim`
 */

const wasmFile = 'node_modules/cognito-wasm/dist/wasm/cognito_wasm_bg.wasm';

/** @type {Record<string, Bundler>} */
const bundlers = {
  esbuild: {
    command: npmCommand('esbuild'),
    options: (entry) => [
      ...[entry, '--bundle', '--minify', '--format=esm', '--loader:.wasm=file', '--outfile=build/main.js'],
      // It warns an app that imports something and does not use it.
      ...['--log-override:ignored-bare-import=silent', '--log-level=warning'],
    ],
    address: "import address from 'cognito-wasm/wasm';",
  },
  webpack: {
    command: npmCommand('webpack'),
    options: (entry) => [
      ...['--mode=production', `--entry=./${entry}`, '--output-path=build', '--no-performance'],
      '--fail-on-warnings',
    ],
    address: "const address = new URL('cognito-wasm/wasm', import.meta.url);",
  },
  Rollup: {
    command: consumerCommand('rollup'),
    options: (entry) => [
      ...[entry, '--plugin=@rollup/plugin-node-resolve', '--format=iife', '--file=build/main.js'],
      // Except for empty bundles, which a test expects.
      ...['--failAfterWarnings', '--filterLogs=!code:EMPTY_BUNDLE', '--silent'],
    ],
    address: "const address = './cognito.wasm';",
  },
  Rspack: {
    command: consumerCommand('rspack'),
    options: (entry) => ['build', '--mode=production', `--entry=./${entry}`, '--output-path=build'],
    address: "const address = new URL('cognito-wasm/wasm', import.meta.url);",
  },
  Parcel: {
    command: consumerCommand('parcel'),
    options: () => [
      'build',
      'index.html',
      '--dist-dir=build',
      '--no-source-maps',
      '--cache-dir=.parcel-cache',
      '--log-level=warn',
    ],
    address: "const address = new URL('npm:cognito-wasm/wasm', import.meta.url);",
  },
  Vite: {
    command: consumerCommand('vite'),
    options: () => ['build', '--outDir=build', '--logLevel=warn'],
    address: "const address = new URL('cognito-wasm/wasm', import.meta.url);",
  },
};

/** @param {string} address */
const slimApp = (address) =>
  `import { createAuth, initialize } from 'cognito-wasm/slim'; ${address} initialize(address); ${ask}`;

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
  async function bundle({ command, options }, entry) {
    await rm(app.path('build'), { recursive: true, force: true });
    // Vite and Parcel bundle a page. For the other bundlers, add one that loads the bundle.
    await writePage(entry);
    await app.run(command, ...options(entry));
    const files = (await readdir(app.path('build'), { recursive: true })).filter((name) => /\.\w+$/.test(name));
    if (!files.includes('index.html')) {
      await app.write('build/index.html', '<!doctype html><script src="./main.js" defer></script>');
    }
    return files.filter((name) => name !== 'index.html');
  }

  /** @param {string[]} files */
  async function bytesOfScripts(files) {
    const scripts = files.filter((name) => name.endsWith('.js')).map((name) => readFile(app.path('build', name)));
    return (await Promise.all(scripts)).reduce((sum, { length }) => sum + length, 0);
  }

  for (const [name, bundler] of Object.entries(bundlers)) {
    test(`that ${name} has bundled from several entries signs in with the module inside its only file`, async () => {
      const files = await bundle(bundler, 'entries.js');
      assert.equal(files.length, 1, files.join());
      assert.equal(await browser.firstLineOf(app.path('build'), { query: cognito.query }), signedIn);
    });

    test(`that ${name} has bundled with cognito-wasm/slim passes the module to it`, async () => {
      await app.write('slim.js', slimApp(bundler.address));
      const files = await bundle(bundler, 'slim.js');
      if (name === 'Rollup') await copyFile(app.path(wasmFile), app.path('build', 'cognito.wasm'));
      else assert.ok(files.some((path) => path.endsWith('.wasm')));
      assert.ok((await bytesOfScripts(files)) < 100_000);
      assert.equal(await browser.firstLineOf(app.path('build')), answer);
    });

    test(`that uses nothing of the package has nothing of it in the bundle of ${name}`, async () => {
      const size = await bytesOfScripts(await bundle(bundler, 'unused.js'));
      // Vite's helper for old browsers, or an empty wrapper.
      assert.ok(size < 1000, `${size} bytes`);
    });

    test(`that only reads tokens does not have the module in the bundle of ${name}`, async () => {
      const size = await bytesOfScripts(await bundle(bundler, 'reader.js'));
      assert.ok(size < 5000, `${size} bytes`);
    });
  }

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

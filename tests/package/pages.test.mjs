/** Pages and workers that load the package as it is, without a bundler. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answer, App, ask, configuration } from './app.mjs';
import { Browser } from './browser.mjs';
import { Cognito } from './cognito.mjs';
import { logToPage, pageOfServiceWorker } from './service-worker.mjs';
import { assertLoadedLater, assertStartedLater, showSession } from './visits.mjs';

const dist = '/node_modules/cognito-wasm/dist';
const module = `import { createAuth } from '${dist}/browser.js'; ${ask}`;
const unbundled = `import { createAuth } from '${dist}/index.js'; ${ask}`;
const classic = `const { createAuth } = CognitoWasm; ${ask}`;

describe('a page', () => {
  /** @type {App} */
  let app;
  /** @type {Browser} */
  let browser;
  /** @type {Cognito} */
  let cognito;
  before(async () => {
    app = await App.create();
    browser = await Browser.start();
    cognito = await Cognito.start();
  });
  after(async () => {
    await browser.close();
    await cognito.close();
    await app.remove();
  });

  /**
   * @param {string} html
   * @param {Record<string, string>} [headers]
   */
  async function firstLine(html, headers) {
    await app.write('index.html', `<!doctype html>${html}`);
    return browser.firstLineOf(app.folder, { headers });
  }

  test('with a module script runs the module from the single file for browsers', async () => {
    assert.equal(await firstLine(`<script type="module">${module}</script>`), answer);
  });

  test('with an import map runs the module without any build', async () => {
    const map = JSON.stringify({ imports: { 'cognito-wasm': `${dist}/index.js` } });
    const script = `import { createAuth } from 'cognito-wasm'; ${ask}`;
    const html = `<script type="importmap">${map}</script><script type="module">${script}</script>`;
    assert.equal(await firstLine(html), answer);
  });

  test('with an import map loads no module for a visitor who is signed in', async () => {
    const map = JSON.stringify({ imports: { 'cognito-wasm': `${dist}/index.js` } });
    const script = `import { Amplify, fetchAuthSession, signIn } from 'cognito-wasm'; ${showSession('console.log')}`;
    await app.write(
      'index.html',
      `<!doctype html><script type="importmap">${map}</script>
      <script type="module">${script}</script>`,
    );
    assertLoadedLater(await browser.visitsOf(app.folder, cognito.query));
  });

  test('with the single file for browsers compiles no module for a visitor who is signed in', async () => {
    await app.write(
      'index.html',
      `<!doctype html><script type="module">
      import { Amplify, fetchAuthSession, signIn } from '${dist}/browser.js'; ${showSession('console.log')}</script>`,
    );
    assertStartedLater(await browser.visitsOf(app.folder, cognito.query));
  });

  test('with a classic script runs the module from the file for CDNs', async () => {
    const html = `<script src="${dist}/cognito-wasm.global.js"></script><script>${classic}</script>`;
    assert.equal(await firstLine(html), answer);
  });

  test('with both of these files has one configuration and one Hub', async () => {
    const html = `<script src="${dist}/cognito-wasm.global.js"></script><script type="module">
      import { Amplify, Hub, fetchAuthSession, signOut } from '${dist}/browser.js';
      const events = [];
      Hub.listen('auth', ({ payload }) => events.push(payload.event));
      await CognitoWasm.Amplify.configure(${JSON.stringify(configuration)});
      await CognitoWasm.signOut();
      const { isSignedIn } = await fetchAuthSession();
      const areTwo = Amplify !== CognitoWasm.Amplify;
      console.log(JSON.stringify([areTwo, Amplify.getConfig() === CognitoWasm.Amplify.getConfig(), events, isSignedIn]));
    </script>`;
    assert.deepEqual(JSON.parse(await firstLine(html)), [true, true, ['signedOut'], false]);
  });

  const workers = {
    'a module worker': { script: module, options: { type: 'module' } },
    'a module worker, from the unbundled files': { script: unbundled, options: { type: 'module' } },
    'a classic worker': { script: `importScripts('${dist}/cognito-wasm.global.js'); ${classic}`, options: {} },
  };
  for (const [name, { script, options }] of Object.entries(workers)) {
    test(`runs the module in ${name}`, async () => {
      await app.write('worker.js', script);
      assert.equal(await firstLine(`<script>new Worker('worker.js', ${JSON.stringify(options)});</script>`), answer);
    });
  }

  test('runs the module in a worker without a file of its own', async () => {
    const html = `<script>
      const script = \`import { createAuth } from '\${origin}${dist}/embedded.js'; ${ask}\`;
      new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), { type: 'module' });
    </script>`;
    assert.equal(await firstLine(html), answer);
  });

  test('runs the module in a classic service worker', async () => {
    await app.write('worker.js', `importScripts('${dist}/cognito-wasm.global.js'); ${logToPage} ${classic}`);
    assert.equal(await firstLine(pageOfServiceWorker('worker.js')), answer);
  });

  test('runs the module in a module service worker, from cognito-wasm/embedded', async () => {
    await app.write('worker.js', `import { createAuth } from '${dist}/embedded.js'; ${logToPage} ${ask}`);
    assert.equal(await firstLine(pageOfServiceWorker('worker.js', 'module')), answer);
  });

  test('gets an error in a service worker that names cognito-wasm/embedded', async () => {
    await app.write('worker.js', `import { createAuth } from '${dist}/index.js'; ${logToPage} ${ask}`);
    const line = await firstLine(pageOfServiceWorker('worker.js', 'module'));
    assert.match(line, /^ModuleFileException: .*'cognito-wasm\/embedded'/);
  });

  describe('with cognito-wasm/slim', () => {
    const scripts = `import { createAuth, initialize } from '${dist}/slim.js';
      initialize('${dist}/wasm/cognito_wasm_bg.wasm').catch(() => undefined); ${ask}`;
    const slim = `<script type="module" src="slim-page.js"></script>`;

    /** @param {string} script */
    const underPolicy = async (script) => {
      await app.write('slim-page.js', scripts);
      return firstLine(slim, {
        'content-security-policy': `default-src 'none'; script-src ${script}; connect-src 'self'`,
      });
    };

    test("and a strict policy with 'wasm-unsafe-eval' fetches and runs the module", async () => {
      assert.equal(await underPolicy("'self' 'wasm-unsafe-eval'"), answer);
    });

    test('fetches the relaxed SIMD module when a sign-in is prepared, and runs its self-test', async () => {
      await app.write(
        'slim-page.js',
        `import { createAuth, initialize } from '${dist}/slim.js';
        const { instantiate } = WebAssembly;
        WebAssembly.instantiate = async (module, imports) => {
          const instance = await instantiate(module, imports);
          const { self_test } = instance.exports;
          if (self_test) console.log('self-test: ' + self_test());
          return instance;
        };
        initialize('${dist}/wasm/cognito_wasm_bg.wasm', { relaxed: '${dist}/wasm/cognito_wasm_relaxed.wasm' });
        createAuth(${JSON.stringify(configuration)}).prepareSignIn();`,
      );
      assert.equal(await firstLine(slim), 'self-test: 1');
    });

    test("and a policy without 'wasm-unsafe-eval' gets an error that says so", async () => {
      assert.match(await underPolicy("'self'"), /^ContentSecurityPolicyException: .*'wasm-unsafe-eval'/);
    });
  });
});

/**
 * Amplify UI's Authenticator, with its imports of `aws-amplify` replaced by this package, as docs/amplify-ui.md says. The same app with
 * Amplify takes the same walks.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { startServer } from '../../local/src/index.js';
import { npmCommand } from '../../scripts/run/paths.mjs';
import { serveFiles } from '../browser/serve-files.mjs';
import { App, consumerCommand } from './app.mjs';
import { Authenticator } from './authenticator.mjs';
import { Browser } from './browser.mjs';

/** By the name of the test. @type {Record<string, (user: Authenticator) => Promise<void>>} */
const walks = {
  'registers a user, who is then signed in, in a new tab, too': async (user) => {
    await user.signUp();
    await (await user.inNewTab()).greeting();
  },
  'shows why a sign-in was refused, and signs in and out': async (user) => {
    await user.signUp();
    await user.signOut();
    await user.signIn('Wrong-password1');
    assert.equal(await user.alert(), 'Incorrect username or password.');
    await user.signIn();
    await user.greeting();
  },
  'replaces a forgotten password': async (user) => {
    await user.signUp();
    await user.signOut();
    await user.resetPassword('Password456');
    await user.signIn('Password456');
    await user.greeting();
  },
  'asks for a new password instead of a temporary one': async (user) => {
    await user.add('Temporary1');
    await user.signIn('Temporary1');
    await user.changePassword();
    await user.greeting();
  },
  'sets up an authenticator app, and asks for its code': async (user) => {
    await user.signUp();
    await user.signOut();
    await user.set('/_test/pool', { mfa: 'ON' });
    await user.signIn();
    const secret = await user.setUpTotp();
    await user.greeting();
    await user.signOut();
    user.cognito.cognito.clock.advance(30_000);
    await user.signIn();
    await user.enterTotp(secret);
    await user.greeting();
  },
  'verifies an e-mail address after the sign-in': async (user) => {
    await user.set('/_test/triggers', { preSignUp: 'confirm' });
    await user.register();
    await user.verifyEmail();
    await user.greeting();
  },
  'shows the sign-in when a session has ended': async (user) => {
    await user.signUp();
    await user.administer('AdminUserGlobalSignOut');
    await user.press('Refresh');
    await user.signInForm();
  },
  'keeps the user while the service cannot be reached': async (user) => {
    await user.signUp();
    await user.page.route(`${user.cognito.url}**`, (route) => route.abort());
    const failure = user.page.waitForEvent('console', (message) => message.text().startsWith('the refresh failed'));
    await user.press('Refresh');
    assert.match((await failure).text(), /NetworkError/);
    await user.page.unrouteAll();
    await user.greeting();
  },
};

/** Bundlers beside Vite, with the folder for their output. */
const others = {
  webpack: { command: npmCommand('webpack'), options: ['--mode=development', '--devtool=false', '--fail-on-warnings'] },
  esbuild: {
    command: npmCommand('esbuild'),
    options: [
      ...['app.tsx', '--bundle', '--splitting', '--format=esm', '--jsx=automatic', '--outdir=esbuild'],
      ...['--entry-names=main', '--log-level=warning', '--define:process.env.NODE_ENV="production"'],
      ...['--alias:aws-amplify=cognito-wasm', '--alias:aws-amplify/storage=aws-amplify/storage'],
    ],
  },
};

describe("an app with Amplify UI's Authenticator", () => {
  /** @type {App} */
  let app;
  /** @type {Browser} */
  let browser;
  /** Clean-up, also after a set-up that failed half-way. @type {(() => unknown)[]} */
  const undo = [];
  before(async () => {
    browser = await Browser.start();
    undo.push(() => browser.close());
    app = await App.create({ from: 'amplify-ui' });
    undo.push(() => app.remove());
    for (const library of ['cognito-wasm', 'amplify']) {
      const options = [`--mode=${library}`, `--outDir=${library}`, '--logLevel=error'];
      await app.run(consumerCommand('vite'), 'build', ...options);
    }
  });
  after(async () => {
    for (const step of undo.reverse()) await step();
  });

  /**
   * Opens a build of the app, with a local Cognito of its own.
   *
   * @param {string} folder
   * @param {(user: Authenticator) => Promise<void>} walk
   */
  async function walkThrough(folder, walk) {
    const files = await serveFiles({ '/': pathToFileURL(app.path(folder, '/')) });
    const cognito = await startServer({ port: 0, callbackUrls: [`${files.origin}/`] });
    const context = await browser.browser.newContext();
    try {
      await walk(await Authenticator.open(context, `${files.origin}/`, cognito));
    } finally {
      await context.close();
      await cognito.close();
      await files.close();
    }
  }

  for (const [name, walk] of Object.entries(walks)) {
    for (const library of ['cognito-wasm', 'amplify']) {
      test(`that has ${library} ${name}`, () => walkThrough(library, walk));
    }
  }

  test('that has cognito-wasm signs in with a provider, and out at its pages, too', () =>
    walkThrough('cognito-wasm', async (user) => {
      await user.continueWithGoogle();
      await user.greeting('Google_1001');
      assert.equal(new URL(user.page.url()).search, '');
      await user.press('Sign out');
      await user.cognito.cognito.journal.after(0, '/logout');
      await user.signInForm();
      await user.page.reload();
      await user.signInForm();
    }));

  test('that has cognito-wasm shows the sign-in when another tab has signed out', () =>
    walkThrough('cognito-wasm', async (user) => {
      await user.signUp();
      const other = await user.inNewTab();
      await other.greeting();
      await user.signOut();
      await other.signInForm();
      // The other tab signs out, too. That does not end a later session.
      await user.signIn();
      await user.greeting();
      await user.page.reload();
      await user.greeting();
    }));

  for (const [name, { command, options }] of Object.entries(others)) {
    test(`that ${name} has bundled with cognito-wasm registers a user`, async () => {
      await app.run(command, ...options);
      const script = '<div id="root"></div><script type="module" src="./main.js"></script>';
      await app.write(`${name}/index.html`, `<!doctype html><html lang="en">${script}</html>`);
      await walkThrough(name, (user) => user.signUp());
    });
  }

  test('loads less than with Amplify before anybody signs in, and nothing of its auth', async (t) => {
    /** @param {string} folder */
    const firstScript = async (folder) => {
      const [, path = ''] =
        /src="\.?\/(assets\/[^"]+\.js)"/.exec(await readFile(app.path(folder, 'index.html'), 'utf8')) ?? [];
      return readFile(app.path(folder, path), 'utf8');
    };
    const [own, theirs] = await Promise.all(['cognito-wasm', 'amplify'].map(firstScript));
    const service = 'AWSCognitoIdentityProviderService';
    assert.deepEqual([own?.includes(service), theirs?.includes(service)], [false, true]);
    const [bytes, before] = [own, theirs].map((text) => brotliCompressSync(text ?? '').length);
    t.diagnostic(`first script, compressed: ${bytes} bytes; with Amplify ${before}`);
    assert.ok(bytes !== undefined && before !== undefined && bytes < before - 10_000, `${bytes}, ${before}`);
  });

  test("has Amplify UI's types with those of cognito-wasm", async () => {
    // Amplify UI's declarations have errors of their own, also with Amplify. This looks for missing exports in all of them.
    /** @type {string} */
    const printed = await app.run(consumerCommand('tsc'), '--skipLibCheck', 'false').catch(({ stdout }) => stdout);
    const faults = printed.split('\n').filter((line) => /^app\.tsx|cognito-wasm|["']aws-amplify/.test(line));
    assert.deepEqual(faults, []);
    assert.equal(await app.run(consumerCommand('tsc')).catch(({ stdout }) => stdout), '');
  });
});

/** The page in Rust, in Chromium, against a local Cognito. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { SEED, startServer } from '../../local/src/index.js';
import { run } from '../../scripts/run/command.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';
import { launchChromium } from '../../scripts/suites/chromium.mjs';
import { serveFiles } from '../browser/serve-files.mjs';
import { codeBlocks, textOf } from '../package/documents.mjs';

const built = inRoot('target', 'crate', 'page');
const [username, password] = ['jane', 'Password123'];

describe('a page in Rust', () => {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let cognito;
  /** @type {Awaited<ReturnType<typeof serveFiles>>} */
  let files;
  /** @type {import('@playwright/test').Browser} */
  let browser;
  /** @type {import('@playwright/test').Page} */
  let page;

  before(async () => {
    cognito = await startServer({ port: 0 });
    await administrate('AdminCreateUser', { MessageAction: 'SUPPRESS' });
    await administrate('AdminSetUserPassword', { Password: password, Permanent: true });
    files = await serveFiles({ '/': pathToFileURL(`${built}/`), '/index.html': await indexHtml() });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await files.close();
    await cognito.close();
  });
  beforeEach(async (test) => {
    page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(10_000);
    test.after(() => page.context().close());
    cognito.cognito.journal.clear();
    cognito.cognito.faults.clear();
    await page.goto(files.origin);
  });

  /**
   * Does something to the user as an administrator.
   *
   * @param {string} operation
   * @param {object} body
   */
  async function administrate(operation, body) {
    const response = await fetch(cognito.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify({ UserPoolId: SEED.userPoolId, Username: username, ...body }),
    });
    assert.equal(response.status, 200, await response.text());
  }

  /** The page's HTML with the local Cognito in its configuration. */
  async function indexHtml() {
    const { userPoolId, webClientId: userPoolClientId } = SEED;
    const pool = { userPoolId, userPoolClientId, userPoolEndpoint: cognito.url };
    const html = await readFile(inRoot('tests', 'crate', 'index.html'), 'utf8');
    return html.replace('{}', JSON.stringify({ Auth: { Cognito: pool } }));
  }

  /** @param {string} given */
  async function signInWith(given) {
    await page.getByLabel('User name').fill(username);
    await page.getByLabel('Password').fill(given);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** The operations that were asked for, in order. */
  const operations = () => cognito.cognito.journal.entries().map(({ operation }) => operation);

  const status = () => page.getByRole('status').innerText();
  const events = () => page.getByRole('listitem').allInnerTexts();

  test('is told by name and category that a password is wrong', async () => {
    await signInWith('Password124');
    const alert = page.getByRole('alert');
    assert.equal(await alert.innerText(), 'The name or the password is wrong.');
    assert.equal(await alert.getAttribute('data-name'), 'NotAuthorizedException');
  });

  test('signs in with SRP and hears of it', async () => {
    await signInWith(password);
    assert.equal(await status(), 'Signed in as jane');
    assert.deepEqual(await events(), ['signedIn']);
    assert.deepEqual(operations(), ['InitiateAuth', 'RespondToAuthChallenge']);
  });

  test('finds the session again after it was loaded anew', async () => {
    await signInWith(password);
    await page.getByRole('status').waitFor();
    await page.reload();
    assert.equal(await status(), 'Signed in as jane');
    assert.deepEqual(await events(), []);
  });

  test('knows the user while expired tokens cannot be refreshed', async () => {
    await signInWith(password);
    await page.getByRole('status').waitFor();
    // A session whose stored drift says that an hour has passed has expired.
    await page.evaluate(() => {
      const drift = Object.keys(localStorage).find((key) => key.endsWith('.clockDrift'));
      if (drift) localStorage.setItem(drift, '3600000');
    });
    cognito.cognito.faults.add({ kind: 'status', status: 503, times: 1000 });
    await page.reload();
    assert.equal(await status(), 'Signed in as jane');
  });

  test('signs out and hears of it', async () => {
    await signInWith(password);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    assert.deepEqual(await events(), ['signedIn', 'signedOut']);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });

  test('is told by name that its configuration has no user pool', async () => {
    await page.route(`${files.origin}/`, (route) =>
      route.fulfill({ contentType: 'text/html', path: inRoot('tests', 'crate', 'index.html') }),
    );
    await page.reload();
    await signInWith(password);
    assert.equal(await page.getByRole('alert').getAttribute('data-name'), 'AuthUserPoolException');
  });
});

test("the page's module exports nothing of what JavaScript calls in the npm package", async () => {
  const exported = async (/** @type {string} */ path) => {
    const module = await WebAssembly.compile(await readFile(path));
    return WebAssembly.Module.exports(module).map(({ name }) => name);
  };
  // The package's module before its exports get short names.
  const ofPackage = await exported(inRoot('target', 'bound', 'cognito_wasm_bg.wasm'));
  assert.ok(ofPackage.some((name) => name.startsWith('client_')));
  const ofPage = await exported(`${built}/page_bg.wasm`);
  assert.deepEqual(
    ofPage.filter((name) => /client|onpanic/i.test(name)),
    [],
  );
});

describe('the code for projects in Rust', () => {
  const source = textOf('tests/crate/src/auth.rs').replaceAll(/^\/\/\/.*\n/gm, '');
  const places = {
    'docs/rust.md': textOf('docs/rust.md'),
    'src/browser.rs': textOf('src/browser.rs').replaceAll(/^\/\/\/ ?/gm, ''),
  };
  for (const [name, text] of Object.entries(places)) {
    test(`in ${name} is that of the page`, () => {
      const blocks = codeBlocks(name, text).filter(({ language }) => ['rust', 'no_run'].includes(language));
      assert.ok(blocks.length > 0);
      // The page uses more than an example does.
      for (const { where, code } of blocks) assert.ok(source.includes(code.replaceAll(/^use .*\n+/gm, '')), where);
    });
  }
});

test('the crate holds its sources and its texts, and nothing of the npm package', async () => {
  const listed = await run('cargo', ['package', '--list', '--quiet', '--allow-dirty', '--package', 'cognito-wasm'], {
    quiet: true,
  });
  const ofCargo = ['.cargo_vcs_info.json', 'Cargo.lock', 'Cargo.toml', 'Cargo.toml.orig'];
  const ours = listed
    .split('\n')
    .filter((path) => path !== '' && !ofCargo.includes(path) && !/^src\/.*\.rs$/.test(path));
  assert.deepEqual(ours, ['CHANGELOG.md', 'LICENSE', 'docs/rust.md']);
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { chromium } from '@playwright/test';
import { inRoot } from '../../scripts/run/paths.mjs';
import { launchOptions } from '../../scripts/suites/chromium.mjs';
import { Cognito } from '../package/cognito.mjs';
import { copyOfExample } from './example.mjs';
import { during, enterCode, isAccessible, isSignedIn, sendNewCode, signIn, signUp } from './forms.mjs';

const jane = { username: 'jane', password: 'Password123' };
const ann = { username: 'ann', password: 'Password123' };

describe('the example extension', () => {
  /** @type {Cognito} */
  let cognito;
  /** @type {import('@playwright/test').BrowserContext} */
  let context;
  /** @type {import('@playwright/test').Worker} */
  let worker;
  let origin = '';
  /** Clean-up, also after a set-up that failed half-way. @type {(() => unknown)[]} */
  const undo = [];
  before(async () => {
    const { key } = JSON.parse(await readFile(inRoot('examples/extension/src/manifest.json'), 'utf8'));
    origin = `chrome-extension://${idOf(key)}`;
    cognito = await Cognito.start({ allowedOrigins: [origin] });
    undo.push(() => cognito.close());
    const app = await copyOfExample('extension', cognito.server.url);
    undo.push(() => app.remove());
    await app.run('npm', 'run', 'build');
    const dist = app.path('dist');
    const { args, ...options } = await launchOptions({ whole: true });
    context = await chromium.launchPersistentContext(app.path('.profile'), {
      ...options,
      channel: 'chromium',
      args: [...args, `--disable-extensions-except=${dist}`, `--load-extension=${dist}`],
    });
    undo.push(() => context.close());
    worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  });
  after(async () => {
    for (const step of undo.reverse()) await step();
  });

  /** Opens the popup in a tab. */
  async function popup() {
    const page = await context.newPage();
    await page.goto(`${origin}/popup.html`);
    return page;
  }

  /** Waits until the service worker has changed the icon. @param {string} text */
  async function badge(text) {
    while ((await worker.evaluate('chrome.action.getBadgeText({})')) !== text);
  }

  test('has the id in its README', async () => {
    assert.ok((await readFile(inRoot('examples/extension/README.md'), 'utf8')).includes(`--allow-origin ${origin}\n`));
  });

  test('keeps a user signed in until the sign-out, and its service worker knows', async () => {
    const first = await popup();
    await signIn(first, { ...jane, password: 'Password124' });
    await first.locator('[role=alert]:has-text("Incorrect username or password.")').waitFor();
    await isAccessible(first);
    await signIn(first, jane);
    await isSignedIn(first, jane.username);
    await badge('✓');
    await first.close();
    const second = await popup();
    await isSignedIn(second, jane.username);
    await second.getByRole('button', { name: 'Sign out' }).click();
    await second.getByRole('button', { name: 'Sign in' }).waitFor();
    await badge('');
    await second.close();
  });

  test('shows who is signed in while expired tokens cannot be refreshed', async () => {
    const first = await popup();
    await signIn(first, jane);
    await isSignedIn(first, jane.username);
    await first.close();
    await worker.evaluate(expireTokens);
    await during(cognito, { kind: 'status', status: 503, times: 1000 }, async () => {
      const second = await popup();
      await isSignedIn(second, jane.username);
      await second.getByRole('button', { name: 'Sign out' }).click();
      await second.getByRole('button', { name: 'Sign in' }).waitFor();
      await second.close();
    });
    await badge('');
  });

  test('signs a new user up, also if the popup was closed to look for the code', async () => {
    const first = await popup();
    await signUp(first, ann);
    await first.close();
    const second = await popup();
    await sendNewCode(second, cognito, ann.username);
    await enterCode(second, cognito, ann.username);
    await signIn(second, ann);
    await isSignedIn(second, ann.username);
    await second.close();
  });
});

/** Runs in the service worker: tokens expire when the stored drift says that an hour has passed. */
async function expireTokens() {
  const { local } = /** @type {any} */ (globalThis).chrome.storage;
  const drift = Object.keys(await local.get()).find((key) => key.endsWith('.clockDrift'));
  await local.set({ [String(drift)]: '3600000' });
}

/**
 * The id that Chromium gives to an extension with this key.
 *
 * @param {string} key
 */
function idOf(key) {
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex');
  return digest.slice(0, 32).replaceAll(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16)));
}

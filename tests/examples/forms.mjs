import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { Browser } from '../package/browser.mjs';
import { Cognito, user } from '../package/cognito.mjs';
import { copyOfExample } from './example.mjs';

/** @typedef {import('@playwright/test').Page} Page */

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Tests what all examples with a sign-in have in common.
 *
 * @param {string} name
 * @param {object} how
 * @param {Record<string, string>} [how.env] of the commands
 * @param {(app: import('../package/app.mjs').App) => Promise<{ origin: string, stop: () => unknown }>} how.serve
 * @param {boolean} [how.hasSignUp]
 * @param {boolean} [how.asksServer] who is signed in, for each page
 * @param {(context: { browser: () => Browser, cognito: () => Cognito, origin: () => string }) => void} [more] further tests
 */
export function describeExample(name, { env = {}, serve, hasSignUp = true, asksServer = false }, more) {
  describe(`the example ${name}`, () => {
    /** @type {Cognito} */
    let cognito;
    /** @type {Browser} */
    let browser;
    let origin = '';
    /** Clean-up, also after a set-up that failed half-way. @type {(() => unknown)[]} */
    const undo = [];
    before(async () => {
      cognito = await Cognito.start();
      undo.push(() => cognito.close());
      browser = await Browser.start();
      undo.push(() => browser.close());
      const app = await copyOfExample(name, cognito.server.url, env);
      undo.push(() => app.remove());
      const server = await serve(app);
      undo.push(() => server.stop());
      origin = server.origin;
    });
    after(async () => {
      for (const step of undo.reverse()) await step();
    });

    /** @param {(page: Page) => Promise<void>} work */
    const inPage = (work) => browser.inPage(origin, work);

    test('keeps a user signed in until the sign-out', () =>
      inPage(async (page) => {
        await signIn(page, user);
        await isSignedIn(page, user.username);
        await isAccessible(page);
        await page.reload();
        await isSignedIn(page, user.username);
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
        await page.reload();
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
      }));

    test('shows in an alert why nobody was signed in', () =>
      inPage(async (page) => {
        await signIn(page, { ...user, password: 'Password124' });
        await page.locator('[role=alert]:has-text("Incorrect username or password.")').waitFor();
        await isAccessible(page);
        // What was typed is still there.
        assert.equal(await field(page, 'User name').inputValue(), user.username);
        await signIn(page, user);
        await isSignedIn(page, user.username);
      }));

    if (!asksServer) {
      test('shows who is signed in while expired tokens cannot be refreshed', () =>
        inPage(async (page) => {
          await signIn(page, user);
          await isSignedIn(page, user.username);
          await page.evaluate(expireTokens);
          await during(cognito, { kind: 'status', status: 503, times: 1000 }, async () => {
            await page.reload();
            await isSignedIn(page, user.username);
          });
          await page.getByRole('button', { name: 'Sign out' }).click();
          await page.getByRole('button', { name: 'Sign in' }).waitFor();
        }));

      test('goes on with a session that lacked a token', () =>
        inPage(async (page) => {
          await signIn(page, user);
          await isSignedIn(page, user.username);
          await page.evaluate(removeAccessToken);
          await page.reload();
          await signIn(page, user);
          await isSignedIn(page, user.username);
        }));
    }

    if (hasSignUp) {
      test('signs a new user up with the code, and in', () =>
        inPage(async (page) => {
          await signUp(page, { username: 'ann', password: 'Password123' });
          await isAccessible(page);
          await enterCode(page, cognito, 'ann');
          await isSignedIn(page, 'ann');
        }));

      test('asks for the code at the sign-in of a user who did not enter it', () =>
        inPage(async (page) => {
          const bob = { username: 'bob', password: 'Password123' };
          await signUp(page, bob);
          await page.reload();
          await signIn(page, bob);
          await enterCode(page, cognito, bob.username);
          await signIn(page, bob);
          await isSignedIn(page, bob.username);
        }));

      test('lets a new user sign in whom it could not sign in after the code', () =>
        inPage(async (page) => {
          const dan = { username: 'dan', password: 'Password123' };
          await signUp(page, dan);
          await during(cognito, { operation: 'InitiateAuth', kind: 'html', status: 403 }, async () => {
            await enterCode(page, cognito, dan.username);
            await field(page, 'User name').waitFor();
          });
          await signIn(page, dan);
          await isSignedIn(page, dan.username);
        }));

      test('sends a new code', () =>
        inPage(async (page) => {
          const eve = { username: 'eve', password: 'Password123' };
          await signUp(page, eve);
          await page.getByRole('button', { name: 'Back to sign-in' }).click();
          await signIn(page, eve);
          await sendNewCode(page, cognito, eve.username);
          await enterCode(page, cognito, eve.username);
          await signIn(page, eve);
          await isSignedIn(page, eve.username);
        }));
    }

    more?.({ browser: () => browser, cognito: () => cognito, origin: () => origin });
  });
}

/**
 * The field with this label. Some pages have all their forms from the beginning, and show one.
 *
 * @param {Page} page
 * @param {string} label
 */
const field = (page, label) => page.getByLabel(label).filter({ visible: true });

/**
 * @param {Page} page
 * @param {{ username: string, password: string }} who
 */
export async function signIn(page, { username, password }) {
  await field(page, 'User name').fill(username);
  await field(page, 'Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/**
 * @param {Page} page
 * @param {{ username: string, password: string }} who
 */
export async function signUp(page, { username, password }) {
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByRole('heading', { name: 'Create an account' }).waitFor();
  await field(page, 'User name').fill(username);
  await field(page, 'Email').fill(`${username}@example.com`);
  await field(page, 'Password').fill(password);
  await isAccessible(page);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await field(page, 'Code').waitFor();
}

/**
 * Enters the last code.
 *
 * @param {Page} page
 * @param {Cognito} cognito
 * @param {string} username
 */
export async function enterCode(page, cognito, username) {
  const message = (await cognito.server.cognito.outbox.after(0, username)).at(-1);
  await field(page, 'Code').fill(message?.code ?? '');
  await page.getByRole('button', { name: 'Confirm' }).click();
}

/**
 * @param {Page} page with the form for the code
 * @param {Cognito} cognito
 * @param {string} username of a user who has one code
 */
export async function sendNewCode(page, cognito, username) {
  await page.getByRole('button', { name: 'Send a new code' }).click();
  await cognito.server.cognito.outbox.after(1, username, AbortSignal.timeout(30_000));
}

/**
 * Does something while Cognito fails.
 *
 * @param {Cognito} cognito
 * @param {Parameters<Cognito['server']['cognito']['faults']['add']>[0]} fault
 * @param {() => Promise<void>} work
 */
export async function during({ server }, fault, work) {
  const { faults } = server.cognito;
  faults.add(fault);
  try {
    await work();
  } finally {
    faults.clear();
  }
}

/** Runs in the page: a session whose stored drift says that an hour has passed has expired. */
function expireTokens() {
  const drift = Object.keys(localStorage).find((key) => key.endsWith('.clockDrift'));
  if (drift) localStorage.setItem(drift, '3600000');
}

/** Runs in the page. */
function removeAccessToken() {
  const token = Object.keys(localStorage).find((key) => key.endsWith('.accessToken'));
  if (token) localStorage.removeItem(token);
}

/**
 * @param {Page} page
 * @param {string} username
 */
export async function isSignedIn(page, username) {
  await page.getByRole('status').waitFor();
  assert.equal(await page.getByRole('status').innerText(), `Signed in as ${username}`);
}

/**
 * Runs axe's default rules, and compares the fields with what password managers need.
 *
 * @param {Page} page
 */
export async function isAccessible(page) {
  // Not as a script element, which an extension's policy forbids.
  await page.evaluate(axe);
  assert.deepEqual(await page.evaluate(problems), []);
}

/** Runs in the page. */
async function problems() {
  const { violations } = await /** @type {any} */ (globalThis).axe.run();
  const fields = Array.from(document.querySelectorAll('input'));
  const purposes = ['off', 'username', 'current-password', 'new-password', 'email', 'one-time-code'];
  return [
    ...violations.map((/** @type {{ id: string }} */ { id }) => id),
    ...fields.flatMap(({ autocomplete, name }) =>
      purposes.includes(autocomplete) ? [] : [`${name}: ${autocomplete}`],
    ),
  ];
}

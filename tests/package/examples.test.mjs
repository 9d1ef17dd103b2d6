/** The apps in `examples/`, built with the packed package and used in a browser, against a local Cognito. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SEED } from '../../local/src/index.js';
import { App, consumerCommand } from './app.mjs';
import { Browser } from './browser.mjs';
import { Cognito } from './cognito.mjs';

const hour = 3_600_000;

describe('next-cookies', () => {
  /** @type {Cognito} */
  let cognito;
  /** @type {Awaited<ReturnType<App['serve']>>} */
  let server;
  /** @type {Browser} */
  let browser;
  /** Clean-up, also after a set-up that failed half-way. @type {(() => unknown)[]} */
  const undo = [];

  before(async () => {
    cognito = await Cognito.start();
    undo.push(() => cognito.close());
    browser = await Browser.start();
    undo.push(() => browser.close());
    const env = {
      COGNITO_USER_POOL_ID: SEED.userPoolId,
      COGNITO_CLIENT_ID: SEED.nativeClientId,
      COGNITO_ENDPOINT: cognito.server.url,
    };
    const app = await App.create({ example: 'next-cookies', env });
    undo.push(() => app.remove());
    await app.run(consumerCommand('next'), 'build');
    server = await app.serve(consumerCommand('next'), 'start', '--hostname=127.0.0.1', '--port=0');
    undo.push(() => server.stop());
  });

  after(async () => {
    for (const step of undo.reverse()) await step();
  });

  /** What the server sends for these cookies. */
  const rendered = async (/** @type {string} */ cookie) => {
    const response = await fetch(server.origin, { headers: { cookie } });
    const greeting = /<p id="greeting">(.*?)<\/p>/.exec(await response.text())?.[1];
    return { greeting: greeting?.replaceAll('<!-- -->', ''), set: response.headers.getSetCookie() };
  };

  test('renders the name of the user on the server, from the cookies of the page', async () => {
    await browser.inPage(server.origin, async (page) => {
      await page.fill('[name=username]', 'jane');
      await page.fill('[name=password]', 'Wrong-password1');
      await page.click('text=Sign in');
      await page.locator('[role=alert]:has-text("Incorrect username or password")').waitFor();
      await page.fill('[name=username]', 'jane');
      await page.fill('[name=password]', 'Password123');
      await page.click('text=Sign in');
      await page.locator('#greeting').waitFor();

      const cookies = await page.context().cookies();
      const header = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      assert.deepEqual(await rendered(header), { greeting: 'Hello jane', set: [] });
      assert.equal((await rendered('')).greeting, undefined, 'another request has no session');

      // Whoever makes a cookie is not believed.
      const forged = cookies.map(({ name, value }) => {
        if (!name.endsWith('.idToken')) return `${name}=${value}`;
        const [head, payload = '', signature] = value.split('.');
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
        const changed = Buffer.from(JSON.stringify({ ...claims, 'cognito:username': 'root' })).toString('base64url');
        return `${name}=${[head, changed, signature].join('.')}`;
      });
      assert.equal((await rendered(forged.join('; '))).greeting, undefined);

      await page.click('text=Sign out');
      await page.locator('[name=username]').waitFor();
      assert.deepEqual(await page.context().cookies(), []);
    });
  });

  test('refreshes expired tokens on the server, and gives the browser the new cookies', async () => {
    await browser.inPage(server.origin, async (page) => {
      await page.fill('[name=username]', 'jane');
      await page.fill('[name=password]', 'Password123');
      await page.click('text=Sign in');
      await page.locator('#greeting').waitFor();
      const accessToken = async () => {
        const found = (await page.context().cookies()).find(({ name }) => name.endsWith('.accessToken'));
        return found?.value;
      };
      const before = await accessToken();
      // The tokens look expired to a server whose stored drift says that an hour has passed.
      const drift = (await page.context().cookies()).find(({ name }) => name.endsWith('.clockDrift'));
      assert.ok(drift);
      await page.context().addCookies([{ ...drift, value: String(hour) }]);
      await page.reload();
      assert.equal(await page.locator('#greeting').innerText(), 'Hello jane');
      assert.notEqual(await accessToken(), before);
    });
  });
});

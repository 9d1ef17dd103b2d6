import assert from 'node:assert/strict';
import { test } from 'node:test';
import { user } from '../package/cognito.mjs';
import { describeExample, during, enterCode, isSignedIn, signIn, signUp } from './forms.mjs';

const hour = 3_600_000;

describeExample(
  'next-cookies',
  {
    asksServer: true,
    serve: async (app) => {
      await app.run('npm', 'run', 'build');
      return app.serve('npm', 'start', '--', '--hostname=127.0.0.1', '--port=0');
    },
  },
  ({ browser, cognito, origin }) => {
    /** What the server sends for these cookies. */
    const rendered = async (/** @type {string} */ cookie) => {
      const [page, api] = await Promise.all(
        ['/', '/api/me'].map((path) => fetch(`${origin()}${path}`, { headers: { cookie } })),
      );
      const name = /<p role="status">Signed in as <strong>(.*?)<\/strong>/.exec((await page?.text()) ?? '')?.[1];
      return { name, set: page?.headers.getSetCookie(), api: api?.status, answer: await api?.json() };
    };

    /** What a page sends with a request. @param {import('@playwright/test').Page} page */
    const cookiesOf = async (page) => {
      const cookies = await page.context().cookies();
      return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    };

    /** The tokens look expired to a server whose stored drift says that an hour has passed. @param {import('@playwright/test').Page} page */
    async function expireTokens(page) {
      const drift = (await page.context().cookies()).find(({ name }) => name.endsWith('.clockDrift'));
      assert.ok(drift);
      await page.context().addCookies([{ ...drift, value: String(hour) }]);
    }

    test('renders the name of the user on the server, from the cookies of the page', () =>
      browser().inPage(origin(), async (page) => {
        await signIn(page, user);
        await isSignedIn(page, user.username);
        const cookies = await page.context().cookies();
        const { answer, ...found } = await rendered(await cookiesOf(page));
        assert.deepEqual(found, { name: 'jane', set: [], api: 200 });
        assert.equal(answer.name, 'jane');

        const refused = { name: undefined, set: [], api: 401, answer: { error: 'Please sign in.' } };
        assert.deepEqual(await rendered(''), refused, 'another request has no session');

        // Whoever makes a cookie is not believed.
        const forged = cookies.map(({ name, value }) => {
          if (!name.endsWith('.idToken')) return `${name}=${value}`;
          const [head, payload = '', signature] = value.split('.');
          const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
          const changed = Buffer.from(JSON.stringify({ ...claims, 'cognito:username': 'root' })).toString('base64url');
          return `${name}=${[head, changed, signature].join('.')}`;
        });
        assert.deepEqual(await rendered(forged.join('; ')), refused);

        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
        assert.deepEqual(await page.context().cookies(), []);
      }));

    test('answers a request of the page with what only a user may know', () =>
      browser().inPage(origin(), async (page) => {
        await signUp(page, { username: 'cleo', password: 'Password123' });
        await enterCode(page, cognito(), 'cleo');
        await page.getByRole('button', { name: 'Ask the API' }).click();
        await page.getByText('cleo@example.com').waitFor();
      }));

    test('refreshes expired tokens on the server, and gives the browser the new cookies', () =>
      browser().inPage(origin(), async (page) => {
        await signIn(page, user);
        await isSignedIn(page, user.username);
        const accessToken = async () => {
          const found = (await page.context().cookies()).find(({ name }) => name.endsWith('.accessToken'));
          return found?.value;
        };
        const before = await accessToken();
        await expireTokens(page);
        await page.reload();
        await isSignedIn(page, user.username);
        assert.notEqual(await accessToken(), before);
      }));

    test('tells nobody to sign in because the tokens cannot be refreshed, and goes on afterwards', () =>
      browser().inPage(origin(), async (page) => {
        await signIn(page, user);
        await isSignedIn(page, user.username);
        await expireTokens(page);
        await during(cognito(), { kind: 'html', status: 403, times: 1000 }, async () => {
          const { name, api, answer } = await rendered(await cookiesOf(page));
          assert.deepEqual([name, api, answer], [undefined, 503, { error: 'Please try again later.' }]);
          await page.reload();
          await page.getByRole('heading', { name: 'Please try again later' }).waitFor();
        });
        await page.getByRole('button', { name: 'Try again' }).click();
        await isSignedIn(page, user.username);
      }));

    test('signs a user in whose session it refuses, although the page still has it', () =>
      browser().inPage(origin(), async (page) => {
        await signIn(page, user);
        await isSignedIn(page, user.username);
        // As with a local Cognito that was started again, and has other keys.
        const cookie = (await page.context().cookies()).find(({ name }) => name.endsWith('.idToken'));
        assert.ok(cookie);
        const [head, payload] = cookie.value.split('.');
        const signature = Buffer.alloc(256).toString('base64url');
        await page.context().addCookies([{ ...cookie, value: [head, payload, signature].join('.') }]);
        await page.reload();
        await signIn(page, user);
        await isSignedIn(page, user.username);
      }));
  },
);

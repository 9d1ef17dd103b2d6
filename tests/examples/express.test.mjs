import assert from 'node:assert/strict';
import { test } from 'node:test';
import { user } from '../package/cognito.mjs';
import { describeExample, isSignedIn, signIn } from './forms.mjs';

describeExample(
  'express',
  { env: { PORT: '0' }, hasSignUp: false, serve: (app) => app.serve('npm', 'start') },
  ({ browser, origin }) => {
    /** What the API replies to a request with this token. */
    const status = async (/** @type {string} */ authorization) => {
      const response = await fetch(`${origin()}/api/notes`, { headers: { authorization } });
      return [response.status, response.headers.get('www-authenticate')];
    };

    test('gives a user the notes that the API has for the token', () =>
      browser().inPage(origin(), async (page) => {
        await signIn(page, user);
        await isSignedIn(page, user.username);
        await page.getByLabel('Note').fill('Buy bread');
        await page.getByRole('button', { name: 'Add' }).click();
        assert.equal(await page.getByRole('listitem').innerText(), 'Buy bread');
        await page.reload();
        assert.equal(await page.getByRole('listitem').innerText(), 'Buy bread');
      }));

    test('refuses requests without a valid access token', () =>
      browser().inPage(origin(), async (page) => {
        await signIn(page, user);
        await isSignedIn(page, user.username);
        const tokens = await page.evaluate(() => Object.entries(localStorage));
        /** @param {string} kind */
        const stored = (kind) => tokens.find(([key]) => key.endsWith(`.${kind}`))?.[1] ?? '';
        const accessToken = stored('accessToken');
        assert.deepEqual(await status(`Bearer ${accessToken}`), [200, null]);
        const [head, payload = '', signature] = accessToken.split('.');
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
        const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'another' })).toString('base64url');
        const refused = [401, 'Bearer'];
        assert.deepEqual(await status(`Bearer ${[head, changed, signature].join('.')}`), refused, 'changed');
        assert.deepEqual(await status(`Bearer ${stored('idToken')}`), refused, 'another kind of token');
        assert.deepEqual(await status('Bearer'), refused);
        assert.deepEqual(await status(''), refused);

        // Whatever the caller has done wrong is said in JSON, without a stack.
        for (const [type, body] of [
          ['text/plain', 'Buy bread'],
          ['application/json', '{'],
          ['application/json', '{"text":5}'],
        ]) {
          const headers = { authorization: `Bearer ${accessToken}`, 'content-type': type ?? '' };
          const response = await fetch(`${origin()}/api/notes`, { method: 'POST', headers, body: body ?? '' });
          assert.deepEqual([response.status, await response.json()], [400, { error: 'Send JSON with a text.' }], body);
        }
      }));
  },
);

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FilesOfSite } from '../src/browser/files-of-site.js';

test('a file is asked of the server, also if the browser has kept it for a while', async (t) => {
  t.after(() => Reflect.deleteProperty(globalThis, 'caches'));
  Object.assign(globalThis, { caches: { match: async () => undefined } });
  const fetched = t.mock.method(globalThis, 'fetch', async () => new Response('new', { status: 200 }));
  const files = new FilesOfSite(new URL('https://example.com/demo/'), './files.json');
  const response = await files.answer(new Request('https://example.com/demo/main.js'));
  assert.equal(await response.text(), 'new');
  const [
    {
      arguments: [asked],
    },
  ] = fetched.mock.calls;
  assert.equal(asked.url, 'https://example.com/demo/main.js');
  assert.equal(asked.cache, 'no-cache');
});

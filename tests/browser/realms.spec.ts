import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

const { username, password } = person;

test('replies, signals and errors of another window work', async ({ app }) => {
  await app.begin();
  await app.register();
  const outcomes = await app.page.evaluate(
    async (input) => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const there = frame.contentWindow as unknown as typeof globalThis;
      globalThis.fetch = there.fetch.bind(there);
      const { signal } = new there.AbortController();
      const signedIn = await harness.call('signIn', { ...input, options: { signal } });
      const aborted = new there.AbortController();
      globalThis.fetch = () => {
        aborted.abort('enough');
        return new Promise(() => {});
      };
      const refresh = { forceRefresh: true, signal: aborted.signal };
      return { signedIn, aborted: await harness.call('fetchAuthSession', refresh) };
    },
    { username, password },
  );
  expect(outcomes).toMatchObject({
    signedIn: { value: { isSignedIn: true } },
    aborted: { error: { name: 'AbortError', cause: 'enough' } },
  });
});

test('a library that replaces fetch and Response works from the first call on', async ({ app, cognito }) => {
  await app.page.addInitScript(() => {
    const original = globalThis.fetch;
    class Reply {
      readonly status: number;
      readonly ok: boolean;
      readonly headers: { get(name: string): string | null };
      readonly #text: string;

      constructor(status: number, headers: Headers, text: string) {
        this.status = status;
        this.ok = status < 300;
        this.headers = { get: (name) => headers.get(name) };
        this.#text = text;
      }

      text(): Promise<string> {
        return Promise.resolve(this.#text);
      }
    }
    Object.assign(globalThis, {
      Response: Reply,
      Request: Reply,
      Headers: Map,
      fetch: async (url: string, init: RequestInit) => {
        const response = await original(url, init);
        return new Reply(response.status, response.headers, await response.text());
      },
    });
  });
  await app.begin(cognito.resourcesConfig());
  await app.register();
  await expect(app.signIn('Wrong-password-1')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    metadata: { httpStatusCode: 400 },
  });
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.call('fetchUserAttributes')).toHaveProperty('sub');
});

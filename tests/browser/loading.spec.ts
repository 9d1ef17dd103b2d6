import type { Page, Worker } from '@playwright/test';
import { firstCode, person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';

/** A policy that allows only what is documented as needed. */
const policy = (script: string, cognito: LocalCognito): string =>
  `default-src 'none'; script-src ${script}; connect-src ${cognito.origin}; img-src data:`;

/** The outcome of a call from the page's own script under a policy. */
async function outcomeUnder(page: Page, url: string, config: unknown): Promise<unknown> {
  await page.goto(url);
  await page.evaluate((given) => {
    (globalThis as unknown as { callByItself: (config: unknown) => void }).callByItself(given);
  }, config);
  // Poll from outside: waiting inside the page would evaluate code there, which the policy forbids.
  let outcome: unknown;
  await expect
    .poll(async () => (outcome = await page.evaluate(() => (globalThis as { outcome?: unknown }).outcome)))
    .toBeDefined();
  return outcome;
}

test("a policy with 'wasm-unsafe-eval' and the page's own scripts is enough", async ({ page, harness, cognito }) => {
  const violations: string[] = [];
  page.on('console', (message) => violations.push(message.text()));
  const url = `${harness}/calls-by-itself.html?csp=${encodeURIComponent(policy("'self' 'wasm-unsafe-eval'", cognito))}`;
  expect(await outcomeUnder(page, url, cognito.resourcesConfig())).toEqual({ isSignedIn: false });
  expect(violations).toEqual([]);
});

test("without 'wasm-unsafe-eval', the error says what the policy lacks", async ({ page, harness, cognito }) => {
  const url = `${harness}/calls-by-itself.html?csp=${encodeURIComponent(policy("'self'", cognito))}`;
  expect(await outcomeUnder(page, url, cognito.resourcesConfig())).toMatchObject({
    name: 'ContentSecurityPolicyException',
    category: 'configuration',
    message: expect.stringContaining('wasm-unsafe-eval'),
    recoverySuggestion: expect.stringContaining('wasm-unsafe-eval'),
  });
});

test('importing the package has no side effects', async ({ app }) => {
  await app.page.addInitScript(() => {
    const touched: string[] = [];
    Object.assign(globalThis, { touched });
    const note = (owner: object, name: string): void => {
      const { get, value } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
      Object.defineProperty(owner, name, {
        configurable: true,
        get(this: unknown) {
          touched.push(name);
          return get ? (get.call(this) as unknown) : value;
        },
      });
    };
    for (const name of ['localStorage', 'sessionStorage', 'fetch', 'WebAssembly', 'crypto', 'DecompressionStream'])
      note(globalThis, name);
  });
  await app.page.route('**/cognito-wasm.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: "import '/package/index.js'; globalThis.imported = [...globalThis.touched];",
    }),
  );
  await app.open();
  expect(await app.page.evaluate('imported')).toEqual([]);
  expect(await app.page.evaluate('Object.getOwnPropertySymbols(globalThis).map(String)')).not.toContain(
    'Symbol(cognito-wasm)',
  );
});

test('the module is loaded when it is needed, not before', async ({ page, harness, cognito }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.addInitScript('globalThis.requestIdleCallback = () => 0;');
  await page.goto(`${harness}/blank.html`);
  const answers = await page.evaluate(
    async ([entry, config]) => {
      const library = (await import(entry)) as typeof import('../../ts/index.js');
      Object.assign(globalThis, { prepare: library.prepareSignIn });
      await library.Amplify.configure(config as never);
      const { isSignedIn } = await library.fetchAuthSession();
      return { isSignedIn, pool: library.Amplify.getConfig().Auth?.Cognito.userPoolId };
    },
    ['/package/index.js', cognito.resourcesConfig()] as const,
  );
  expect(answers).toEqual({ isSignedIn: false, pool: seed.userPoolId });
  const later = ['/package/loader/moduleFile.js', '/package/loader/relaxedFile.js'];
  expect(loaded).toContain('/package/index.js');
  expect(loaded.filter((path) => later.includes(path))).toEqual([]);
  await page.evaluate('prepare()');
  expect(loaded.filter((path) => later.includes(path))).toEqual(later);
});

test('the module is compiled and started once, however many first calls there are', async ({ app, cognito }) => {
  await app.page.addInitScript(() => {
    const starts: string[] = [];
    // Never idle, so that the page does not prepare a sign-in with its own module.
    Object.assign(globalThis, { starts, requestIdleCallback: () => 0 });
    for (const name of ['compile', 'instantiate'] as const) {
      const original = WebAssembly[name] as (...input: unknown[]) => unknown;
      Object.assign(WebAssembly, {
        [name]: (...input: unknown[]) => {
          starts.push(name);
          return original(...input);
        },
      });
    }
  });
  await app.open();
  await app.page.evaluate((config) => {
    void harness.library.Amplify.configure(config as never);
  }, cognito.resourcesConfig());
  await app.callAtOnce(5, 'fetchAuthSession', { forceRefresh: true });
  await app.page.evaluate((config) => {
    return harness.library.createAuth(config as never).ready();
  }, cognito.resourcesConfig());
  expect(await app.page.evaluate('starts')).toEqual(['compile', 'instantiate']);
});

test('a module that failed to start is started again by the next call', async ({ app, cognito }) => {
  await app.page.addInitScript(() => {
    const { instantiate } = WebAssembly;
    const failOnce = (): Promise<never> => {
      Object.assign(WebAssembly, { instantiate });
      return Promise.reject(new RangeError('out of memory'));
    };
    Object.assign(WebAssembly, { instantiate: failOnce });
    // Never idle, so that the page does not start the module by itself.
    Object.assign(globalThis, { requestIdleCallback: () => 0 });
  });
  await app.open();
  const failed = { name: 'Unknown', retryable: true, cause: { name: 'RangeError' } };
  await app.call('Amplify.configure', cognito.resourcesConfig());
  await expect(app.call('prepareSignIn')).rejects.toMatchObject(failed);
  await app.register();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
});

test('an error names a missing DecompressionStream', async ({ app, cognito }) => {
  await app.page.addInitScript('delete globalThis.DecompressionStream');
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig());
  await expect(app.call('prepareSignIn')).rejects.toMatchObject({
    name: 'PlatformNotSupported',
    category: 'configuration',
    message: expect.stringContaining('DecompressionStream'),
  });
});

test('a page without access to storage keeps the session in memory', async ({ app, cognito }) => {
  await app.page.addInitScript(() => {
    const denied = {
      configurable: true,
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    };
    Object.defineProperty(globalThis, 'localStorage', denied);
    Object.defineProperty(globalThis, 'sessionStorage', denied);
  });
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig());
  await app.register();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.session()).toMatchObject({ isSignedIn: true });
  expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
  expect(await app.session()).toMatchObject({ isSignedIn: false });
});

/** Registers, signs in and signs out in a worker, which has no `localStorage`. */
async function walkThrough(worker: Worker, cognito: LocalCognito): Promise<unknown> {
  const input = { config: cognito.resourcesConfig(), person, firstCode };
  return worker.evaluate(async ({ config, person: { username, password, email }, firstCode: confirmationCode }) => {
    const { call } = harness;
    const results = [await call('Amplify.configure', config)];
    results.push(await call('signUp', { username, password, options: { userAttributes: { email } } }));
    results.push(await call('confirmSignUp', { username, confirmationCode }));
    results.push(await call('signIn', { username, password }));
    results.push(await call('getCurrentUser'));
    results.push(await call('fetchAuthSession', { forceRefresh: true }));
    results.push(await call('signOut'));
    results.push(await call('fetchAuthSession'));
    return { results, events: harness.events.map(({ event }) => event) };
  }, input);
}

const walked = {
  results: [
    {},
    { value: { isSignUpComplete: false } },
    { value: { isSignUpComplete: true } },
    { value: { isSignedIn: true } },
    { value: { username: person.username } },
    { value: { isSignedIn: true, credentials: { accessKeyId: 'ASIATEST000000000001' } } },
    { value: { type: 'complete' } },
    { value: { isSignedIn: false } },
  ],
  events: ['configure', 'storageDegraded', 'signedIn', 'tokenRefresh', 'signedOut'],
};

test('a module worker can call everything, with its session in memory', async ({ app, cognito }) => {
  await app.open();
  const started = app.page.waitForEvent('worker');
  await app.page.evaluate("new Worker('/cognito-wasm.js', { type: 'module' })");
  const worker = await started;
  await expect.poll(() => worker.evaluate('typeof harness')).toBe('object');
  expect(await walkThrough(worker, cognito)).toMatchObject(walked);
  expect(await app.localStorage()).toEqual({});
});

test('a service worker can call everything, with its session in memory', async ({ app, cognito, context }) => {
  await app.open();
  const started = context.waitForEvent('serviceworker');
  await app.page.evaluate(async () => {
    await navigator.serviceWorker.register('/cognito-wasm.js', { type: 'module' });
    await navigator.serviceWorker.ready;
  });
  const worker = await started;
  await expect.poll(() => worker.evaluate('typeof harness')).toBe('object');
  expect(await walkThrough(worker, cognito)).toMatchObject(walked);
});

/** `prepareSignIn`, and the module for relaxed SIMD, which Chromium supports. */
import type { Page } from '@playwright/test';
import type { App } from './app.js';
import { expect, test } from './fixtures.js';

declare global {
  var powers: string[];
  var starts: string[];
}

/** Runs in the page: makes `starts` list what is done there to start a module. */
function watchStarts(): void {
  globalThis.starts = [];
  for (const name of ['validate', 'compile', 'instantiate'] as const) {
    const original = WebAssembly[name] as (...input: unknown[]) => unknown;
    Object.assign(WebAssembly, {
      [name]: (...input: unknown[]) => {
        globalThis.starts.push(name);
        return original(...input);
      },
    });
  }
}

/** Makes `powers` list the functions called in the relaxed SIMD module, and can make them fail. */
async function watchPowers(
  page: Page,
  failing: 'generator_power' | 'self_test' | 'shared_secret' | 'nothing' = 'nothing',
) {
  await page.addInitScript((failing) => {
    globalThis.powers = [];
    const { instantiate } = WebAssembly;
    const watched = async (module: WebAssembly.Module, imports?: WebAssembly.Imports): Promise<unknown> => {
      const instance = await instantiate(module, imports);
      if (!('shared_secret' in instance.exports)) return instance;
      const functions = Object.entries(instance.exports).map(([name, member]) => {
        if (typeof member !== 'function') return [name, member] as const;
        const call = (...inputs: unknown[]): unknown => {
          globalThis.powers.push(name);
          if (name === failing) throw new WebAssembly.RuntimeError('unreachable');
          return Reflect.apply(member, undefined, inputs) as unknown;
        };
        return [name, call] as const;
      });
      return { exports: Object.fromEntries(functions) };
    };
    Object.assign(WebAssembly, { instantiate: watched });
  }, failing);
}

/** The functions called since the last time, without those at the start. */
const takePowers = (page: Page): Promise<string[]> =>
  page.evaluate(() => globalThis.powers.splice(0).filter((name) => name.endsWith('power') || name.endsWith('secret')));

async function prepare(app: App): Promise<void> {
  await app.begin();
  await app.register();
  await app.call('prepareSignIn');
}

const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

test('a prepared sign-in uses its pair, and computes the proof with relaxed SIMD', async ({ app }) => {
  await watchPowers(app.page);
  await prepare(app);
  expect(await takePowers(app.page)).toEqual([]);
  expect(await app.signIn()).toStrictEqual(done);
  expect(await takePowers(app.page)).toEqual(['shared_secret']);
});

test('an unprepared sign-in works', async ({ app }) => {
  await app.page.addInitScript('globalThis.requestIdleCallback = () => 0;');
  await app.begin();
  await app.register();
  expect(await app.signIn()).toStrictEqual(done);
});

test('a page prepares a sign-in by itself when it is idle', async ({ app, cognito }) => {
  await watchPowers(app.page);
  await app.begin();
  await app.register();
  await expect.poll(() => app.page.evaluate(() => globalThis.powers.length)).toBeGreaterThan(1);
  await cognito.clearJournal();
  expect(await app.signIn()).toStrictEqual(done);
});

for (const [pool, changes] of [
  ['a user pool', { identityPoolId: undefined, identityPoolEndpoint: undefined }],
  ['a user pool and an identity pool', {}],
] as const) {
  test(`a page prepares nothing for a visitor who is signed in to ${pool}`, async ({ app, cognito }) => {
    const config = cognito.resourcesConfig(changes);
    await app.page.addInitScript(watchStarts);
    await app.beginSignedIn(config);
    expect(await app.page.evaluate(() => globalThis.starts)).not.toEqual([]);
    await app.begin(config);
    expect(await app.session()).toMatchObject({ isSignedIn: true });
    // What the page does when it is idle was scheduled before this.
    await app.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    expect(await app.session()).toMatchObject({ isSignedIn: true });
    const needed = pool === 'a user pool' ? [] : ['validate', 'compile', 'instantiate'];
    expect(await app.page.evaluate(() => globalThis.starts)).toEqual(needed);
  });
}

for (const failing of ['self_test', 'shared_secret'] as const) {
  test(`the main module takes over when ${failing} of the other one fails`, async ({ app }) => {
    await watchPowers(app.page, failing);
    await prepare(app);
    expect(await app.signIn()).toStrictEqual(done);
    expect(await takePowers(app.page)).toEqual(failing === 'self_test' ? [] : ['shared_secret']);
  });
}

test('the other module is not loaded if the engine rejects it', async ({ app }) => {
  await app.page.addInitScript('WebAssembly.validate = (bytes) => bytes.length < 40;');
  await watchPowers(app.page);
  await prepare(app);
  expect(await app.signIn()).toStrictEqual(done);
  expect(await app.page.evaluate(() => globalThis.powers)).toEqual([]);
});

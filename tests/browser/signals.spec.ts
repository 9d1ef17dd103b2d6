import { requests } from './bad-input-table.js';
import { expect, test } from './fixtures.js';

// `setCurrentUser` takes a name, and its options after that.
const inputs = Object.entries(requests)
  .filter(([path]) => path !== 'setCurrentUser')
  .map(
    ([
      path,
      {
        inputs: [input],
      },
    ]) => ({ path, input: input as object }),
  );

for (const place of ['the input', 'its options'] as const) {
  test(`every function checks a signal in ${place} before it does anything`, async ({ app, cognito }) => {
    await app.beginSignedIn();
    const before = await app.localStorage();
    await cognito.clearJournal();
    const names = await app.page.evaluate(
      async ([given, inOptions]) => {
        const signal = AbortSignal.abort();
        const outcomes = given.map(async ({ path, input }) => {
          const { options } = input as { options?: object };
          const whole = inOptions ? { ...input, options: { ...options, signal } } : { ...input, signal };
          return [path, (await harness.call(path, whole)).error?.name];
        });
        const switching = await harness.call('setCurrentUser', 'nobody', { signal });
        return {
          ...(Object.fromEntries(await Promise.all(outcomes)) as Record<string, unknown>),
          setCurrentUser: switching.error?.name,
        };
      },
      [inputs, place === 'its options'] as const,
    );
    expect(names).toEqual(Object.fromEntries(Object.keys(requests).map((path) => [path, 'AbortError'])));
    expect(await cognito.operations()).toEqual([]);
    expect(await app.localStorage()).toEqual(before);
  });
}

test('every function that waits for Cognito can be aborted', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await cognito.clearJournal();
  // These do not need Cognito here, or continue without their caller.
  const others = [
    'autoSignIn',
    'clearCredentials',
    'clearFederationToIdentityPool',
    'confirmSignIn',
    'deleteUser',
    'exportSession',
    'federateToIdentityPool',
    'getAccessToken',
    'getCurrentUser',
    'getIdentityId',
    'getIdToken',
    'importSession',
    'invalidateCachedCredentials',
    'listCurrentUsers',
    'prepareSignIn',
    'rememberDevice',
    'setPersistence',
    'signIn',
    'signOut',
  ];
  const waiting = inputs
    .filter(({ path }) => !others.includes(path))
    .map(({ path, input }) => ({ path, input: path === 'fetchAuthSession' ? { forceRefresh: true } : input }));
  await cognito.fault({ operation: '*', kind: 'delay', times: waiting.length });
  await app.page.evaluate((given) => {
    const controller = new AbortController();
    Object.assign(globalThis, { controller });
    for (const { path, input } of given) harness.start(path, path, { ...input, signal: controller.signal });
  }, waiting);
  // A browser has six connections to one server.
  await expect.poll(async () => (await cognito.operations()).length).toBeGreaterThanOrEqual(6);
  const names = await app.page.evaluate(async (given) => {
    (globalThis as unknown as { controller: AbortController }).controller.abort();
    const outcomes = given.map(async ({ path }) => [path, (await harness.finish(path)).error?.name]);
    return Object.fromEntries(await Promise.all(outcomes)) as Record<string, unknown>;
  }, waiting);
  expect(names).toEqual(Object.fromEntries(waiting.map(({ path }) => [path, 'AbortError'])));
  await cognito.clearFaults();
  expect(await app.call('fetchUserAttributes')).toHaveProperty('sub');
});

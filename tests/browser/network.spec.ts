import { firstCode, person } from './demo-page.js';
import { expect, test } from './fixtures.js';

const { username, password, email } = person;
const registration = { username, password, options: { userAttributes: { email } } };

test('a proxy’s error page is a typed error', async ({ app, cognito }) => {
  await app.begin();
  await cognito.fault({ operation: 'SignUp', kind: 'html', status: 502 });
  await expect(app.signUp()).rejects.toMatchObject({
    name: 'UnknownError',
    isAuthError: true,
    retryable: true,
    metadata: { httpStatusCode: 502 },
  });
});

test('a page with status 200 instead of a result is a typed error', async ({ app, cognito }) => {
  await app.begin();
  await app.page.route(`${cognito.origin}/`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<h1>Sign in to the Wi-Fi</h1>',
      headers: { 'access-control-allow-origin': '*' },
    }),
  );
  await expect(app.signUp()).rejects.toMatchObject({ name: 'UnknownError', metadata: { httpStatusCode: 200 } });
});

test('a short outage is hidden if the call can be repeated', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await cognito.clearJournal();
  await cognito.fault({ operation: 'InitiateAuth', kind: 'html', status: 503 });
  await cognito.fault({ operation: 'InitiateAuth', kind: 'drop' });
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  const journal = await cognito.journal();
  expect(journal.map(({ operation }) => operation)).toEqual([
    'InitiateAuth',
    'InitiateAuth',
    'InitiateAuth',
    'RespondToAuthChallenge',
  ]);
  const attempts = journal.slice(0, 3).map(({ headers }) => headers);
  expect(attempts.map((headers) => headers['amz-sdk-request'])).toEqual([
    'attempt=1; max=3',
    'attempt=2; max=3',
    'attempt=3; max=3',
  ]);
  expect(new Set(attempts.map((headers) => headers['amz-sdk-invocation-id'])).size).toBe(1);
});

test('a longer outage is a NetworkError after three attempts', async ({ app, cognito }) => {
  await app.begin();
  await cognito.fault({ operation: 'InitiateAuth', kind: 'drop', times: 9 });
  await expect(app.signIn()).rejects.toMatchObject({
    name: 'NetworkError',
    category: 'network',
    retryable: true,
    isAuthError: true,
    cause: { name: 'TypeError' },
  });
  expect(await cognito.operations()).toEqual(['InitiateAuth', 'InitiateAuth', 'InitiateAuth']);
});

test('a SignUp whose reply is lost is not repeated', async ({ app, cognito }) => {
  await app.begin();
  await cognito.fault({ operation: 'SignUp', kind: 'lose-reply' });
  await expect(app.signUp()).rejects.toMatchObject({ name: 'NetworkError' });
  expect(await cognito.operations()).toEqual(['SignUp']);
  expect(await app.call('confirmSignUp', { username, confirmationCode: firstCode })).toMatchObject({
    isSignUpComplete: true,
  });
});

test('an InitiateAuth whose reply is lost is repeated', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await cognito.clearJournal();
  await cognito.fault({ operation: 'InitiateAuth', kind: 'lose-reply' });
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await cognito.operations()).toEqual(['InitiateAuth', 'InitiateAuth', 'RespondToAuthChallenge']);
});

test('an answer to a challenge whose reply is lost is not repeated', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await cognito.clearJournal();
  await cognito.fault({ operation: 'RespondToAuthChallenge', kind: 'lose-reply' });
  await expect(app.signIn()).rejects.toMatchObject({ name: 'NetworkError' });
  expect(await cognito.operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
});

test('a TooManyRequestsException is retried, but not a user’s LimitExceededException', async ({ app, cognito }) => {
  await app.begin();
  await cognito.fault({ operation: 'SignUp', kind: 'error', type: 'TooManyRequestsException' });
  expect(await app.signUp()).toMatchObject({ isSignUpComplete: false });
  expect(await cognito.operations()).toEqual(['SignUp', 'SignUp']);
  await cognito.clearJournal();
  await cognito.fault({ operation: 'ResendConfirmationCode', kind: 'error', type: 'LimitExceededException' });
  await expect(app.call('resendSignUpCode', { username })).rejects.toMatchObject({ name: 'LimitExceededException' });
  expect(await cognito.operations()).toEqual(['ResendConfirmationCode']);
});

test('a request without a reply fails after its time limit', async ({ app, cognito }) => {
  await app.page.clock.install();
  await app.begin();
  await cognito.fault({ operation: 'SignUp', kind: 'delay' });
  const outcome = await app.start('signUp', registration);
  await cognito.arrival('SignUp');
  expect(await cognito.operations()).toEqual(['SignUp']);
  const failed = app.page.waitForEvent('requestfailed');
  await app.page.clock.fastForward(30_000);
  await expect(outcome()).rejects.toMatchObject({ name: 'TimeoutError', category: 'network', retryable: true });
  expect((await failed).failure()?.errorText).toBe('net::ERR_ABORTED');
});

test('a signal aborts the request and rejects with AbortError', async ({ app, cognito }) => {
  await app.begin();
  await cognito.fault({ operation: 'SignUp', kind: 'delay' });
  await app.page.evaluate((input) => {
    const controller = new AbortController();
    const { signal } = controller;
    harness.start('aborted', 'signUp', { ...input, options: { ...input.options, signal } });
    Object.assign(window, { controller });
  }, registration);
  await cognito.arrival('SignUp');
  expect(await cognito.operations()).toEqual(['SignUp']);
  const failed = app.page.waitForEvent('requestfailed');
  await app.page.evaluate("controller.abort('the user went away')");
  expect((await failed).failure()?.errorText).toBe('net::ERR_ABORTED');
  const outcome = await app.page.evaluate(() => harness.finish('aborted'));
  expect(outcome.error).toMatchObject({ name: 'AbortError', isAuthError: true, cause: 'the user went away' });
});

test('an aborted signal sends nothing', async ({ app, cognito }) => {
  await app.begin();
  const outcomes = await app.page.evaluate((input) => {
    const signal = AbortSignal.abort();
    return Promise.all([
      harness.call('signUp', { ...input, options: { ...input.options, signal } }),
      harness.call('signIn', { ...input, signal }),
      harness.call('getCurrentUser', { signal }),
      harness.call('fetchAuthSession', { signal }),
      harness.call('signOut', { signal }),
    ]);
  }, registration);
  for (const { error } of outcomes) expect(error).toMatchObject({ name: 'AbortError' });
  expect(await cognito.operations()).toEqual([]);
});

test('a caller that aborts does not end a refresh that others wait for', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
  await app.page.evaluate(() => {
    const controller = new AbortController();
    harness.start('aborted', 'fetchAuthSession', { forceRefresh: true, signal: controller.signal });
    harness.start('waiting', 'fetchAuthSession', { forceRefresh: true });
    Object.assign(window, { controller });
  });
  await cognito.arrival('GetTokensFromRefreshToken');
  const aborted = await app.page.evaluate(() => {
    (window as unknown as { controller: AbortController }).controller.abort();
    return harness.finish('aborted');
  });
  expect(aborted.error).toMatchObject({ name: 'AbortError' });
  await cognito.clearFaults();
  const { value } = await app.page.evaluate(() => harness.finish('waiting'));
  expect(value).toMatchObject({ isSignedIn: true });
  expect((await cognito.operations()).filter((name) => name.startsWith('GetTokens'))).toHaveLength(1);
});

test('requests whose replies have been read are not shown as failed', async ({ app }) => {
  const failed: (string | undefined)[] = [];
  app.page.on('requestfailed', (request) => failed.push(request.failure()?.errorText));
  await app.beginSignedIn();
  // Chromium cancels about every tenth of them, unless the reply has been cloned.
  for (let count = 0; count < 30; count += 1) await app.call('fetchAuthSession', { forceRefresh: true });
  expect(failed).toEqual([]);
});

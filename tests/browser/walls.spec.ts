import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Reply, userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

const { username, password } = person;

test('a redirect is not followed: the other origin sees nothing', async ({ app, cognito }) => {
  const seen: string[] = [];
  const stranger = createServer((request, response) => {
    seen.push(`${String(request.method)} ${String(request.url)}`);
    response
      .writeHead(200, { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' })
      .end('{"UserSub":"sub"}');
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const location = `http://127.0.0.1:${String((stranger.address() as AddressInfo).port)}/`;
  await app.begin();
  await app.page.route(`${cognito.origin}/`, (route) =>
    route.fulfill({ status: 307, headers: { location, 'access-control-allow-origin': '*' } }),
  );
  await expect(app.signUp()).rejects.toMatchObject({ name: 'NetworkError', isAuthError: true });
  await expect(
    app.call('signIn', { username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } }),
  ).rejects.toMatchObject({ name: 'NetworkError' });
  await app.page.route('**/moved.json', (route) => route.fulfill({ status: 302, headers: { location } }));
  await expect(app.call('Amplify.configure', undefined, { file: '/moved.json' })).rejects.toMatchObject({
    name: 'ConfigurationFileException',
  });
  expect(seen).toEqual([]);
  await new Promise((resolve) => stranger.close(resolve));
});

for (const [what, reply] of [
  ['the password', { ChallengeName: 'PASSWORD', Session: 's', ChallengeParameters: {} }],
  [
    'a choice of factors',
    { ChallengeName: 'SELECT_CHALLENGE', Session: 's', ChallengeParameters: {}, AvailableChallenges: ['PASSWORD'] },
  ],
] as const) {
  test(`a server that asks for ${what} instead of a proof does not get the password`, async ({ app, cognito }) => {
    await app.begin();
    await app.register();
    await cognito.clearJournal();
    await app.alterReplies('InitiateAuth', () => reply);
    await expect(app.signIn()).rejects.toMatchObject({
      name: 'UnexpectedChallengeException',
      category: 'service',
      isAuthError: true,
    });
    for (const challengeResponse of ['PASSWORD', password]) {
      await expect(app.call('confirmSignIn', { challengeResponse })).rejects.toMatchObject({ name: 'SignInException' });
    }
    expect(await cognito.operations()).toEqual(['InitiateAuth']);
    expect(JSON.stringify(await cognito.requests())).not.toContain(password);
    expect(await app.sessionStorage()).toEqual({});
  });
}

test('tokens that arrive before the proof of the password are rejected and revoked', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const stored = await app.localStorage();
  await app.call('signOut');
  await app.alterReplies('InitiateAuth', () => ({
    AuthenticationResult: {
      AccessToken: stored[userKey('accessToken')],
      IdToken: stored[userKey('idToken')],
      RefreshToken: 'of-a-stranger',
    },
  }));
  await cognito.clearJournal();
  await expect(app.signIn()).rejects.toMatchObject({ name: 'InvalidTokens', isAuthError: true });
  expect(await app.localStorage()).toEqual({});
  await expect.poll(() => cognito.operations()).toEqual(['InitiateAuth', 'RevokeToken']);
  const [, revocation] = await cognito.requests();
  expect(revocation?.body.Token).toBe('of-a-stranger');
});

test('an instance that forbids plain passwords never signs in with one', async ({ app, cognito }) => {
  await cognito.switchPool({ passwordless: true });
  await app.begin();
  await app.register();
  const { Auth } = (await app.call('Amplify.getConfig')) as { Auth: { Cognito: Record<string, unknown> } };
  await app.begin({ Auth: { Cognito: { ...Auth.Cognito, allowPlainPassword: false } } });
  await cognito.clearJournal();
  const refused = { name: 'PlainPasswordException', category: 'configuration', isAuthError: true };
  for (const options of [
    { authFlowType: 'USER_PASSWORD_AUTH' },
    { authFlowType: 'USER_AUTH', preferredChallenge: 'PASSWORD' },
  ]) {
    await expect(app.call('signIn', { username, password, options })).rejects.toMatchObject(refused);
  }
  expect(await cognito.operations()).toEqual([]);
  await app.call('signIn', { username, options: { authFlowType: 'USER_AUTH' } });
  await expect(app.call('confirmSignIn', { challengeResponse: 'PASSWORD' })).rejects.toMatchObject(refused);
  await app.call('confirmSignIn', { challengeResponse: 'PASSWORD_SRP' });
  expect(await app.call('confirmSignIn', { challengeResponse: password })).toMatchObject({ isSignedIn: true });
  expect(JSON.stringify(await cognito.requests())).not.toContain(password);
});

test('a key that a server requests from the authenticator is neither created nor sent', async ({ app, cognito }) => {
  await cognito.switchPool({ passwordless: true });
  await app.page.addInitScript(() => {
    const { credentials } = navigator;
    const create = credentials.create.bind(credentials);
    credentials.create = (options) => {
      Object.assign(globalThis, { asked: options?.publicKey?.extensions });
      return create(options);
    };
    PublicKeyCredential.prototype.getClientExtensionResults = () => ({
      prf: { enabled: true, results: { first: new Uint8Array(32).buffer } },
    });
    Reflect.deleteProperty(PublicKeyCredential.prototype, 'toJSON');
  });
  await addVirtualAuthenticator(app.page);
  await app.beginSignedIn();
  await app.alterReplies('StartWebAuthnRegistration', (reply) => {
    const options = reply.CredentialCreationOptions as Reply;
    const extensions = { prf: { eval: { first: 'c2VjcmV0' } }, credProps: true };
    return { ...reply, CredentialCreationOptions: { ...options, extensions } };
  });
  await cognito.clearJournal();
  await app.call('associateWebAuthnCredential');
  expect(await app.page.evaluate(() => (globalThis as { asked?: object }).asked)).toEqual({ credProps: true });
  const [, completion] = await cognito.requests();
  expect(JSON.stringify(completion?.body.Credential)).not.toContain('prf');
});

test('an endless reply is cancelled, and not requested again', async ({ app }) => {
  await app.begin();
  const { outcome, calls, read, aborted } = await app.page.evaluate(
    async (input) => {
      const counted = { calls: 0, read: 0, aborted: false };
      globalThis.fetch = (_, init) => {
        counted.calls += 1;
        init?.signal?.addEventListener('abort', () => (counted.aborted = true));
        const body = new ReadableStream({
          pull(controller) {
            counted.read += 1;
            if (counted.read > 1000) controller.close();
            else controller.enqueue(new Uint8Array(2 ** 16).fill(32));
          },
        });
        return Promise.resolve(new Response(body));
      };
      return { outcome: await harness.call('signIn', input), ...counted };
    },
    { username, password },
  );
  expect(outcome).toMatchObject({ error: { name: 'UnknownError', isAuthError: true, cause: { name: 'RangeError' } } });
  expect(calls).toBe(1);
  expect(read).toBeLessThan(25);
  expect(aborted).toBe(true);
});

for (const [what, text, length] of [
  ['declares', '{}', String(2 ** 21)],
  ['gives as one text', ' '.repeat(2 ** 20 + 1), null],
] as const) {
  test(`a reply is rejected for the length that it ${what}`, async ({ app }) => {
    await app.begin();
    const outcome = await app.page.evaluate(
      ([content, declared, input]) => {
        const headers = { get: (name: string) => (name === 'content-length' ? declared : null) };
        const reply = { status: 200, headers, text: () => Promise.resolve(content) };
        globalThis.fetch = () => Promise.resolve(reply as unknown as Response);
        return harness.call('signIn', input);
      },
      [text, length, { username, password }] as const,
    );
    expect(outcome).toMatchObject({ error: { name: 'UnknownError', cause: { name: 'RangeError' } } });
  });
}

test('a member __proto__ in a reply is plain data', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await app.page.route(`${cognito.origin}/`, (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      body: '{"ChallengeName":"CUSTOM_CHALLENGE","Session":"s","ChallengeParameters":{"__proto__":{"isAdmin":"1"},"a":"b"}}',
    }),
  );
  const facts = await app.page.evaluate(
    async (input) => {
      const { nextStep } = await harness.library.signIn(input);
      const { additionalInfo } = nextStep as { additionalInfo?: Record<string, unknown> };
      return {
        members: Object.keys(additionalInfo ?? {}).sort(),
        isPlain: Object.getPrototypeOf(additionalInfo) === Object.prototype,
        inherited: additionalInfo?.isAdmin,
      };
    },
    { username, options: { authFlowType: 'CUSTOM_WITHOUT_SRP' as const } },
  );
  expect(facts).toEqual({ members: ['__proto__', 'a'], isPlain: true, inherited: undefined });
});

test('a foreign value that misbehaves when read does not affect other calls', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await cognito.fault({ operation: 'GetUser', kind: 'delay' });
  const names = await app.page.evaluate(async () => {
    const originalFetch = globalThis.fetch;
    // This call waits for Cognito while the others misbehave.
    harness.start('other', 'fetchUserAttributes');
    const refuse = (): never => {
      throw new RangeError('of a stranger');
    };
    const signal = (members: object): object => ({
      aborted: false,
      addEventListener: () => {},
      removeEventListener: () => {},
      ...members,
    });
    const throwing = (name: string, members: object = {}): object =>
      Object.defineProperty(signal(members), name, { get: refuse, enumerable: true });
    const abortsLater = (_: string, listener: () => void): void => void setTimeout(listener);
    const signals = {
      'reason of one that is aborted': throwing('reason', { aborted: true }),
      'reason of one that is aborted later': throwing('reason', { addEventListener: abortsLater }),
      'a listener that is refused': signal({ addEventListener: refuse }),
      'a listener that stays': signal({ removeEventListener: refuse }),
    };
    const outcomes: Record<string, unknown> = {};
    for (const [what, given] of Object.entries(signals)) {
      const { error } = await harness.call('fetchDevices', { signal: given });
      outcomes[what] = error === undefined || error.isAuthError;
    }
    const twice = Object.assign(Promise.resolve(), {
      then: (resolve: (value: unknown) => void) => {
        resolve({ status: 400, text: () => Promise.resolve('{}') });
        resolve({ status: 400, text: () => Promise.resolve('{}') });
      },
    });
    const promises = {
      'a promise whose then throws': Object.assign(Promise.resolve(), { then: refuse }),
      'a promise whose then cannot be read': Object.defineProperty(Promise.resolve(), 'then', { get: refuse }),
      'a promise that settles twice': twice,
      'a reply whose members throw': new Proxy({}, { get: refuse, getOwnPropertyDescriptor: refuse }),
      'a reply of endless ancestors': new Proxy({}, { getPrototypeOf: () => new Proxy({}, {}) }),
    };
    for (const [what, given] of Object.entries(promises)) {
      globalThis.fetch = () => given as Promise<Response>;
      const { error } = await harness.call('resendSignUpCode', { username: 'jane' });
      outcomes[what] = error?.isAuthError;
    }
    globalThis.fetch = originalFetch;
    return outcomes;
  });
  expect(Object.entries(names).filter(([, isAuthError]) => isAuthError !== true)).toEqual([]);
  await cognito.clearFaults();
  expect(await app.page.evaluate(async () => (await harness.finish('other')).error?.name)).toBeUndefined();
});

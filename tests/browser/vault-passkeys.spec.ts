/** What is the page's with a session in the vault: prompts for passkeys, and the application's functions. */
import { expect, test } from './fixtures.js';
import { person } from './person.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

const { username } = person;

test('a passkey is created and used from the vault', async ({ app, cognito }) => {
  await cognito.switchPool({ passwordless: true });
  await addVirtualAuthenticator(app.page);
  await app.open();
  const config = cognito.resourcesConfig({ identityPoolId: undefined });
  await app.call('Amplify.configure', config, { vault: 'worker' });
  await app.register();
  await app.signIn();
  expect(await app.call('associateWebAuthnCredential')).toBeUndefined();
  await app.call('signOut');
  const options = { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' };
  expect(await app.call('signIn', { username, options })).toMatchObject({ isSignedIn: true });
});

test('a prompt is closed when its call is aborted, and a refused one is the same error', async ({ app, cognito }) => {
  await cognito.switchPool({ passwordless: true });
  await app.page.addInitScript(() => {
    CredentialsContainer.prototype.create = (options) =>
      new Promise((_, reject) => {
        globalThis.dispatchEvent(new Event('prompt'));
        options?.signal?.addEventListener('abort', () => {
          globalThis.dispatchEvent(new Event('closed'));
        });
        globalThis.addEventListener('refuse', () => {
          reject(new DOMException('refused', 'NotAllowedError'));
        });
      });
  });
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig({ identityPoolId: undefined }), { vault: 'worker' });
  await app.register();
  await app.signIn();
  const names = await app.page.evaluate(async () => {
    const happens = (name: string) =>
      new Promise((resolve) => {
        globalThis.addEventListener(name, resolve, { once: true });
      });
    const { associateWebAuthnCredential } = harness.library;
    const failed = (error: unknown): unknown => (error as Error).name;
    const controller = new AbortController();
    const [shown, closed] = [happens('prompt'), happens('closed')];
    const aborted = associateWebAuthnCredential({ signal: controller.signal }).catch(failed);
    await shown;
    controller.abort();
    await closed;
    const again = happens('prompt');
    const refused = associateWebAuthnCredential().catch(failed);
    await again;
    globalThis.dispatchEvent(new Event('refuse'));
    return [await aborted, await refused];
  });
  expect(names).toEqual(['AbortError', 'PasskeyRegistrationCanceled']);
});

test('the application’s functions are asked in the page', async ({ app, cognito }) => {
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig());
  await app.register();
  await cognito.clearJournal();
  const outcome = await app.page.evaluate(
    async ([config, input]) => {
      const questions: unknown[] = [];
      const auth = harness.library.createAuth(config as never, {
        vault: 'worker',
        Auth: {
          headers: () => Promise.resolve({ 'x-waf-token': 'token' }),
          clientMetadataProvider: () => Promise.resolve({ from: 'the page' }),
          credentialsProvider: {
            getCredentialsAndIdentityId: (question) => {
              questions.push(harness.plain(question));
              const credentials = {
                accessKeyId: 'a',
                secretAccessKey: 'b',
                sessionToken: 'c',
                expiration: new Date(1e12),
              };
              return Promise.resolve({ credentials, identityId: 'i' });
            },
            clearCredentialsAndIdentityId: () => undefined,
          },
        },
      });
      await auth.signIn(input);
      const { credentials, identityId } = await auth.fetchAuthSession({ forceRefresh: true });
      return { credentials, identityId, questions };
    },
    [cognito.resourcesConfig(), { username, password: person.password }] as const,
  );
  const expiration = new Date(1e12);
  expect(outcome).toMatchObject({
    credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c', expiration },
    identityId: 'i',
    questions: [{ authenticated: true, forceRefresh: true }],
  });
  expect(JSON.stringify(outcome.questions)).not.toContain('refreshToken');
  const sent = await cognito.journal();
  expect(sent.map(({ headers }) => headers['x-waf-token'])).toEqual(sent.map(() => 'token'));
  const refresh = sent.find(({ operation }) => operation === 'GetTokensFromRefreshToken');
  expect(refresh?.body.ClientMetadata).toEqual({ from: 'the page' });
});

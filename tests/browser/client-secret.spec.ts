import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';

const { username, password, email } = person;

/** The seed's pool with another app client, which has a secret. */
async function clientWithSecret(cognito: LocalCognito): Promise<{ userPoolClientId: string; clientSecret: string }> {
  const { UserPoolClient } = await cognito.userPools('CreateUserPoolClient', {
    UserPoolId: seed.userPoolId,
    ClientName: 'confidential',
    GenerateSecret: true,
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const { ClientId, ClientSecret } = UserPoolClient as { ClientId: string; ClientSecret: string };
  return { userPoolClientId: ClientId, clientSecret: ClientSecret };
}

/** Registers, confirms, signs in, refreshes the session, and resets the password. */
async function liveThrough(app: App, cognito: LocalCognito): Promise<void> {
  await app.call('signUp', { username, password, options: { userAttributes: { email } } });
  const replaced = await cognito.nextCode();
  await app.call('resendSignUpCode', { username });
  const confirmationCode = await cognito.nextCode();
  expect(confirmationCode).not.toBe(replaced);
  await app.call('confirmSignUp', { username, confirmationCode });
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  const before = (await app.session()).tokens?.accessToken.toString;
  const after = (await app.session({ forceRefresh: true })).tokens?.accessToken.toString;
  expect(after).not.toBe(before);
  await app.call('resetPassword', { username });
  await app.call('confirmResetPassword', {
    username,
    newPassword: 'Changed123',
    confirmationCode: await cognito.nextCode(),
  });
}

test('every call that needs a secret hash works with a clientSecret, with one warning', async ({ app, cognito }) => {
  const warnings: string[] = [];
  app.page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  const client = await clientWithSecret(cognito);
  await app.begin(cognito.resourcesConfig({ identityPoolId: undefined, ...client }));
  await liveThrough(app, cognito);
  expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
  expect(await app.call('signIn', { username, password: 'Changed123' })).toMatchObject({ isSignedIn: true });
  expect(warnings).toEqual([expect.stringContaining('the secret of the app client')]);
  const everywhere = JSON.stringify([
    warnings,
    await app.localStorage(),
    await app.sessionStorage(),
    await app.page.evaluate(() => harness.library.Amplify.getConfig()),
  ]);
  expect(everywhere).not.toContain(client.clientSecret);
});

test('a secretHash hook that asks the application’s server replaces the secret', async ({ app, cognito }) => {
  const { userPoolClientId, clientSecret } = await clientWithSecret(cognito);
  const config = cognito.resourcesConfig({ identityPoolId: undefined, userPoolClientId });
  await app.open();
  await app.page.exposeFunction('askServer', async (name: string) => {
    const { createHmac } = await import('node:crypto');
    return createHmac('sha256', clientSecret)
      .update(name + userPoolClientId)
      .digest('base64');
  });
  await app.page.evaluate(async (given) => {
    const { askServer } = globalThis as unknown as { askServer: (name: string) => Promise<string> };
    await harness.library.Amplify.configure(given as never, { secretHash: askServer });
  }, config);
  await liveThrough(app, cognito);
  // Revoking a refresh token needs the secret itself, which the page does not have.
  expect(await app.call('signOut')).toMatchObject({
    type: 'partial',
    signedOutLocally: true,
    revokeTokenError: { error: { name: 'NotAuthorizedException' } },
  });
});

test('a hook that throws or does not return text is a typed error', async ({ app, cognito }) => {
  const { userPoolClientId } = await clientWithSecret(cognito);
  await app.open();
  const errors = await app.page.evaluate(
    async ([config, input]) => {
      const hooks = [
        () => {
          throw new Error('out of order');
        },
        () => Promise.reject(new Error('out of order')),
        () => 42 as never,
      ];
      return Promise.all(
        hooks.map(async (secretHash) => {
          const auth = harness.library.createAuth(config as never, { secretHash });
          return harness.plain(await auth.signIn(input).catch((error: unknown) => error));
        }),
      );
    },
    [cognito.resourcesConfig({ userPoolClientId }), { username, password }] as const,
  );
  const outOfOrder = { name: 'SecretHashException', retryable: true, cause: { message: 'out of order' } };
  expect(errors).toMatchObject([outOfOrder, outOfOrder, { name: 'SecretHashException' }]);
});

test('a wrong secret is rejected by Cognito', async ({ app, cognito }) => {
  const { userPoolClientId } = await clientWithSecret(cognito);
  await app.begin(cognito.resourcesConfig({ userPoolClientId, clientSecret: 'wrong' }));
  await expect(app.signUp()).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

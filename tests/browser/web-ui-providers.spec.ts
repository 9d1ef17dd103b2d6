/** Users of other providers: Google, and one by SAML. */
import { userKey } from './app.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';
import { WebUi } from './web-ui.js';

for (const provider of ['Google', 'Company']) {
  const username = `${provider}_1001`;
  const asked = provider === 'Google' ? 'Google' : { custom: provider };

  for (const mode of ['popup', 'redirect'])
    test(`a user of ${provider} signs in by a ${mode}, and is one without a password`, async ({ app, cognito }) => {
      const ui = await WebUi.begin(app, cognito);
      if (mode === 'popup') {
        const [finish, popup] = await ui.open('signInWithWebUI', { provider: asked });
        await ui.continueAsAna(popup);
        await ui.configureWindow(popup);
        expect(await finish()).toMatchObject({ isSignedIn: true, user: { username } });
      } else {
        await app.call('signInWithRedirect', { provider: asked });
        await ui.continueAsAna(app.page);
        await ui.back(app.page);
        await app.call('Amplify.configure', ui.config);
        expect(await app.call('handleRedirectCallback')).toMatchObject({ isSignedIn: true, user: { username } });
      }
      const user = (await app.call('getCurrentUser')) as object;
      expect(user).toMatchObject({ username });
      expect(user).not.toHaveProperty('signInDetails');
      const { tokens } = await app.session();
      const [identity] = tokens?.idToken.payload.identities as { readonly providerName: string }[];
      expect(identity).toMatchObject({ providerName: provider, userId: '1001', primary: 'true' });
      const { identities, email } = (await app.call('fetchUserAttributes')) as Record<string, string>;
      expect(JSON.parse(identities ?? '')).toMatchObject([{ providerName: provider, userId: '1001' }]);
      expect(email).toBe('ana@example.com');

      const change = { oldPassword: 'Password123', newPassword: 'Password456' };
      await expect(app.call('updatePassword', change)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
      await expect(app.call('resetPassword', { username })).rejects.toMatchObject({ isAuthError: true });
      expect(await app.call('getCurrentUser')).toMatchObject({ username });
      expect(await app.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true });
      expect((await app.localStorage())[userKey('oauthMetadata', username)]).toBe('{"oauthSignIn":true}');
    });
}

test('an idpIdentifier leads to the provider', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  await cognito.userPools('UpdateIdentityProvider', {
    UserPoolId: seed.userPoolId,
    ProviderName: 'Company',
    IdpIdentifiers: ['company.example'],
  });
  const [finish, popup] = await ui.open('signInWithWebUI', { provider: { idpIdentifier: 'company.example' } });
  await ui.continueAsAna(popup);
  await ui.configureWindow(popup);
  expect(await finish()).toMatchObject({ isSignedIn: true, user: { username: 'Company_1001' } });
});

test('a user of a provider signs out everywhere, and at the pages', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  const [finish, popup] = await ui.open('signInWithWebUI', { provider: 'Google' });
  await ui.continueAsAna(popup);
  await ui.configureWindow(popup);
  await finish();
  await cognito.clearJournal();
  await ui.signOut({ global: true });
  expect(await cognito.operations()).toEqual(['GlobalSignOut', 'RevokeToken', '/logout']);
  await app.call('Amplify.configure', ui.config);
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  expect(await app.localStorage()).toEqual({});
});

test('a linked account signs in as the user to whom it is linked, until it is unlinked', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  await cognito.userPools('AdminLinkProviderForUser', {
    UserPoolId: seed.userPoolId,
    DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'username' },
    SourceUser: { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '1001' },
  });
  const signIn = async (): Promise<unknown> => {
    const [finish, popup] = await ui.open('signInWithWebUI', {
      provider: 'Google',
      options: { prompt: 'LOGIN', onExistingSession: 'replace' },
    });
    await ui.continueAsAna(popup);
    await ui.configureWindow(popup);
    return finish();
  };
  expect(await signIn()).toMatchObject({ user: { username: 'username' } });
  expect(await app.call('fetchUserAttributes')).toMatchObject({
    identities: expect.stringContaining('1001'),
  });
  await cognito.userPools('AdminDisableProviderForUser', {
    UserPoolId: seed.userPoolId,
    User: { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '1001' },
  });
  expect(await app.call('fetchUserAttributes')).not.toHaveProperty('identities');
  expect(await signIn()).toMatchObject({ user: { username: 'Google_1001' } });
});

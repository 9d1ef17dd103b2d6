import { failure } from './app.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';

test('a fresh page with the mobile configuration resolves a signed-out session', async ({ app, cognito }) => {
  await app.open();
  const config = await cognito.mobileConfiguration();
  await app.page.evaluate((json) => {
    const { Amplify, AWSCognitoAuthPlugin } = harness.library;
    Amplify.addPlugin(new AWSCognitoAuthPlugin());
    void Amplify.configure(json as never);
  }, config);
  expect(await app.session()).toStrictEqual({
    status: 'signedOut',
    isSignedIn: false,
    identityIdResult: failure('NotAuthorizedException'),
    awsCredentialsResult: failure('NotAuthorizedException'),
    userSubResult: failure('SignedOutException'),
    userPoolTokensResult: failure('SignedOutException'),
    tokens: undefined,
    credentials: undefined,
    identityId: undefined,
    userSub: undefined,
  });
  expect(await cognito.requests()).toStrictEqual([
    { operation: 'GetId', body: { IdentityPoolId: seed.identityPoolId, Logins: {} } },
  ]);
  expect(await app.localStorage()).toEqual({});
});

test('a plugin can only be added before configure', async ({ app, cognito }) => {
  await app.open();
  const config = await cognito.mobileConfiguration();
  const outcome = await app.page.evaluate(async (json) => {
    const { Amplify, AWSCognitoAuthPlugin } = harness.library;
    const first = new AWSCognitoAuthPlugin();
    Amplify.addPlugin(first);
    await Amplify.configure(json as never);
    try {
      Amplify.addPlugin(new AWSCognitoAuthPlugin());
      return 'added';
    } catch (error) {
      const kept = Amplify.Auth.getPlugin('awsCognitoAuthPlugin') === first;
      return { error: harness.plain(error), kept, session: await Amplify.Auth.fetchAuthSession() };
    }
  }, config);
  expect(outcome).toMatchObject({
    error: { name: 'AlreadyConfiguredException', category: 'configuration', isAuthError: true },
    kept: true,
    session: { isSignedIn: false },
  });
});

test('every function rejects before configure, and nothing is sent', async ({ app, cognito }) => {
  const requests: string[] = [];
  await app.open();
  app.page.on('request', (request) => requests.push(request.url()));
  const calls = [
    ['signUp', { username: 'username', password: 'Password123' }],
    ['confirmSignUp', { username: 'username', confirmationCode: '123456' }],
    ['resendSignUpCode', { username: 'username' }],
    ['signIn', { username: 'username', password: 'Password123' }],
    ['confirmSignIn', { challengeResponse: '123456' }],
    ['getCurrentUser'],
    ['fetchAuthSession'],
    ['signOut'],
    ['Amplify.Auth.signIn', { username: 'username', password: 'Password123' }],
  ] as const;
  for (const [name, ...input] of calls) {
    await expect(app.call(name, ...input), name).rejects.toMatchObject({
      name: 'AuthUserPoolException',
      category: 'configuration',
      recoverySuggestion: expect.stringContaining('Amplify.configure'),
    });
  }
  await expect(app.call('Amplify.Auth.getPlugin', 'awsCognitoAuthPlugin')).rejects.toMatchObject({
    name: 'PluginException',
    category: 'configuration',
  });
  expect(requests).toEqual([]);
  expect(await cognito.operations()).toEqual([]);
});

test('the mobile file and ResourcesConfig configure the same backend', async ({ app, cognito }) => {
  await app.begin();
  const fromMobile = (await app.call('Amplify.getConfig')) as { Auth: { Cognito: Record<string, unknown> } };
  await app.call('Amplify.configure', cognito.resourcesConfig());
  const fromResources = await app.call('Amplify.getConfig');
  expect(fromResources).toStrictEqual(cognito.resourcesConfig());
  expect(fromMobile.Auth.Cognito).toMatchObject(cognito.resourcesConfig().Auth.Cognito);
});

const unusable: readonly (readonly [what: string, config: unknown, field: RegExp])[] = [
  ['an empty object', {}, /Auth\.Cognito\.userPoolId/],
  ['null', null, /not an object/],
  ['a number', 1, /not an object/],
  ['text that is not JSON', '{"auth":', /not JSON/],
  [
    'a mobile file without PoolId',
    { auth: { plugins: { awsCognitoAuthPlugin: { CognitoUserPool: { Default: { AppClientId: 'a' } } } } } },
    /CognitoUserPool\.Default\.PoolId/,
  ],
  [
    'a mobile file without AppClientId',
    { auth: { plugins: { awsCognitoAuthPlugin: { CognitoUserPool: { Default: { PoolId: 'us-east-1_a' } } } } } },
    /CognitoUserPool\.Default\.AppClientId/,
  ],
  ['a pool id without a region', { Auth: { Cognito: { userPoolId: 'pool', userPoolClientId: 'c' } } }, /`pool`/],
  [
    'an endpoint that sends passwords in the clear',
    { Auth: { Cognito: { userPoolId: 'us-east-1_a', userPoolClientId: 'c', userPoolEndpoint: 'http://a.example/' } } },
    /Auth\.Cognito\.userPoolEndpoint/,
  ],
];
for (const [what, config, field] of unusable) {
  test(`configure rejects ${what}, and names it`, async ({ app, cognito }) => {
    await app.open();
    const refusal = { category: 'configuration', message: expect.stringMatching(field), isAuthError: true };
    await expect(app.call('Amplify.configure', config)).rejects.toMatchObject(refusal);
    await expect(app.call('fetchAuthSession')).rejects.toMatchObject(refusal);
    expect(await app.localStorage()).toEqual({});
    expect(await cognito.operations()).toEqual([]);
    expect(await app.events()).toEqual([]);
  });
}

test('configure without an argument loads amplifyconfiguration.json', async ({ app, cognito }) => {
  const config = await cognito.mobileConfiguration();
  await app.page.route('**/amplifyconfiguration.json', (route) => route.fulfill({ json: config }));
  await app.open();
  await app.call('Amplify.configure');
  expect(await app.call('Amplify.getConfig')).toMatchObject({ Auth: { Cognito: { userPoolId: seed.userPoolId } } });
  expect(await app.session()).toMatchObject({ isSignedIn: false });
});

test('a missing configuration file is named in the error, and requested again', async ({ app, cognito }) => {
  await app.open();
  const refusal = {
    name: 'ConfigurationFileException',
    category: 'configuration',
    message: expect.stringContaining('amplifyconfiguration.json'),
  };
  await expect(app.call('Amplify.configure')).rejects.toMatchObject(refusal);
  await expect(app.call('fetchAuthSession')).rejects.toMatchObject(refusal);
  const config = await cognito.mobileConfiguration();
  await app.page.route('**/amplifyconfiguration.json', (route) => route.fulfill({ json: config }));
  expect(await app.session()).toMatchObject({ isSignedIn: false });
});

test('the last configuration wins, and the session of the first client stays', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const stored = await app.localStorage();
  expect(Object.keys(stored)).not.toEqual([]);
  await app.call('Amplify.configure', cognito.resourcesConfig({ userPoolClientId: seed.webClientId }));
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  expect(await app.localStorage()).toEqual(stored);
  await app.call('Amplify.configure', await cognito.mobileConfiguration());
  expect(await app.session()).toMatchObject({ isSignedIn: true });
});

test('configure sends one event on the core channel', async ({ app, cognito }) => {
  const config = cognito.resourcesConfig();
  await app.begin(config);
  await app.session();
  await app.session();
  const events = await app.events();
  expect(events).toStrictEqual([
    { channel: 'core', source: 'Configure', event: 'configure', data: config, storedKeys: [] },
  ]);
});

test('getConfig is frozen, and the configuration object is not changed', async ({ app, cognito }) => {
  await app.open();
  const frozen = await app.page.evaluate(async (config) => {
    const { Amplify } = harness.library;
    await Amplify.configure(config as never);
    const { Auth } = Amplify.getConfig();
    return { result: Object.isFrozen(Auth?.Cognito), given: Object.isFrozen(config.Auth.Cognito) };
  }, cognito.resourcesConfig());
  expect(frozen).toEqual({ result: true, given: false });
});

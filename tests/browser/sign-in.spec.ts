import { clientKey, type Reply, userKey } from './app.js';
import { firstCode, person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';

const { username, password, email } = person;
const ClientId = seed.nativeClientId;
const userId = '11111111-2222-4333-8444-555555555555';
const signInDetails = { loginId: username, authFlowType: 'USER_SRP_AUTH' };
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };
const timestamp =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [1-9]\d? \d\d:\d\d:\d\d UTC \d{4}$/;

test.beforeEach(async ({ app }) => {
  await app.begin();
});

test('signIn proves the password with SRP and never sends it', async ({ app, cognito }) => {
  await app.register();
  await cognito.clearJournal();
  const sent: string[] = [];
  app.page.on('request', (request) => sent.push(request.url(), request.postData() ?? ''));
  expect(await app.signIn()).toStrictEqual(done);

  const journal = await cognito.journal();
  expect(await cognito.requests()).toStrictEqual([
    {
      operation: 'InitiateAuth',
      body: {
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: username, SRP_A: expect.stringMatching(/^[\da-f]{700,768}$/) },
        ClientId,
      },
    },
    {
      operation: 'RespondToAuthChallenge',
      body: {
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: {
          USERNAME: username,
          PASSWORD_CLAIM_SECRET_BLOCK: expect.stringMatching(/^[\w+/]+=*$/),
          PASSWORD_CLAIM_SIGNATURE: expect.stringMatching(/^[\w+/]{43}=$/),
          TIMESTAMP: expect.stringMatching(timestamp),
        },
        ClientId,
      },
    },
  ]);
  expect(sent).toHaveLength(4);
  expect(JSON.stringify([sent, journal])).not.toContain(password);
});

test('the challenge parameters are sent back unchanged', async ({ app }) => {
  await app.register();
  const { page } = app;
  const challenges: Reply[] = [];
  await app.alterReplies('InitiateAuth', (reply) => {
    challenges.push({ ...reply, Session: 'a session of the service' });
    return challenges[0];
  });
  const answer = page.waitForRequest(
    (request) => request.headers()['x-amz-target']?.endsWith('.RespondToAuthChallenge') ?? false,
  );
  const outcome = await app.start('signIn', { username, password });
  const { ChallengeResponses, Session } = (await answer).postDataJSON() as Record<string, Record<string, string>>;
  const parameters = challenges[0]?.ChallengeParameters as Record<string, string>;
  expect(Session).toBe('a session of the service');
  expect(ChallengeResponses).toMatchObject({
    USERNAME: parameters.USER_ID_FOR_SRP,
    PASSWORD_CLAIM_SECRET_BLOCK: parameters.SECRET_BLOCK,
  });
  await outcome().catch(() => undefined);
});

test('every sign-in uses a new secret', async ({ app, cognito }) => {
  await app.register();
  await app.signIn();
  await app.call('signOut');
  await app.signIn();
  const begun = (await cognito.requests()).filter(({ operation }) => operation === 'InitiateAuth');
  const [first, second] = begun.map(({ body }) => (body.AuthParameters as Record<string, string>).SRP_A);
  expect(first).toBeDefined();
  expect(second).not.toBe(first);
});

test("the tokens are stored under Amplify's keys, and no secret beside them", async ({ app }) => {
  await app.register();
  // Read it on its way: browsers do not keep the body of a reply that the page reads as a stream.
  let given: unknown;
  await app.alterReplies('RespondToAuthChallenge', (reply) => {
    given = reply.AuthenticationResult;
    return reply;
  });
  await app.signIn();
  await app.session();
  const { AccessToken, IdToken, RefreshToken } = given as Record<string, string>;
  const stored = await app.localStorage();
  expect(stored).toStrictEqual({
    [clientKey('LastAuthUser')]: username,
    [userKey('accessToken')]: AccessToken,
    [userKey('idToken')]: IdToken,
    [userKey('refreshToken')]: RefreshToken,
    [userKey('clockDrift')]: expect.stringMatching(/^-?\d+$/),
    [userKey('signInDetails')]: '{"loginId":"username","authFlowType":"USER_SRP_AUTH"}',
    [userKey('identity')]: expect.stringMatching(/^us-east-1:\S+ \S+ us-east-1:\S+$/),
  });
  expect(AccessToken).toBeDefined();
  expect(await app.sessionStorage()).toEqual({});
  expect(await app.page.context().cookies()).toEqual([]);
});

test('signedIn is sent once, after the tokens are stored', async ({ app }) => {
  await app.register();
  await app.signIn();
  const events = (await app.events()).filter(({ channel }) => channel === 'auth');
  expect(events).toStrictEqual([
    {
      channel: 'auth',
      source: 'Auth',
      event: 'signedIn',
      data: { username, userId, signInDetails },
      storedKeys: Object.keys(await app.localStorage()).sort(),
    },
  ]);
});

test('a listener of signedIn may call the library', async ({ app }) => {
  await app.register();
  await app.page.evaluate(() => {
    const { Hub, getCurrentUser } = harness.library;
    const seen = new Promise((resolve) => {
      Hub.listen('auth', ({ payload }) => {
        if (payload.event === 'signedIn') resolve(getCurrentUser());
      });
    });
    Object.assign(window, { seen });
  });
  await app.signIn();
  expect(await app.page.evaluate('seen')).toEqual({ username, userId, signInDetails });
});

test('getCurrentUser returns the signed-in user without a request', async ({ app, cognito }) => {
  await app.register();
  await app.signIn();
  await cognito.clearJournal();
  expect(await app.call('getCurrentUser')).toStrictEqual({ username, userId, signInDetails });
  await app.call('signOut');
  await cognito.clearJournal();
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({
    name: 'UserUnAuthenticatedException',
    category: 'signedOut',
  });
  expect(await cognito.operations()).toEqual([]);
});

test('a wrong password leaves nothing behind, and the right one then works', async ({ app, cognito }) => {
  await app.register();
  await cognito.clearJournal();
  await expect(app.signIn('Password124')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    category: 'notAuthorized',
    metadata: { httpStatusCode: 400, requestId: expect.any(String) },
  });
  expect(await cognito.operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  expect(await app.localStorage()).toEqual({});
  expect(await app.sessionStorage()).toEqual({});
  expect(await app.authEvents()).toEqual([]);
  expect(await app.signIn()).toStrictEqual(done);
});

test('an unknown user is reported if the client does not hide users', async ({ app, cognito }) => {
  await expect(app.signIn()).rejects.toMatchObject({ name: 'UserNotFoundException' });
  expect(await cognito.operations()).toEqual(['InitiateAuth']);
});

test('an unknown user looks like a wrong password if the client hides users', async ({ app, cognito }) => {
  await cognito.setClient({ PreventUserExistenceErrors: 'ENABLED' });
  await cognito.clearJournal();
  const refusal = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
  await expect(app.signIn()).rejects.toMatchObject(refusal);
  expect(await cognito.operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  await app.register();
  await cognito.clearJournal();
  await expect(app.signIn('Password124')).rejects.toMatchObject(refusal);
  expect(await cognito.operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
});

test('an unconfirmed user gets the step CONFIRM_SIGN_UP', async ({ app }) => {
  await app.signUp();
  expect(await app.signIn()).toStrictEqual({ isSignedIn: false, nextStep: { signInStep: 'CONFIRM_SIGN_UP' } });
  expect(await app.localStorage()).toEqual({});
  await app.call('confirmSignUp', { username, confirmationCode: firstCode });
  expect(await app.signIn()).toStrictEqual(done);
});

test('a user whose password was reset gets the step RESET_PASSWORD', async ({ app, cognito }) => {
  await app.register();
  await cognito.userPools('AdminResetUserPassword', { UserPoolId: seed.userPoolId, Username: username });
  expect(await app.signIn()).toStrictEqual({ isSignedIn: false, nextStep: { signInStep: 'RESET_PASSWORD' } });
});

test('a second signIn is rejected without a request', async ({ app, cognito }) => {
  await app.register();
  await app.signIn();
  const stored = await app.localStorage();
  await cognito.clearJournal();
  await expect(app.signIn()).rejects.toMatchObject({
    name: 'UserAlreadyAuthenticatedException',
    category: 'invalidState',
  });
  expect(await cognito.operations()).toEqual([]);
  expect(await app.localStorage()).toEqual(stored);
});

test('a flow that is not enabled is rejected by Cognito', async ({ app }) => {
  await app.register();
  const options = { authFlowType: 'USER_PASSWORD_AUTH' };
  await expect(app.call('signIn', { username, password, options })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    category: 'service',
  });
});

test('USER_PASSWORD_AUTH signs in with one request', async ({ app, cognito }) => {
  await app.register();
  await cognito.setClient({ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
  await cognito.clearJournal();
  const options = { authFlowType: 'USER_PASSWORD_AUTH', clientMetadata: { a: '1' } };
  expect(await app.call('signIn', { username, password, options })).toStrictEqual(done);
  expect(await cognito.requests()).toStrictEqual([
    {
      operation: 'InitiateAuth',
      body: {
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: username, PASSWORD: password },
        ClientMetadata: { a: '1' },
        ClientId,
      },
    },
  ]);
  expect(await app.call('getCurrentUser')).toMatchObject({
    signInDetails: { loginId: username, authFlowType: 'USER_PASSWORD_AUTH' },
  });
  expect(JSON.stringify([await app.localStorage(), await app.sessionStorage()])).not.toContain(password);
});

test('the mobile file sets the default flow', async ({ app, cognito }) => {
  await app.register();
  await cognito.setClient({ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
  const text = JSON.stringify(await cognito.mobileConfiguration()).replace('USER_SRP_AUTH', 'USER_PASSWORD_AUTH');
  await app.call('Amplify.configure', text);
  expect(await app.signIn()).toStrictEqual(done);
});

test('the session is stored under the username that Cognito returns', async ({ app, cognito }) => {
  const pool = await cognito.createPool({ UsernameAttributes: ['email'] });
  await cognito.preSignUp('confirm-and-verify');
  await app.call('Amplify.configure', cognito.resourcesConfig({ ...pool, identityPoolId: undefined }));
  await app.call('signUp', { username: email, password, options: { userAttributes: { email } } });
  await app.call('signIn', { username: email, password });
  const user = (await app.call('getCurrentUser')) as { username: string };
  expect(user).toMatchObject({ signInDetails: { loginId: email, authFlowType: 'USER_SRP_AUTH' } });
  expect(user.username).not.toBe(email);
  const prefix = `CognitoIdentityServiceProvider.${pool.userPoolClientId}`;
  expect(await app.localStorage()).toMatchObject({
    [`${prefix}.LastAuthUser`]: user.username,
    [`${prefix}.${user.username}.signInDetails`]: `{"loginId":"${email}","authFlowType":"USER_SRP_AUTH"}`,
  });
});

for (const name of ['Jörg_Müller', '用户', "o'neil+tag@example.com"]) {
  test(`a user may have the name ${name} and any password`, async ({ app }) => {
    const secret = 'pässwörd ✓ 𝔘𝔫𝔦';
    await app.call('signUp', { username: name, password: secret, options: { userAttributes: { email } } });
    await app.call('confirmSignUp', { username: name, confirmationCode: firstCode });
    expect(await app.call('signIn', { username: name, password: secret })).toStrictEqual(done);
    expect(await app.call('getCurrentUser')).toMatchObject({ username: name });
    expect(await app.localStorage()).toHaveProperty([userKey('accessToken', name)]);
  });
}

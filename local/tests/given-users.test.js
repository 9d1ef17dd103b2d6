/** Users that a test asks for in one call. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { SEED, startServer } from '../src/index.js';
import { call, freshCognito, newPool, send, test } from './support/calls.js';
import { answer, passwordRequest, WITH_PASSWORD_FLOW } from './support/sign-ins.js';
import { signInWithSrp } from './support/srp-client.js';

const JANE = { username: 'jane', password: 'Password123', email: 'jane@example.com' };
const FIRST_SUB = '11111111-2222-4333-8444-555555555555';

const LOCAL = 'http://localhost:9229/';
const keyOf = (clientId, name) => `CognitoIdentityServiceProvider.${clientId}.jane.${name}`;
const clientsIn = (storageItems) => [...new Set(Object.keys(storageItems).map((key) => key.split('.')[1]))].sort();

const attributesOf = async (cognito, Username) => {
  const { UserAttributes } = await call(cognito, 'AdminGetUser', { UserPoolId: SEED.userPoolId, Username });
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
};

describe('a created user', () => {
  it('signs in with the password', async () => {
    const cognito = freshCognito();
    assert.deepEqual(await cognito.createUser(JANE), {
      username: 'jane',
      sub: FIRST_SUB,
      userPoolId: SEED.userPoolId,
    });
    const { AuthenticationResult } = await signInWithSrp(cognito, { username: 'jane' });
    assert.ok(AuthenticationResult.AccessToken);
  });

  it('has the attributes, verified addresses, and the groups', async () => {
    const cognito = freshCognito();
    const others = { attributes: { name: 'Jane' }, phoneNumber: '+15555550100', groups: ['admins', 'editors'] };
    await cognito.createUser({ ...JANE, ...others });
    assert.deepEqual(await attributesOf(cognito, 'jane'), {
      sub: FIRST_SUB,
      email: 'jane@example.com',
      email_verified: 'true',
      phone_number: '+15555550100',
      phone_number_verified: 'true',
      name: 'Jane',
    });
    const { Groups } = await call(cognito, 'AdminListGroupsForUser', {
      UserPoolId: SEED.userPoolId,
      Username: 'jane',
    });
    assert.deepEqual(
      Groups.map(({ GroupName }) => GroupName),
      ['admins', 'editors'],
    );
  });

  it('brings the custom attributes that the pool lacks, as texts that can be changed, also after a reset', async () => {
    const cognito = freshCognito();
    const attributes = { name: 'Jane', 'custom:plan': 'gold' };
    await cognito.seedUsers([
      { ...JANE, attributes },
      { ...JANE, username: 'bo', email: 'bo@example.com', attributes },
    ]);
    for (const state of ['new', 'reset']) {
      if (state === 'reset') cognito.reset();
      assert.equal((await attributesOf(cognito, 'jane'))['custom:plan'], 'gold', state);
      const { UserPool } = await call(cognito, 'DescribeUserPool', { UserPoolId: SEED.userPoolId });
      const custom = UserPool.SchemaAttributes.filter(({ Name }) => Name.startsWith('custom:'));
      assert.deepEqual(custom, [{ Name: 'custom:plan', AttributeDataType: 'String', Mutable: true, Required: false }]);
      const { accessToken } = await cognito.signInAs('jane');
      const UserAttributes = [{ Name: 'custom:plan', Value: 'silver' }];
      await call(cognito, 'UpdateUserAttributes', { AccessToken: accessToken, UserAttributes });
      assert.equal((await attributesOf(cognito, 'jane'))['custom:plan'], 'silver', state);
    }
  });

  it('leaves the pool as it is if the user is refused', async () => {
    const cognito = freshCognito();
    const refused = { ...JANE, password: 'short', attributes: { 'custom:plan': 'gold' } };
    await assert.rejects(cognito.createUser(refused), { name: 'InvalidPasswordException' });
    assert.deepEqual(cognito.dump().userPools[0].customAttributes, []);
  });

  it('must replace a temporary password', async () => {
    const cognito = freshCognito();
    await cognito.createUser({ username: 'jane', temporaryPassword: 'Password123' });
    const { ChallengeName } = await signInWithSrp(cognito, { username: 'jane' });
    assert.equal(ChallengeName, 'NEW_PASSWORD_REQUIRED');
  });

  for (const [mfa, challenge] of [
    ['TOTP', 'SOFTWARE_TOKEN_MFA'],
    [{ totp: 'JBSWY3DPEHPK3PXP' }, 'SOFTWARE_TOKEN_MFA'],
    ['SMS', 'SMS_MFA'],
    ['EMAIL', 'EMAIL_OTP'],
    [['SMS', 'TOTP'], 'SELECT_MFA_TYPE'],
  ]) {
    it(`is asked for ${JSON.stringify(mfa)} as a second factor`, async () => {
      const cognito = freshCognito();
      await cognito.createUser({ ...JANE, phoneNumber: '+15555550100', mfa });
      const { ChallengeName } = await signInWithSrp(cognito, { username: 'jane' });
      assert.equal(ChallengeName, challenge);
    });
  }

  it('passes with the code of the authenticator app', async () => {
    const cognito = freshCognito();
    const { totpSecret } = await cognito.createUser({ ...JANE, mfa: 'TOTP' });
    assert.equal(totpSecret, 'JBSWY3DPEHPK3PXP');
    const { ChallengeName, Session } = await signInWithSrp(cognito, { username: 'jane' });
    const code = await cognito.totpCode('jane');
    const request = answer(ChallengeName, Session, { USERNAME: 'jane', SOFTWARE_TOKEN_MFA_CODE: code });
    const { AuthenticationResult } = await call(cognito, 'RespondToAuthChallenge', request);
    assert.ok(AuthenticationResult);
  });

  it('leaves users without second factors as they are', async () => {
    const cognito = freshCognito();
    await cognito.createUser({ ...JANE, mfa: 'TOTP' });
    await cognito.createUser({ username: 'bo', password: 'Password123' });
    assert.ok((await signInWithSrp(cognito, { username: 'bo' })).AuthenticationResult);
  });

  it('has an e-mail address as the username where the pool wants one', async () => {
    const cognito = freshCognito();
    const { UserPoolId, ClientId } = await newPool(cognito, { UsernameAttributes: ['email'] }, WITH_PASSWORD_FLOW);
    const { username, sub } = await cognito.createUser({
      username: 'jane@example.com',
      password: 'Password123!',
      userPoolId: UserPoolId,
    });
    assert.equal(username, sub);
    const request = { ...passwordRequest('Password123!', 'jane@example.com'), ClientId };
    const { AuthenticationResult } = await call(cognito, 'InitiateAuth', request);
    const { UserAttributes } = await call(cognito, 'GetUser', { AccessToken: AuthenticationResult.AccessToken });
    assert.ok(UserAttributes.some(({ Name, Value }) => Name === 'email_verified' && Value === 'true'));
  });
});

describe('a description of a user', () => {
  const refusals = [
    [undefined, 'A user must be an object.'],
    [[JANE], 'A user must be an object.'],
    [{ password: 'Password123' }, 'A user needs a username, which is a text.'],
    [{ username: 7 }, 'A user needs a username, which is a text.'],
    [
      { username: 'jane', passwort: 'x' },
      /^The user "jane": there is no member passwort\. There are username, .*groups\.$/,
    ],
    [{ username: 'jane', password: 1 }, 'The user "jane": password must be a text.'],
    [{ ...JANE, temporaryPassword: 'x' }, 'The user "jane": password and temporaryPassword exclude each other.'],
    [{ ...JANE, attributes: { age: 7 } }, 'The user "jane": attributes must be an object of texts.'],
    [{ ...JANE, groups: 'admins' }, 'The user "jane": groups must be a list of names.'],
    [{ ...JANE, mfa: 'SMS' }, 'The user "jane": mfa SMS needs a phoneNumber.'],
    [{ username: 'jane', mfa: 'EMAIL' }, 'The user "jane": mfa EMAIL needs an email.'],
    [{ ...JANE, mfa: 'totp' }, /^The user "jane": mfa must be 'TOTP', 'SMS', 'EMAIL', /],
    [{ ...JANE, mfa: { totp: 'not base32' } }, /^The user "jane": mfa must be /],
  ];
  for (const [given, message] of refusals) {
    it(`is refused with what is wrong: ${JSON.stringify(given) ?? 'nothing'}`, async () => {
      const cognito = freshCognito();
      await assert.rejects(cognito.createUser(given), { name: 'TypeError', message });
      assert.deepEqual(cognito.dump().users, []);
    });
  }

  for (const [given, name, message] of [
    [{ ...JANE, password: 'short' }, 'InvalidPasswordException', /^The user "jane": Password did not conform/],
    [{ ...JANE, email: 'nobody' }, 'InvalidParameterException', /^The user "jane": Invalid email address format/],
    [{ ...JANE, attributes: { 'custom:': 'gold' } }, 'InvalidParameterException', /custom:/],
    [{ ...JANE, attributes: { ['custom:' + 'a'.repeat(21)]: 'gold' } }, 'InvalidParameterException', /custom:a/],
    [{ ...JANE, attributes: { plan: 'gold' } }, 'InvalidParameterException', /plan/],
    [{ ...JANE, userPoolId: 'us-east-1_None' }, 'ResourceNotFoundException', /us-east-1_None/],
  ]) {
    it(`is refused with the name of AWS's error: ${JSON.stringify(given)}`, async () => {
      await assert.rejects(freshCognito().createUser(given), { name, message });
    });
  }

  it('is refused if the username is taken', async () => {
    const cognito = freshCognito();
    await cognito.createUser(JANE);
    await assert.rejects(cognito.createUser(JANE), { name: 'UsernameExistsException', message: /^The user "jane": / });
  });
});

describe('the users of a server', () => {
  let server;
  after(() => server.close());

  it('are there from the start and after a reset, as they were', async () => {
    const bo = { username: 'bo', password: 'Password123', mfa: 'TOTP' };
    server = await startServer({ port: 0, deterministic: true, users: [JANE, bo] });
    const { cognito } = server;
    const users = () => cognito.dump().users.map(({ username, sub, totp }) => [username, sub, totp?.secret]);
    const before = users();
    assert.equal(before.length, 2);
    await server.createUser({ username: 'cy', password: 'Password123' });
    await call(cognito, 'AdminDeleteUser', { UserPoolId: SEED.userPoolId, Username: 'jane' });
    cognito.reset();
    assert.deepEqual(users(), before);
    const { ChallengeName } = await signInWithSrp(cognito, { username: 'bo' });
    assert.equal(ChallengeName, 'SOFTWARE_TOKEN_MFA');
  });

  it('do not share their ids with users who sign up after a reset', async () => {
    server.cognito.reset();
    const { sub } = await server.createUser({ username: 'cy', mfa: 'TOTP' });
    const subs = server.cognito.dump().users.map((user) => user.sub);
    assert.equal(new Set(subs).size, 3);
    assert.equal(subs.at(-1), sub);
    const secrets = server.cognito.dump().users.flatMap(({ totp }) => totp?.secret ?? []);
    assert.equal(new Set(secrets).size, 2);
  });

  it('are left out with the seed', async () => {
    await test(server.cognito, 'POST', 'reset', { seed: false });
    assert.deepEqual(server.cognito.dump().users, []);
    server.cognito.reset();
  });

  it('are refused before the server listens', async () => {
    await assert.rejects(startServer({ port: 0, users: [JANE, { ...JANE, username: 'bo', password: 'x' }] }), {
      name: 'InvalidPasswordException',
      message: /^The user "bo": /,
    });
    await assert.rejects(startServer({ port: 0, users: JANE }), { message: 'users must be a list.' });
  });
});

describe('a session without a sign-in', () => {
  it('has tokens that the operations accept', async () => {
    const cognito = freshCognito();
    await cognito.createUser({ ...JANE, mfa: 'TOTP', groups: ['admins'] });
    const session = await cognito.signInAs('jane');
    assert.deepEqual([session.username, session.sub, session.clientId], ['jane', FIRST_SUB, SEED.webClientId]);
    const { Username } = await call(cognito, 'GetUser', { AccessToken: session.accessToken });
    assert.equal(Username, 'jane');
    const claims = JSON.parse(Buffer.from(session.idToken.split('.')[1], 'base64url').toString());
    assert.deepEqual([claims.email, claims['cognito:groups']], ['jane@example.com', ['admins']]);
    const refreshed = await call(cognito, 'GetTokensFromRefreshToken', {
      ClientId: SEED.webClientId,
      RefreshToken: session.refreshToken,
    });
    assert.ok(refreshed.AuthenticationResult.AccessToken);
  });

  it('belongs to the app client that is named, and to no other', async () => {
    const cognito = freshCognito();
    await cognito.createUser(JANE);
    const { clientId, accessToken, storageItems } = await cognito.signInAs('jane', { clientId: SEED.nativeClientId });
    assert.equal(clientId, SEED.nativeClientId);
    assert.equal(JSON.parse(atob(accessToken.split('.')[1])).client_id, SEED.nativeClientId);
    assert.deepEqual(clientsIn(storageItems), [SEED.nativeClientId]);
  });

  it('is found by a page, whichever client without a secret it is configured with', async () => {
    const cognito = freshCognito();
    await cognito.createUser(JANE);
    const secretive = { UserPoolId: SEED.userPoolId, ClientName: 'server', GenerateSecret: true };
    await call(cognito, 'CreateUserPoolClient', secretive);
    const { storageItems, accessToken } = await cognito.signInAs('jane');
    const { auth } = await (await cognito.handle(new Request(`${LOCAL}amplifyconfiguration.json`))).json();
    const { AppClientId } = auth.plugins.awsCognitoAuthPlugin.CognitoUserPool.Default;
    assert.deepEqual(clientsIn(storageItems), [AppClientId, cognito.defaultBackend.clientId].sort());
    for (const ClientId of clientsIn(storageItems)) {
      const [token, RefreshToken] = ['accessToken', 'refreshToken'].map((name) => storageItems[keyOf(ClientId, name)]);
      assert.equal(JSON.parse(atob(token.split('.')[1])).client_id, ClientId);
      assert.equal((await call(cognito, 'GetUser', { AccessToken: token })).Username, 'jane');
      await call(cognito, 'GetTokensFromRefreshToken', { ClientId, RefreshToken });
    }
    assert.equal(storageItems[keyOf(cognito.defaultBackend.clientId, 'accessToken')], accessToken);
  });

  it('is found by pages with each configuration of a pool', async () => {
    const of = (userPoolClientId) => ({ Auth: { Cognito: { userPoolId: 'eu-west-1_A', userPoolClientId } } });
    const cognito = freshCognito({ configurations: [of('phones'), of('pages')] });
    await cognito.createUser(JANE);
    const { clientId, storageItems } = await cognito.signInAs('jane');
    assert.equal(clientId, 'phones');
    assert.deepEqual(clientsIn(storageItems), ['pages', 'phones']);
  });

  it('is missing only where a trigger refuses the client', async () => {
    const preTokenGeneration = (event) => {
      if (event.callerContext.clientId === SEED.nativeClientId) throw new Error('Not there.');
      return event;
    };
    const cognito = freshCognito({ triggers: { preTokenGeneration } });
    await cognito.createUser(JANE);
    assert.deepEqual(clientsIn((await cognito.signInAs('jane')).storageItems), [SEED.webClientId]);
    await assert.rejects(cognito.signInAs('jane', { clientId: SEED.nativeClientId }), {
      name: 'UserLambdaValidationException',
    });
  });

  it('is refused for nobody, for no client, and for users who may not sign in', async () => {
    const cognito = freshCognito();
    await cognito.createUser(JANE);
    await assert.rejects(cognito.signInAs('bo'), {
      name: 'UserNotFoundException',
      message: 'There is no user "bo" in us-east-1_SeedPool1. There are jane.',
    });
    await assert.rejects(cognito.signInAs(7), { name: 'TypeError' });
    const elsewhere = cognito.signInAs('jane', { userPoolId: 'us-east-1_None' });
    await assert.rejects(elsewhere, { name: 'ResourceNotFoundException', message: /There are us-east-1_SeedPool1\.$/ });
    const noClient = cognito.signInAs('jane', { clientId: 'none' });
    await assert.rejects(noClient, { name: 'ResourceNotFoundException', message: /has no app client none\.$/ });
    await call(cognito, 'AdminDisableUser', { UserPoolId: SEED.userPoolId, Username: 'jane' });
    await assert.rejects(cognito.signInAs('jane'), { name: 'NotAuthorizedException', message: 'User is disabled.' });
    await assert.rejects(cognito.totpCode('jane'), { name: 'SoftwareTokenMFANotFoundException' });
  });

  it('is made over HTTP, too, for tests in other languages', async () => {
    const cognito = freshCognito();
    const created = await test(cognito, 'POST', 'users', { ...JANE, mfa: 'TOTP' });
    assert.equal(created.sub, FIRST_SUB);
    const { storageItems, accessToken } = await test(cognito, 'POST', 'sign-in', { username: 'jane' });
    assert.equal(storageItems[`CognitoIdentityServiceProvider.${SEED.webClientId}.jane.accessToken`], accessToken);
    const { code } = await test(cognito, 'POST', 'totp-code', { username: 'jane' });
    assert.equal(code, await cognito.totpCode('jane'));
    const refusal = await test(cognito, 'POST', 'users', { username: 'bo', passwort: 'x' });
    assert.equal(refusal.__type, 'InvalidParameterException');
    assert.match(refusal.message, /there is no member passwort/);
    assert.equal((await test(cognito, 'POST', 'sign-in', { username: 'bo' })).__type, 'UserNotFoundException');
  });
});

describe('a user without a password', () => {
  it('cannot sign in with any', async () => {
    const cognito = freshCognito();
    await cognito.createUser({ username: 'jane' });
    await call(cognito, 'UpdateUserPoolClient', {
      UserPoolId: SEED.userPoolId,
      ClientId: SEED.nativeClientId,
      ...WITH_PASSWORD_FLOW,
    });
    const { body } = await send(cognito, 'InitiateAuth', passwordRequest('Password123', 'jane'));
    assert.equal(body.__type, 'NotAuthorizedException');
  });
});

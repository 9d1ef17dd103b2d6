import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import {
  SEED_USER,
  call,
  confirmedUser,
  freshCognito,
  newPool,
  refused,
  updateClient,
  withClient,
} from './support/calls.js';
import { beginSrp, proof, signInWithSrp, verifierAnswer } from './support/srp-client.js';

const { userPoolId: UserPoolId } = SEED;
const DAY_MS = 24 * 60 * 60 * 1000;
const named = { UserPoolId, Username: 'username' };
const INVITATION = { ...named, TemporaryPassword: 'Temporary1', UserAttributes: SEED_USER.UserAttributes };
const INVALID = 'InvalidParameterException';

async function askedForNewPassword(cognito, password = 'Temporary1') {
  const output = await signInWithSrp(cognito, { password });
  assert.equal(output.ChallengeName, 'NEW_PASSWORD_REQUIRED');
  return output;
}

const newPassword = (Session, responses = {}, rest = {}) =>
  withClient({
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session,
    ChallengeResponses: { USERNAME: 'username', NEW_PASSWORD: 'NewPassword123', ...responses },
    ...rest,
  });

describe('AdminCreateUser', () => {
  it('creates a user who must change the password, and sends the password', async () => {
    const cognito = freshCognito();
    const { User } = await call(cognito, 'AdminCreateUser', INVITATION);
    assert.deepEqual([User.Username, User.UserStatus, User.Enabled], ['username', 'FORCE_CHANGE_PASSWORD', true]);
    const [message] = cognito.outbox.messages();
    assert.deepEqual([message.purpose, message.medium, message.code], ['INVITATION', 'EMAIL', 'Temporary1']);
    await refused(cognito, 'AdminCreateUser', INVITATION, 'UsernameExistsException');
  });

  it('sends nothing if told so, and generates a password if none is given', async () => {
    const cognito = freshCognito();
    await call(cognito, 'AdminCreateUser', { ...INVITATION, MessageAction: 'SUPPRESS' });
    assert.deepEqual(cognito.outbox.messages(), []);

    const { UserPoolId: strict, ClientId } = await newPool(cognito, {});
    const { UserAttributes } = SEED_USER;
    await call(cognito, 'AdminCreateUser', { UserPoolId: strict, Username: 'made', UserAttributes });
    const [{ code: password }] = cognito.outbox.messages('made');
    const { ChallengeName } = await signInWithSrp(cognito, {
      ...{ username: 'made', password, poolId: strict },
      client: { ClientId },
    });
    assert.equal(ChallengeName, 'NEW_PASSWORD_REQUIRED');
  });

  it('moves an alias from another user only if told so', async () => {
    const cognito = freshCognito();
    const { UserPoolId: other } = await newPool(cognito, { AliasAttributes: ['email'] });
    const UserAttributes = [...SEED_USER.UserAttributes, { Name: 'email_verified', Value: 'true' }];
    const invitation = { UserPoolId: other, UserAttributes };
    await call(cognito, 'AdminCreateUser', { ...invitation, Username: 'first' });
    const second = { ...invitation, Username: 'second' };
    await refused(cognito, 'AdminCreateUser', second, 'AliasExistsException');
    await call(cognito, 'AdminCreateUser', { ...second, ForceAliasCreation: true });
    const holder = { UserPoolId: other, Username: 'my@email.com' };
    assert.equal((await call(cognito, 'AdminGetUser', holder)).Username, 'second');
  });

  it('resends an invitation only to users who have not signed in yet', async () => {
    const cognito = freshCognito();
    await call(cognito, 'AdminCreateUser', INVITATION);
    const again = { ...INVITATION, MessageAction: 'RESEND', TemporaryPassword: 'Temporary2' };
    await call(cognito, 'AdminCreateUser', again);
    await askedForNewPassword(cognito, 'Temporary2');
    await call(cognito, 'AdminSetUserPassword', { ...named, Password: 'Password123', Permanent: true });
    await refused(cognito, 'AdminCreateUser', again, 'UnsupportedUserStateException');
  });
});

describe('NEW_PASSWORD_REQUIRED', () => {
  it('follows a temporary password, and answering it signs in', async () => {
    const cognito = freshCognito();
    await call(cognito, 'AdminCreateUser', INVITATION);
    const { ChallengeParameters, Session } = await askedForNewPassword(cognito);
    assert.deepEqual(ChallengeParameters, {
      USER_ID_FOR_SRP: 'username',
      requiredAttributes: '[]',
      userAttributes: '{"email":"my@email.com"}',
    });
    const output = await call(cognito, 'RespondToAuthChallenge', newPassword(Session));
    assert.ok(output.AuthenticationResult.RefreshToken);
    const { UserStatus } = await call(cognito, 'AdminGetUser', named);
    assert.equal(UserStatus, 'CONFIRMED');
    await signInWithSrp(cognito, { password: 'NewPassword123' });
  });

  it('also follows it in the password flow', async () => {
    const cognito = freshCognito();
    await updateClient(cognito, { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] });
    await call(cognito, 'AdminCreateUser', INVITATION);
    const AuthParameters = { USERNAME: 'username', PASSWORD: 'Temporary1' };
    const request = withClient({ AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    const { ChallengeName } = await call(cognito, 'InitiateAuth', request);
    assert.equal(ChallengeName, 'NEW_PASSWORD_REQUIRED');
  });

  it('asks for missing attributes and stores them', async () => {
    const cognito = freshCognito();
    await call(cognito, 'AdminCreateUser', { ...INVITATION, UserAttributes: [] });
    const { ChallengeParameters, Session } = await askedForNewPassword(cognito);
    assert.equal(ChallengeParameters.requiredAttributes, '["userAttributes.email"]');
    assert.equal(
      await refused(cognito, 'RespondToAuthChallenge', newPassword(Session), INVALID),
      'Invalid attributes given, email is missing',
    );
    const complete = { 'userAttributes.email': 'my@email.com', 'userAttributes.name': 'A' };
    await call(cognito, 'RespondToAuthChallenge', newPassword(Session, complete));
    const { UserAttributes } = await call(cognito, 'AdminGetUser', named);
    assert.deepEqual(UserAttributes.slice(1), [
      { Name: 'email', Value: 'my@email.com' },
      { Name: 'name', Value: 'A' },
    ]);
  });

  it('survives a weak password and is used up by a good one', async () => {
    const cognito = freshCognito();
    await call(cognito, 'AdminCreateUser', INVITATION);
    const { Session } = await askedForNewPassword(cognito);
    const weak = newPassword(Session, { NEW_PASSWORD: 'short' });
    await refused(cognito, 'RespondToAuthChallenge', weak, 'InvalidPasswordException');
    const none = newPassword(Session, { NEW_PASSWORD: '' });
    assert.equal(
      await refused(cognito, 'RespondToAuthChallenge', none, INVALID),
      'Missing required parameter NEW_PASSWORD',
    );
    await call(cognito, 'RespondToAuthChallenge', newPassword(Session));
    await refused(cognito, 'RespondToAuthChallenge', newPassword(Session), 'NotAuthorizedException');
  });

  it('requires the Session of the same user and client, for three minutes', async () => {
    const cognito = freshCognito();
    await call(cognito, 'AdminCreateUser', INVITATION);
    await call(cognito, 'AdminCreateUser', { ...INVITATION, Username: 'other' });
    const challenge = await beginSrp(cognito);
    const secretBlock = challenge.ChallengeParameters.SECRET_BLOCK.slice(0, 1024);
    const { Session } = await askedForNewPassword(cognito);
    const type = 'NotAuthorizedException';
    for (const input of [
      newPassword(undefined),
      newPassword('forged'.repeat(5)),
      newPassword(secretBlock),
      newPassword(Session, { USERNAME: 'other' }),
      newPassword(Session, {}, { ClientId: SEED.webClientId }),
    ]) {
      const message = await refused(cognito, 'RespondToAuthChallenge', input, type);
      assert.equal(message, 'Invalid session for the user.');
    }
    cognito.clock.advance(180_000);
    const message = await refused(cognito, 'RespondToAuthChallenge', newPassword(Session), type);
    assert.equal(message, 'Invalid session for the user, session is expired.');
  });

  it('is not sent if the temporary password has expired', async () => {
    const cognito = freshCognito();
    await call(cognito, 'AdminCreateUser', INVITATION);
    cognito.clock.advance(7 * DAY_MS);
    const answer = verifierAnswer(await proof(await beginSrp(cognito), 'Temporary1'));
    const message = await refused(cognito, 'RespondToAuthChallenge', answer, 'NotAuthorizedException');
    assert.match(message, /^Temporary password has expired/);
  });
});

describe('an administrator', () => {
  it('sets permanent and temporary passwords', async () => {
    const cognito = freshCognito();
    await confirmedUser(cognito);
    await call(cognito, 'AdminSetUserPassword', { ...named, Password: 'Another123' });
    await askedForNewPassword(cognito, 'Another123');
    await call(cognito, 'AdminSetUserPassword', { ...named, Password: 'Another456', Permanent: true });
    const { AuthenticationResult } = await signInWithSrp(cognito, { password: 'Another456' });
    assert.ok(AuthenticationResult);
    const weak = { ...named, Password: 'short' };
    await refused(cognito, 'AdminSetUserPassword', weak, 'InvalidPasswordException');
  });

  it('confirms a user once, without verifying the address', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    await call(cognito, 'AdminConfirmSignUp', named);
    await refused(cognito, 'AdminConfirmSignUp', named, 'NotAuthorizedException');
    const { UserStatus, UserAttributes } = await call(cognito, 'AdminGetUser', named);
    assert.equal(UserStatus, 'CONFIRMED');
    assert.ok(!UserAttributes.some(({ Name }) => Name === 'email_verified'));
    await signInWithSrp(cognito);
  });

  it('resets a password only if a code can be sent', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    await refused(cognito, 'AdminResetUserPassword', named, INVALID);
    await call(cognito, 'ConfirmSignUp', withClient({ Username: 'username', ConfirmationCode: '123456' }));
    await call(cognito, 'AdminResetUserPassword', named);
    assert.equal(cognito.outbox.messages().at(-1).purpose, 'RESET_PASSWORD');
    assert.equal((await call(cognito, 'AdminGetUser', named)).UserStatus, 'RESET_REQUIRED');
  });

  it('ends the sign-ins of a user by disabling the user', async () => {
    const cognito = freshCognito();
    await confirmedUser(cognito);
    const { AuthenticationResult } = await signInWithSrp(cognito);
    await call(cognito, 'AdminDisableUser', named);
    await call(cognito, 'AdminEnableUser', named);
    const { AccessToken } = AuthenticationResult;
    await refused(cognito, 'GetUser', { AccessToken }, 'NotAuthorizedException');
    await signInWithSrp(cognito);
  });

  it('finds users by sub, too, and no others', async () => {
    const cognito = freshCognito();
    const sub = await confirmedUser(cognito);
    const found = await call(cognito, 'AdminGetUser', { UserPoolId, Username: sub });
    assert.equal(found.Username, 'username');
    await call(cognito, 'AdminDeleteUser', named);
    for (const operation of ['AdminGetUser', 'AdminDeleteUser', 'AdminConfirmSignUp', 'AdminEnableUser']) {
      await refused(cognito, operation, named, 'UserNotFoundException');
    }
    const nowhere = { UserPoolId: 'us-east-1_Nowhere', Username: 'username' };
    await refused(cognito, 'AdminGetUser', nowhere, 'ResourceNotFoundException');
  });
});

describe('user pools and app clients', () => {
  it('are described as they were created', async () => {
    const cognito = freshCognito();
    const { UserPoolId: id, ClientId } = await newPool(cognito, {
      UsernameAttributes: ['email'],
      Policies: { PasswordPolicy: { MinimumLength: 6 } },
    });
    const { UserPool } = await call(cognito, 'DescribeUserPool', { UserPoolId: id });
    assert.equal(UserPool.Name, 'other');
    assert.deepEqual(UserPool.UsernameAttributes, ['email']);
    const { MinimumLength, RequireSymbols } = UserPool.Policies.PasswordPolicy;
    assert.deepEqual([MinimumLength, RequireSymbols], [6, false]);
    const { UserPoolClient } = await call(cognito, 'DescribeUserPoolClient', { UserPoolId: id, ClientId });
    assert.equal(UserPoolClient.ClientName, 'app');
    assert.equal(UserPoolClient.ClientSecret, undefined);
  });

  it('are reset to defaults where an update leaves settings out', async () => {
    const cognito = freshCognito();
    await updateClient(cognito, { PreventUserExistenceErrors: 'ENABLED', AccessTokenValidity: 2 });
    const { UserPoolClient } = await updateClient(cognito, { ClientName: 'renamed' });
    assert.equal(UserPoolClient.ClientName, 'renamed');
    assert.equal(UserPoolClient.PreventUserExistenceErrors, undefined);
    assert.equal(UserPoolClient.AccessTokenValidity, undefined);
  });

  it('reject what AWS rejects', async () => {
    const cognito = freshCognito();
    const client = { UserPoolId, ClientId: SEED.nativeClientId };
    for (const settings of [
      { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] },
      { ExplicitAuthFlows: ['ALLOW_ANYTHING'] },
      { AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: 'minutes' } },
      { IdTokenValidity: 25, TokenValidityUnits: { IdToken: 'hours' } },
      { RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: 'minutes' } },
      { AuthSessionValidity: 16 },
    ]) {
      await refused(cognito, 'UpdateUserPoolClient', { ...client, ...settings }, INVALID);
    }
    const both = { PoolName: 'p', UsernameAttributes: ['email'], AliasAttributes: ['email'] };
    await refused(cognito, 'CreateUserPool', both, INVALID);
    const elsewhere = await newPool(cognito, {});
    const mixed = { UserPoolId: elsewhere.UserPoolId, ClientId: SEED.nativeClientId };
    await refused(cognito, 'DescribeUserPoolClient', mixed, 'ResourceNotFoundException');
  });

  it('reject what this server does not support', async () => {
    const cognito = freshCognito();
    const LambdaConfig = { PreSignUp: 'arn:aws:lambda:us-east-1:0:function:f' };
    const message = await refused(cognito, 'CreateUserPool', { PoolName: 'p', LambdaConfig }, INVALID);
    assert.match(message, /^This local Cognito/);
    const unsendable = { PoolName: 'p', MfaConfiguration: 'ON' };
    assert.match(await refused(cognito, 'CreateUserPool', unsendable, INVALID), /^An SMS configuration/);
  });
});

describe('ListUsers', () => {
  it('says that it has no filters, instead of calling them unknown', async () => {
    const body = { UserPoolId: SEED.userPoolId, Filter: 'email = "a@b.test"' };
    const message = await refused(freshCognito(), 'ListUsers', body, 'InvalidParameterException');
    assert.equal(message, "The local Cognito does not support 'filter'.");
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED_USER, call, freshCognito, newPool, refused, updateClient, withClient } from './support/calls.js';
import { signInWithSrp, beginSrp, proof, verifierAnswer } from './support/srp-client.js';
import { accessToken, lastCode, setAttributes, switched, NAMED } from './support/sign-ins.js';

const HOUR_MS = 60 * 60 * 1000;
const INVALID = 'InvalidParameterException';
const REFUSED = 'NotAuthorizedException';
const named = withClient({ Username: 'username' });
const attributesOf = async (cognito, AccessToken) => {
  const { UserAttributes } = await call(cognito, 'GetUser', { AccessToken });
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
};

describe('a forgotten password', () => {
  const confirm = (ConfirmationCode, Password = 'Changed123') => ({ ...named, ConfirmationCode, Password });

  it('is replaced with the code that was sent', async () => {
    const cognito = await switched({});
    const { CodeDeliveryDetails } = await call(cognito, 'ForgotPassword', named);
    assert.deepEqual(CodeDeliveryDetails, {
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'm***@e***',
    });
    const code = lastCode(cognito);
    await refused(cognito, 'ConfirmForgotPassword', confirm('000000'), 'CodeMismatchException');
    await refused(cognito, 'ConfirmForgotPassword', confirm(code, 'short'), 'InvalidPasswordException');
    await call(cognito, 'ConfirmForgotPassword', confirm(code));
    await refused(cognito, 'ConfirmForgotPassword', confirm(code), 'ExpiredCodeException');
    const old = verifierAnswer(await proof(await beginSrp(cognito)));
    await refused(cognito, 'RespondToAuthChallenge', old, REFUSED);
    assert.ok((await signInWithSrp(cognito, { password: 'Changed123' })).AuthenticationResult);
  });

  it('has an hour, and five wrong codes', async () => {
    const cognito = await switched({});
    await call(cognito, 'ForgotPassword', named);
    cognito.clock.advance(HOUR_MS);
    await refused(cognito, 'ConfirmForgotPassword', confirm(lastCode(cognito)), 'ExpiredCodeException');
    await call(cognito, 'ForgotPassword', named);
    for (let i = 0; i < 5; i += 1) {
      await refused(cognito, 'ConfirmForgotPassword', confirm('000000'), 'CodeMismatchException');
    }
    await refused(cognito, 'ConfirmForgotPassword', confirm(lastCode(cognito)), 'LimitExceededException');
  });

  it('needs an address that is proven, and a password that is forgotten', async () => {
    const cognito = await switched({});
    await setAttributes(cognito, { email_verified: 'false' });
    await refused(cognito, 'ForgotPassword', named, INVALID);
    await call(cognito, 'AdminSetUserPassword', { ...NAMED, Password: 'Temporary1' });
    await refused(cognito, 'ForgotPassword', named, REFUSED);
  });

  it('tells about unknown users what the client allows', async () => {
    const cognito = await switched({});
    const nobody = withClient({ Username: 'nobody' });
    const confirmation = { ...nobody, ConfirmationCode: '123456', Password: 'Changed123' };
    await refused(cognito, 'ForgotPassword', nobody, 'UserNotFoundException');
    await refused(cognito, 'ConfirmForgotPassword', confirmation, 'UserNotFoundException');
    await updateClient(cognito, { PreventUserExistenceErrors: 'ENABLED' });
    assert.ok((await call(cognito, 'ForgotPassword', nobody)).CodeDeliveryDetails.Destination);
    await refused(cognito, 'ConfirmForgotPassword', confirmation, 'CodeMismatchException');
  });

  it('is not found out about users who are disabled or cannot be reached, where the client hides them', async () => {
    const cognito = await switched({});
    await updateClient(cognito, { PreventUserExistenceErrors: 'ENABLED' });
    const sent = cognito.outbox.messages().length;
    await setAttributes(cognito, { email_verified: 'false' });
    assert.ok((await call(cognito, 'ForgotPassword', named)).CodeDeliveryDetails.Destination);
    await setAttributes(cognito, { email_verified: 'true' });
    await call(cognito, 'AdminDisableUser', NAMED);
    for (const operation of ['ForgotPassword', 'ResendConfirmationCode']) {
      assert.ok((await call(cognito, operation, named)).CodeDeliveryDetails.Destination, operation);
    }
    await refused(cognito, 'ConfirmForgotPassword', confirm('123456'), 'CodeMismatchException');
    assert.equal(cognito.outbox.messages().length, sent);
  });

  it('answers who is unconfirmed, and sends nothing', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    assert.ok((await call(cognito, 'ForgotPassword', named)).CodeDeliveryDetails);
    assert.equal(cognito.outbox.messages().length, 1);
  });
});

describe('ChangePassword', () => {
  it('wants the old password before it looks at the new one', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    const change = (PreviousPassword, ProposedPassword) => ({ AccessToken, PreviousPassword, ProposedPassword });
    await refused(cognito, 'ChangePassword', change('wrong password', 'short'), REFUSED);
    await refused(cognito, 'ChangePassword', change('Password123', 'short'), 'InvalidPasswordException');
    assert.equal(
      await refused(cognito, 'ChangePassword', change(undefined, 'Changed123'), INVALID),
      'Missing required parameter OldPassword',
    );
    await call(cognito, 'ChangePassword', change('Password123', 'Changed123'));
    assert.ok((await signInWithSrp(cognito, { password: 'Changed123' })).AuthenticationResult);
  });
});

describe('attributes', () => {
  const update = (AccessToken, attributes) => ({
    AccessToken,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });
  const verify = (AccessToken, Code, AttributeName = 'email') => ({ AccessToken, AttributeName, Code });

  it('keep the old address until the new one is proven, where the pool wants it', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    const changes = update(AccessToken, { name: 'A', email: 'new@email.com' });
    const { CodeDeliveryDetailsList } = await call(cognito, 'UpdateUserAttributes', changes);
    const delivery = { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'n***@e***' };
    assert.deepEqual(CodeDeliveryDetailsList, [delivery]);
    const before = await attributesOf(cognito, AccessToken);
    assert.deepEqual([before.name, before.email, before.email_verified], ['A', 'my@email.com', 'true']);

    await refused(cognito, 'VerifyUserAttribute', verify(AccessToken, '000000'), 'CodeMismatchException');
    const again = { AccessToken, AttributeName: 'email' };
    const { CodeDeliveryDetails } = await call(cognito, 'GetUserAttributeVerificationCode', again);
    assert.deepEqual(CodeDeliveryDetails, delivery);
    const code = lastCode(cognito);
    await call(cognito, 'VerifyUserAttribute', verify(AccessToken, code));
    const { email, email_verified } = await attributesOf(cognito, AccessToken);
    assert.deepEqual([email, email_verified], ['new@email.com', 'true']);
    assert.deepEqual(cognito.dump().users[0].unverifiedAttributes, {});
    await refused(cognito, 'VerifyUserAttribute', verify(AccessToken, code), 'ExpiredCodeException');
  });

  it('change at once elsewhere, and are unproven until the code comes', async () => {
    const cognito = freshCognito();
    const pool = await newPool(cognito, { AutoVerifiedAttributes: ['email'] });
    const { ClientId, UserPoolId } = pool;
    await call(cognito, 'SignUp', { ClientId, ...SEED_USER, Password: 'Passw0rd!' });
    await call(cognito, 'ConfirmSignUp', { ClientId, Username: 'username', ConfirmationCode: lastCode(cognito) });
    const options = { client: { ClientId }, poolId: UserPoolId, password: 'Passw0rd!' };
    const { AccessToken } = (await signInWithSrp(cognito, options)).AuthenticationResult;
    await call(cognito, 'UpdateUserAttributes', update(AccessToken, { email: 'new@email.com' }));
    const { email, email_verified } = await attributesOf(cognito, AccessToken);
    assert.deepEqual([email, email_verified], ['new@email.com', 'false']);
    await call(cognito, 'VerifyUserAttribute', verify(AccessToken, lastCode(cognito)));
    assert.equal((await attributesOf(cognito, AccessToken)).email_verified, 'true');
  });

  it('do not prove a new address with the code for another', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    await call(cognito, 'GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
    const forOld = lastCode(cognito);
    await call(cognito, 'UpdateUserAttributes', update(AccessToken, { email: 'new@email.com' }));
    await refused(cognito, 'VerifyUserAttribute', verify(AccessToken, forOld), 'CodeMismatchException');

    // Nor where no code is sent by itself.
    const { UserPoolId } = NAMED;
    await call(cognito, 'UpdateUserPool', { UserPoolId });
    await call(cognito, 'GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
    await call(cognito, 'UpdateUserAttributes', update(AccessToken, { email: 'another@email.com' }));
    await refused(cognito, 'VerifyUserAttribute', verify(AccessToken, lastCode(cognito)), 'ExpiredCodeException');
  });

  it('are deleted unless the pool requires them', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    await call(cognito, 'UpdateUserAttributes', update(AccessToken, { name: 'A' }));
    await call(cognito, 'DeleteUserAttributes', { AccessToken, UserAttributeNames: ['name'] });
    assert.equal((await attributesOf(cognito, AccessToken)).name, undefined);
    await refused(cognito, 'DeleteUserAttributes', { AccessToken, UserAttributeNames: ['email'] }, INVALID);
  });

  it('that are no addresses, or are not there, cannot be proven', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    for (const AttributeName of ['name', 'phone_number']) {
      await refused(cognito, 'GetUserAttributeVerificationCode', { AccessToken, AttributeName }, INVALID);
    }
    await refused(cognito, 'VerifyUserAttribute', verify(AccessToken, '123456', 'sub'), INVALID);
  });
});

describe('DeleteUser', () => {
  it('leaves nobody behind', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    await refused(cognito, 'DeleteUser', { AccessToken: 'a.b.c' }, REFUSED);
    assert.deepEqual(await call(cognito, 'DeleteUser', { AccessToken }), {});
    await refused(cognito, 'GetUser', { AccessToken }, 'UserNotFoundException');
    assert.deepEqual(cognito.dump().users, []);
  });
});

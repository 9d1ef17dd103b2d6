import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED_USER, call, freshCognito, newPool, refused, updateClient, withClient } from './support/calls.js';
import { signInWithSrp, beginSrp, proof, verifierAnswer } from './support/srp-client.js';
import { accessToken, lastCode, setAttributes, switched, NAMED, WRONG } from './support/sign-ins.js';

const HOUR_MS = 60 * 60 * 1000;
const INVALID = 'InvalidParameterException';
const REFUSED = 'NotAuthorizedException';
const named = withClient({ Username: 'username' });
/** The delivery of a code, with a masked address. */
const MASKED = /^[a-z]\*{3}@[a-z]\*{3}$/;
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

  it('allows one hour and five wrong codes', async () => {
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

  it('needs a verified address, and a user whose password can be reset', async () => {
    const cognito = await switched({});
    await setAttributes(cognito, { email_verified: 'false' });
    await refused(cognito, 'ForgotPassword', named, INVALID);
    await call(cognito, 'AdminSetUserPassword', { ...NAMED, Password: 'Temporary1' });
    await refused(cognito, 'ForgotPassword', named, REFUSED);
  });

  it('reveals unknown users only if the client allows it', async () => {
    const cognito = await switched({});
    const nobody = withClient({ Username: 'nobody' });
    const confirmation = { ...nobody, ConfirmationCode: '123456', Password: 'Changed123' };
    await refused(cognito, 'ForgotPassword', nobody, 'UserNotFoundException');
    await refused(cognito, 'ConfirmForgotPassword', confirmation, 'UserNotFoundException');
    await updateClient(cognito, { PreventUserExistenceErrors: 'ENABLED' });
    const { CodeDeliveryDetails } = await call(cognito, 'ForgotPassword', nobody);
    assert.match(CodeDeliveryDetails.Destination, MASKED);
    assert.deepEqual((await call(cognito, 'ForgotPassword', nobody)).CodeDeliveryDetails, CodeDeliveryDetails);
    await refused(cognito, 'ConfirmForgotPassword', confirmation, 'CodeMismatchException');
  });

  it('does not reveal disabled or unreachable users if the client hides users', async () => {
    const cognito = await switched({});
    await updateClient(cognito, { PreventUserExistenceErrors: 'ENABLED' });
    const sent = cognito.outbox.messages().length;
    await setAttributes(cognito, { email_verified: 'false' });
    const { CodeDeliveryDetails: claimed } = await call(cognito, 'ForgotPassword', named);
    assert.match(claimed.Destination, MASKED);
    await setAttributes(cognito, { email_verified: 'true' });
    await call(cognito, 'AdminDisableUser', NAMED);
    for (const operation of ['ForgotPassword', 'ResendConfirmationCode']) {
      assert.deepEqual((await call(cognito, operation, named)).CodeDeliveryDetails, claimed, operation);
    }
    await refused(cognito, 'ConfirmForgotPassword', confirm('123456'), 'CodeMismatchException');
    assert.equal(cognito.outbox.messages().length, sent);
  });

  it('replies to unconfirmed users but sends nothing', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    assert.match((await call(cognito, 'ForgotPassword', named)).CodeDeliveryDetails.Destination, MASKED);
    assert.equal(cognito.outbox.messages().length, 1);
    await refused(cognito, 'ConfirmForgotPassword', confirm('123456'), 'UserNotConfirmedException');
  });

  it('reveals disabled users if the client does not hide users', async () => {
    const cognito = await switched({});
    await call(cognito, 'AdminDisableUser', NAMED);
    for (const [operation, input] of [
      ['ForgotPassword', named],
      ['ConfirmForgotPassword', confirm('123456')],
    ]) {
      assert.equal(await refused(cognito, operation, input, REFUSED), 'User is disabled.', operation);
    }
  });

  it('ends a lockout once it is replaced', async () => {
    const cognito = await switched({});
    const challenge = await beginSrp(cognito);
    const wrong = verifierAnswer(await proof(challenge, 'wrong'));
    for (let i = 0; i < 5; i += 1) await refused(cognito, 'RespondToAuthChallenge', wrong, REFUSED);
    const message = await refused(cognito, 'RespondToAuthChallenge', wrong, REFUSED);
    assert.equal(message, 'Password attempts exceeded');
    await call(cognito, 'ForgotPassword', named);
    await call(cognito, 'ConfirmForgotPassword', confirm(lastCode(cognito)));
    assert.ok((await signInWithSrp(cognito, { password: 'Changed123' })).AuthenticationResult);
  });
});

describe('ChangePassword', () => {
  it('checks the old password before the new one', async () => {
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

  it('cannot be used to guess the old password', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    const guess = (PreviousPassword) =>
      refused(cognito, 'ChangePassword', { AccessToken, PreviousPassword, ProposedPassword: 'Changed123' }, REFUSED);
    for (let i = 0; i < 5; i += 1) assert.equal(await guess('wrong'), WRONG);
    assert.equal(await guess('Password123'), 'Password attempts exceeded');
  });
});

describe('attributes', () => {
  const update = (AccessToken, attributes) => ({
    AccessToken,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });
  const verify = (AccessToken, Code, AttributeName = 'email') => ({ AccessToken, AttributeName, Code });

  it('keep the old address until the new one is verified, if the pool requires that', async () => {
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

  it('otherwise change at once, and are unverified until the code is entered', async () => {
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

  it('do not accept the code for another address', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    await call(cognito, 'GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
    const forOld = lastCode(cognito);
    await call(cognito, 'UpdateUserAttributes', update(AccessToken, { email: 'new@email.com' }));
    await refused(cognito, 'VerifyUserAttribute', verify(AccessToken, forOld), 'CodeMismatchException');

    // The same in a pool that does not verify addresses automatically.
    const { UserPoolId } = NAMED;
    await call(cognito, 'UpdateUserPool', { UserPoolId });
    await call(cognito, 'GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
    await call(cognito, 'UpdateUserAttributes', update(AccessToken, { email: 'another@email.com' }));
    await refused(cognito, 'VerifyUserAttribute', verify(AccessToken, lastCode(cognito)), 'ExpiredCodeException');
  });

  it('are verified with a code that is at most a day old', async () => {
    const cognito = await switched({});
    await setAttributes(cognito, { phone_number: '+15555550123' });
    for (const AttributeName of ['email', 'phone_number']) {
      const send = async () =>
        call(cognito, 'GetUserAttributeVerificationCode', { AccessToken: await accessToken(cognito), AttributeName });
      await send();
      cognito.clock.advance(24 * HOUR_MS);
      const late = verify(await accessToken(cognito), lastCode(cognito), AttributeName);
      await refused(cognito, 'VerifyUserAttribute', late, 'ExpiredCodeException');
      await send();
      cognito.clock.advance(24 * HOUR_MS - 1);
      const inTime = verify(await accessToken(cognito), lastCode(cognito), AttributeName);
      await call(cognito, 'VerifyUserAttribute', inTime);
    }
  });

  it('that do not change send nothing, and cancel a pending change', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    await call(cognito, 'UpdateUserAttributes', update(AccessToken, { email: 'new@email.com' }));
    const code = lastCode(cognito);
    const sent = cognito.outbox.messages().length;
    const same = update(AccessToken, { email: 'my@email.com' });
    const { CodeDeliveryDetailsList } = await call(cognito, 'UpdateUserAttributes', same);
    assert.deepEqual(CodeDeliveryDetailsList, []);
    assert.equal(cognito.outbox.messages().length, sent);
    assert.deepEqual(cognito.dump().users[0].unverifiedAttributes, {});
    await refused(cognito, 'VerifyUserAttribute', verify(AccessToken, code), 'ExpiredCodeException');
  });

  it('that the pool requires cannot be empty', async () => {
    const cognito = await switched({});
    const emptied = update(await accessToken(cognito), { email: '' });
    const message = await refused(cognito, 'UpdateUserAttributes', emptied, INVALID);
    assert.equal(message, 'Invalid attributes given, email is missing');
  });

  it("cannot be another user's address if users sign in with addresses", async () => {
    const cognito = freshCognito();
    const { ClientId, UserPoolId } = await newPool(cognito, { AliasAttributes: ['email'] });
    const create = async (Username, email, email_verified) => {
      const attributes = Object.entries({ email, email_verified }).map(([Name, Value]) => ({ Name, Value }));
      await call(cognito, 'AdminCreateUser', { UserPoolId, Username, UserAttributes: attributes });
      await call(cognito, 'AdminSetUserPassword', { UserPoolId, Username, Password: 'Passw0rd!', Permanent: true });
    };
    await create('first', 'my@email.com', 'true');
    await create('second', 'my@email.com', 'false');
    await create('third', 'other@email.com', 'true');
    const tokenOf = async (username) => {
      const options = { username, client: { ClientId }, poolId: UserPoolId, password: 'Passw0rd!' };
      return (await signInWithSrp(cognito, options)).AuthenticationResult.AccessToken;
    };
    const second = await tokenOf('second');
    await call(cognito, 'GetUserAttributeVerificationCode', { AccessToken: second, AttributeName: 'email' });
    await refused(cognito, 'VerifyUserAttribute', verify(second, lastCode(cognito)), 'AliasExistsException');
    const taking = update(await tokenOf('third'), { email: 'my@email.com' });
    await refused(cognito, 'UpdateUserAttributes', taking, 'AliasExistsException');
  });

  it('are deleted unless the pool requires them', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    await call(cognito, 'UpdateUserAttributes', update(AccessToken, { name: 'A' }));
    await call(cognito, 'DeleteUserAttributes', { AccessToken, UserAttributeNames: ['name'] });
    assert.equal((await attributesOf(cognito, AccessToken)).name, undefined);
    await refused(cognito, 'DeleteUserAttributes', { AccessToken, UserAttributeNames: ['email'] }, INVALID);
  });

  it('that are missing or are not addresses cannot be verified', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    for (const AttributeName of ['name', 'phone_number']) {
      await refused(cognito, 'GetUserAttributeVerificationCode', { AccessToken, AttributeName }, INVALID);
    }
    await refused(cognito, 'VerifyUserAttribute', verify(AccessToken, '123456', 'sub'), INVALID);
  });
});

describe('DeleteUser', () => {
  it('removes the user', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    await refused(cognito, 'DeleteUser', { AccessToken: 'a.b.c' }, REFUSED);
    assert.deepEqual(await call(cognito, 'DeleteUser', { AccessToken }), {});
    await refused(cognito, 'GetUser', { AccessToken }, 'UserNotFoundException');
    assert.deepEqual(cognito.dump().users, []);
  });
});

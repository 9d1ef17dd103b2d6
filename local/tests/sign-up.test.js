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
  send,
  updateClient,
  withClient,
} from './support/calls.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const QUARTER_HOUR_MS = 15 * 60 * 1000;
const MASKED = { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'm***@e***' };
const { Username } = SEED_USER;
const email = (Value) => [{ Name: 'email', Value }];

const adminGetUser = (cognito, user = Username) =>
  call(cognito, 'AdminGetUser', { UserPoolId: SEED.userPoolId, Username: user });
const confirm = (ConfirmationCode, rest = {}) => withClient({ Username, ConfirmationCode, ...rest });

describe('SignUp', () => {
  it('creates an unconfirmed user and sends a code', async () => {
    const cognito = freshCognito();
    const output = await call(cognito, 'SignUp', withClient(SEED_USER));
    assert.deepEqual(output, {
      UserConfirmed: false,
      UserSub: '11111111-2222-4333-8444-555555555555',
      CodeDeliveryDetails: MASKED,
    });
    assert.deepEqual(cognito.outbox.messages(), [
      {
        username: 'username',
        destination: 'my@email.com',
        medium: 'EMAIL',
        purpose: 'SIGN_UP',
        code: '123456',
        at: cognito.clock.nowMs(),
      },
    ]);
    assert.equal((await adminGetUser(cognito)).UserStatus, 'UNCONFIRMED');
  });

  it('accepts members that describe the client', async () => {
    await call(
      freshCognito(),
      'SignUp',
      withClient({
        ...SEED_USER,
        ValidationData: [{ Name: 'a', Value: '1' }],
        ClientMetadata: { b: '2' },
        UserContextData: { EncodedData: 'x' },
        AnalyticsMetadata: { AnalyticsEndpointId: 'y' },
      }),
    );
  });

  it('rejects a taken username, whatever its case', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    for (const taken of ['username', 'USERNAME', 'UserName']) {
      const again = withClient({ ...SEED_USER, Username: taken });
      await refused(cognito, 'SignUp', again, 'UsernameExistsException');
    }
  });

  it('gives a username to only one of two simultaneous calls', async () => {
    const cognito = freshCognito();
    const both = [1, 2].map(() => send(cognito, 'SignUp', withClient(SEED_USER)));
    const types = (await Promise.all(both)).map(({ body }) => body.__type);
    assert.deepEqual(types.sort(), ['UsernameExistsException', undefined]);
    assert.equal(cognito.dump().users.length, 1);
  });

  it('distinguishes case in a case-sensitive pool', async () => {
    const cognito = freshCognito();
    const { ClientId } = await newPool(cognito, { Policies: { PasswordPolicy: {} } });
    for (const name of ['someone', 'SOMEONE']) {
      await call(cognito, 'SignUp', { ClientId, Username: name, Password: 'password' });
    }
  });

  it("enforces the pool's password policy", async () => {
    const cognito = freshCognito();
    const short = withClient({ ...SEED_USER, Password: 'Pass12' });
    assert.match(await refused(cognito, 'SignUp', short, 'InvalidPasswordException'), /not long/);
    await call(cognito, 'SignUp', withClient({ ...SEED_USER, Password: 'password' }));

    const { ClientId } = await newPool(cognito, {});
    for (const [Password, missing] of [
      ['passw0rd!', 'uppercase'],
      ['PASSW0RD!', 'lowercase'],
      ['Password!', 'numeric'],
      ['Passw0rdd', 'symbol'],
    ]) {
      const weak = { ClientId, Username: 'weak', Password };
      const message = await refused(cognito, 'SignUp', weak, 'InvalidPasswordException');
      assert.match(message, new RegExp(missing));
    }
    await call(cognito, 'SignUp', { ClientId, Username: 'strong', Password: 'Passw0rd!' });
  });

  it('accepts the same symbols as AWS', async () => {
    const cognito = freshCognito();
    const { ClientId } = await newPool(cognito, {});
    const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
    const plain = [...letters, ...letters.map((letter) => letter.toUpperCase()), ...'0123456789'].join('');
    const weak = { ClientId, Username: 'weak', Password: plain };
    assert.match(await refused(cognito, 'SignUp', weak, 'InvalidPasswordException'), /symbol/);
    for (const [i, symbol] of [...'^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+- '].entries()) {
      await call(cognito, 'SignUp', { ClientId, Username: `user${i}`, Password: `Passw0rd${symbol}d` });
    }
  });

  it('requires known, well-formed and complete attributes', async () => {
    const cognito = freshCognito();
    const invalid = 'InvalidParameterException';
    for (const [UserAttributes, text] of [
      [[], /email: The attribute is required/],
      [email(''), /required/],
      [email('nonsense'), /Invalid email address format/],
      ...['555', '15555550123', '+05555550123', `+${'1'.repeat(16)}`, '+1 555 555 0123'].map((Value) => [
        [...email('a@b.cc'), { Name: 'phone_number', Value }],
        /Invalid phone number/,
      ]),
      [[...email('a@b.cc'), { Name: 'shoe_size', Value: '44' }], /could not be determined/],
      [[...email('a@b.cc'), { Name: 'sub', Value: 'me' }], /non-mutable attribute sub/],
    ]) {
      const input = withClient({ ...SEED_USER, UserAttributes });
      assert.match(await refused(cognito, 'SignUp', input, invalid), text);
    }
  });

  it('rejects attributes that the client may not write', async () => {
    const cognito = freshCognito();
    const verified = [...SEED_USER.UserAttributes, { Name: 'email_verified', Value: 'true' }];
    const claimed = withClient({ ...SEED_USER, UserAttributes: verified });
    await refused(cognito, 'SignUp', claimed, 'NotAuthorizedException');

    await updateClient(cognito, { WriteAttributes: ['email'] });
    const named = [...SEED_USER.UserAttributes, { Name: 'name', Value: 'A' }];
    const unwritable = withClient({ ...SEED_USER, UserAttributes: named });
    await refused(cognito, 'SignUp', unwritable, 'NotAuthorizedException');
  });

  it("accepts the pool's custom attributes", async () => {
    const cognito = freshCognito();
    const { ClientId } = await newPool(cognito, {
      Schema: [{ Name: 'shoe_size', AttributeDataType: 'String' }],
    });
    const input = { ClientId, Username: 'someone', Password: 'Passw0rd!' };
    const shoes = (Name) => ({ ...input, UserAttributes: [{ Name, Value: '44' }] });
    await refused(cognito, 'SignUp', shoes('custom:hat_size'), 'InvalidParameterException');
    await call(cognito, 'SignUp', shoes('custom:shoe_size'));
  });

  it('is not allowed if only administrators create users', async () => {
    const cognito = freshCognito();
    const { ClientId } = await newPool(cognito, {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
    const input = { ClientId, Username: 'someone', Password: 'Passw0rd!' };
    await refused(cognito, 'SignUp', input, 'NotAuthorizedException');
  });

  it('sends a text message when the pool verifies phones', async () => {
    const cognito = freshCognito();
    const { ClientId } = await newPool(cognito, {
      AutoVerifiedAttributes: ['email', 'phone_number'],
    });
    const output = await call(cognito, 'SignUp', {
      ClientId,
      Username: 'someone',
      Password: 'Passw0rd!',
      UserAttributes: [...email('my@email.com'), { Name: 'phone_number', Value: '+15555550123' }],
    });
    assert.deepEqual(output.CodeDeliveryDetails, {
      AttributeName: 'phone_number',
      DeliveryMedium: 'SMS',
      Destination: '+*******0123',
    });
    assert.equal(cognito.outbox.messages('+15555550123')[0].medium, 'SMS');
  });
});

describe('ConfirmSignUp', () => {
  it('confirms the user and the address', async () => {
    const cognito = freshCognito();
    await confirmedUser(cognito);
    const { UserStatus, UserAttributes } = await adminGetUser(cognito);
    assert.equal(UserStatus, 'CONFIRMED');
    assert.deepEqual(cognito.dump().users[0].codes, {});
    assert.deepEqual(UserAttributes.slice(1), [
      { Name: 'email', Value: 'my@email.com' },
      { Name: 'email_verified', Value: 'true' },
    ]);
  });

  it('refuses a wrong code and leaves the user as it was', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    const message = await refused(cognito, 'ConfirmSignUp', confirm('000000'), 'CodeMismatchException');
    assert.equal(message, 'Invalid verification code provided, please try again.');
    assert.equal((await adminGetUser(cognito)).UserStatus, 'UNCONFIRMED');
    await call(cognito, 'ConfirmSignUp', confirm('123456', { ForceAliasCreation: true }));
  });

  it('refuses a code after a day', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    cognito.clock.advance(DAY_MS);
    await refused(cognito, 'ConfirmSignUp', confirm('123456'), 'ExpiredCodeException');
    cognito.clock.advance(-1);
    await call(cognito, 'ConfirmSignUp', confirm('123456'));
  });

  it('refuses a user who is disabled', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    await call(cognito, 'AdminDisableUser', { UserPoolId: SEED.userPoolId, Username });
    const message = await refused(cognito, 'ConfirmSignUp', confirm('123456'), 'NotAuthorizedException');
    assert.equal(message, 'User is disabled.');
  });

  it('refuses a user who is confirmed already', async () => {
    const cognito = freshCognito();
    await confirmedUser(cognito);
    const message = await refused(cognito, 'ConfirmSignUp', confirm('123456'), 'NotAuthorizedException');
    assert.equal(message, 'User cannot be confirmed. Current status is CONFIRMED');
  });

  it('locks the user out for a while after many wrong codes', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    for (let i = 0; i < 5; i += 1) {
      await refused(cognito, 'ConfirmSignUp', confirm('000000'), 'CodeMismatchException');
    }
    await refused(cognito, 'ConfirmSignUp', confirm('123456'), 'LimitExceededException');
    cognito.clock.advance(QUARTER_HOUR_MS - 1);
    await refused(cognito, 'ConfirmSignUp', confirm('123456'), 'LimitExceededException');
    cognito.clock.advance(1);
    await call(cognito, 'ConfirmSignUp', confirm('123456'));
  });

  it('stops counting wrong codes after the same time', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    const wrong = () => refused(cognito, 'ConfirmSignUp', confirm('000000'), 'CodeMismatchException');
    for (let i = 0; i < 4; i += 1) await wrong();
    cognito.clock.advance(QUARTER_HOUR_MS + 1);
    for (let i = 0; i < 4; i += 1) await wrong();
    await call(cognito, 'ConfirmSignUp', confirm('123456'));
  });

  it('reveals an unknown user only if the client does not hide users', async () => {
    const cognito = freshCognito();
    await refused(cognito, 'ConfirmSignUp', confirm('123456'), 'UserNotFoundException');
    await updateClient(cognito, { PreventUserExistenceErrors: 'ENABLED' });
    await refused(cognito, 'ConfirmSignUp', confirm('123456'), 'CodeMismatchException');
  });

  it('moves a taken alias only with ForceAliasCreation', async () => {
    const cognito = freshCognito();
    const { ClientId } = await newPool(cognito, {
      AliasAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
    });
    const codes = [];
    for (const name of ['first', 'second']) {
      await call(cognito, 'SignUp', { ...SEED_USER, ClientId, Username: name, Password: 'Passw0rd!' });
      codes.push(cognito.outbox.messages(name)[0].code);
    }
    const confirmed = (user, code) => ({ ClientId, Username: user, ConfirmationCode: code });
    await call(cognito, 'ConfirmSignUp', confirmed('first', codes[0]));
    const second = confirmed('second', codes[1]);
    await refused(cognito, 'ConfirmSignUp', second, 'AliasExistsException');
    await call(cognito, 'ConfirmSignUp', { ...second, ForceAliasCreation: true });
    const holders = cognito.dump().users.filter(({ attributes }) => attributes.email_verified === 'true');
    assert.deepEqual(
      holders.map(({ username }) => username),
      ['second'],
    );
  });

  it('never moves an address that another user signs in with', async () => {
    const cognito = freshCognito();
    const { ClientId } = await newPool(cognito, {
      UsernameAttributes: ['email', 'phone_number'],
      AutoVerifiedAttributes: ['email'],
    });
    const first = { ClientId, Username: 'my@email.com', Password: 'Passw0rd!' };
    await call(cognito, 'SignUp', first);
    const code = () => cognito.outbox.messages().at(-1).code;
    await call(cognito, 'ConfirmSignUp', { ClientId, Username: first.Username, ConfirmationCode: code() });
    const second = { ...first, Username: '+15555550123', UserAttributes: email('my@email.com') };
    await call(cognito, 'SignUp', second);
    const claim = { ClientId, Username: second.Username, ConfirmationCode: code(), ForceAliasCreation: true };
    await refused(cognito, 'ConfirmSignUp', claim, 'AliasExistsException');
  });
});

describe('ResendConfirmationCode', () => {
  it('sends a new code, which replaces the old one', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    const output = await call(cognito, 'ResendConfirmationCode', withClient({ Username }));
    assert.deepEqual(output, { CodeDeliveryDetails: MASKED });
    const [first, second] = cognito.outbox.messages().map(({ code }) => code);
    assert.notEqual(first, second);
    await refused(cognito, 'ConfirmSignUp', confirm(first), 'CodeMismatchException');
    await call(cognito, 'ConfirmSignUp', confirm(second));
  });

  it('rejects a confirmed user', async () => {
    const cognito = freshCognito();
    await confirmedUser(cognito);
    const input = withClient({ Username });
    const type = 'InvalidParameterException';
    assert.equal(await refused(cognito, 'ResendConfirmationCode', input, type), 'User is already confirmed.');
  });

  it('rejects the call if nothing can be sent', async () => {
    const cognito = freshCognito();
    const { ClientId } = await newPool(cognito, {});
    const { CodeDeliveryDetails } = await call(cognito, 'SignUp', { ClientId, Username, Password: 'Passw0rd!' });
    assert.equal(CodeDeliveryDetails, undefined);
    const type = 'InvalidParameterException';
    const message = await refused(cognito, 'ResendConfirmationCode', { ClientId, Username }, type);
    assert.equal(message, 'Cannot resend codes. Auto verification not turned on.');
  });

  it('claims a delivery to an unknown user if the client hides users', async () => {
    const cognito = freshCognito();
    const input = withClient({ Username: 'nobody' });
    await refused(cognito, 'ResendConfirmationCode', input, 'UserNotFoundException');
    await updateClient(cognito, { PreventUserExistenceErrors: 'ENABLED' });
    const claimed = await call(cognito, 'ResendConfirmationCode', input);
    assert.match(claimed.CodeDeliveryDetails.Destination, /^[a-z]\*\*\*@[a-z]\*\*\*$/);
    assert.deepEqual(await call(cognito, 'ResendConfirmationCode', input), claimed);
    assert.deepEqual(cognito.outbox.messages(), []);
  });
});

describe('a pool whose users sign in with an address', () => {
  const pool = { UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'] };
  const user = { Username: 'my@email.com', Password: 'Passw0rd!' };

  it('uses the sub as the username and the address as an attribute', async () => {
    const cognito = freshCognito();
    const { ClientId, UserPoolId } = await newPool(cognito, pool);
    const { UserSub } = await call(cognito, 'SignUp', { ClientId, ...user });
    const found = await call(cognito, 'AdminGetUser', { UserPoolId, Username: 'my@email.com' });
    assert.equal(found.Username, UserSub);
    assert.deepEqual(found.UserAttributes, [
      { Name: 'sub', Value: UserSub },
      { Name: 'email', Value: 'my@email.com' },
    ]);
    const again = { ClientId, ...user };
    await refused(cognito, 'SignUp', again, 'UsernameExistsException');
  });

  it('requires an address as the username', async () => {
    const cognito = freshCognito();
    const { ClientId } = await newPool(cognito, pool);
    const input = { ClientId, ...user, Username: 'someone' };
    assert.equal(await refused(cognito, 'SignUp', input, 'InvalidParameterException'), 'Username should be an email.');
  });
});

describe('a pool with aliases', () => {
  it('rejects usernames that look like an alias', async () => {
    const cognito = freshCognito();
    const { ClientId } = await newPool(cognito, { AliasAttributes: ['email', 'phone_number'] });
    for (const [name, text] of [
      ['my@email.com', /^Username cannot be of email format/],
      ['+15555550123', /^Username cannot be of phone number format/],
    ]) {
      const input = { ClientId, Username: name, Password: 'Passw0rd!' };
      assert.match(await refused(cognito, 'SignUp', input, 'InvalidParameterException'), text);
    }
  });
});

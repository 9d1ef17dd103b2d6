import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { SEED_USER, call, freshCognito, newPool, refused, test, withClient } from './support/calls.js';

const adminGetUser = (cognito) =>
  call(cognito, 'AdminGetUser', { UserPoolId: SEED.userPoolId, Username: SEED_USER.Username });

describe('the pre sign-up trigger', () => {
  it('can confirm a user, who then gets no code', async () => {
    const events = [];
    const preSignUp = (event) => {
      events.push(structuredClone(event));
      event.response.autoConfirmUser = true;
      event.response.autoVerifyEmail = true;
      return event;
    };
    const cognito = freshCognito({ triggers: { preSignUp } });
    const input = {
      ...SEED_USER,
      ValidationData: [{ Name: 'a', Value: '1' }],
      ClientMetadata: { b: '2' },
    };
    const output = await call(cognito, 'SignUp', withClient(input));
    assert.equal(output.UserConfirmed, true);
    assert.equal(output.CodeDeliveryDetails, undefined);
    assert.deepEqual(cognito.outbox.messages(), []);
    assert.deepEqual(events[0].request, {
      userAttributes: { email: 'my@email.com' },
      validationData: { a: '1' },
      clientMetadata: { b: '2' },
    });
    const user = await adminGetUser(cognito);
    assert.equal(user.UserStatus, 'CONFIRMED');
    const verified = user.UserAttributes.find(({ Name }) => Name === 'email_verified');
    assert.equal(verified.Value, 'true');
  });

  it('can reject the sign-up', async () => {
    const cognito = freshCognito();
    await test(cognito, 'POST', 'triggers', { preSignUp: 'refuse' });
    const type = 'UserLambdaValidationException';
    const message = await refused(cognito, 'SignUp', withClient(SEED_USER), type);
    assert.equal(message, 'PreSignUp failed with error Sign-up is closed..');
    assert.deepEqual(cognito.dump().users, []);
  });

  it('must return the event', async () => {
    for (const answer of [undefined, 'yes', {}, { response: null }]) {
      const cognito = freshCognito({ triggers: { preSignUp: () => answer } });
      await refused(cognito, 'SignUp', withClient(SEED_USER), 'InvalidLambdaResponseException');
    }
  });

  it('can also verify the address', async () => {
    const cognito = freshCognito();
    await test(cognito, 'POST', 'triggers', { preSignUp: 'confirm-and-verify' });
    await call(cognito, 'SignUp', withClient(SEED_USER));
    assert.deepEqual(cognito.dump().users[0].attributes, { email: 'my@email.com', email_verified: 'true' });
  });

  it('can verify a phone number', async () => {
    const preSignUp = (event) => {
      event.response.autoConfirmUser = true;
      event.response.autoVerifyPhone = true;
      return event;
    };
    const cognito = freshCognito({ triggers: { preSignUp } });
    const UserAttributes = [...SEED_USER.UserAttributes, { Name: 'phone_number', Value: '+15555550123' }];
    await call(cognito, 'SignUp', withClient({ ...SEED_USER, UserAttributes }));
    const { attributes } = cognito.dump().users[0];
    assert.deepEqual([attributes.phone_number_verified, attributes.email_verified], ['true', undefined]);
  });

  it('cannot verify an address that another user signs in with', async () => {
    const cognito = freshCognito();
    const { ClientId } = await newPool(cognito, { AliasAttributes: ['email'] });
    await test(cognito, 'POST', 'triggers', { preSignUp: 'confirm-and-verify' });
    const user = { ...SEED_USER, ClientId, Password: 'Passw0rd!' };
    await call(cognito, 'SignUp', { ...user, Username: 'first' });
    await refused(cognito, 'SignUp', { ...user, Username: 'second' }, 'AliasExistsException');
  });

  it('can be set over HTTP, and is removed by a reset', async () => {
    const cognito = freshCognito();
    await test(cognito, 'POST', 'triggers', { preSignUp: 'confirm' });
    assert.equal((await call(cognito, 'SignUp', withClient(SEED_USER))).UserConfirmed, true);
    await test(cognito, 'POST', 'reset', {});
    assert.equal((await call(cognito, 'SignUp', withClient(SEED_USER))).UserConfirmed, false);
  });
});

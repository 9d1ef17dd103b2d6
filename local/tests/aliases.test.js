import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED_USER, call, freshCognito, newPool, refused } from './support/calls.js';
import { SRP_A, beginSrp, signInWithSrp } from './support/srp-client.js';

describe('aliases', () => {
  const sharing = { Username: 'someone', Password: 'Passw0rd!', UserAttributes: SEED_USER.UserAttributes };

  it('sign in with the address instead of a username; the proof uses the sub', async () => {
    const cognito = freshCognito();
    const pool = { UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'] };
    const { ClientId, UserPoolId: poolId } = await newPool(cognito, pool);
    const user = { ClientId, Username: 'my@email.com', Password: 'Passw0rd!' };
    const { UserSub } = await call(cognito, 'SignUp', user);
    await call(cognito, 'AdminConfirmSignUp', { UserPoolId: poolId, Username: UserSub });
    const options = { username: 'MY@email.com', client: { ClientId }, password: 'Passw0rd!', poolId };
    await refused(
      cognito,
      'InitiateAuth',
      { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'MY@email.com', SRP_A } },
      'UserNotFoundException',
    );
    const challenge = await beginSrp(cognito, { ...options, username: 'my@email.com' });
    assert.equal(challenge.ChallengeParameters.USER_ID_FOR_SRP, UserSub);
    await signInWithSrp(cognito, { ...options, username: 'my@email.com' });
    await signInWithSrp(cognito, { ...options, username: UserSub });
  });

  it('sign in with a verified address as well as the username', async () => {
    const cognito = freshCognito();
    const pool = { AliasAttributes: ['email'], AutoVerifiedAttributes: ['email'] };
    const { ClientId } = await newPool(cognito, pool);
    await call(cognito, 'SignUp', { ClientId, ...sharing });
    const request = {
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'my@email.com', SRP_A },
    };
    await refused(cognito, 'InitiateAuth', request, 'UserNotFoundException');
    const { code } = cognito.outbox.messages()[0];
    const confirmation = { ClientId, Username: 'someone', ConfirmationCode: code };
    await call(cognito, 'ConfirmSignUp', confirmation);
    const { ChallengeParameters } = await call(cognito, 'InitiateAuth', request);
    assert.equal(ChallengeParameters.USER_ID_FOR_SRP, 'someone');
  });
});

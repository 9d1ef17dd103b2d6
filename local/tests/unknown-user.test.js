import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED_USER, confirmedUser, freshCognito, newPool, refused, test } from './support/calls.js';
import { WITH_PASSWORD_FLOW, WRONG, passwordRequest, readyCognito, srpRequest } from './support/sign-ins.js';
import { SRP_A, beginSrp, proof, verifierAnswer } from './support/srp-client.js';

describe('an unknown user', () => {
  it('is reported by default, also for a sub', async () => {
    const cognito = await readyCognito(WITH_PASSWORD_FLOW);
    for (const USERNAME of ['nobody', '11111111-2222-4333-8444-555555555555']) {
      for (const input of [srpRequest({ USERNAME, SRP_A }), passwordRequest('any', USERNAME)]) {
        const message = await refused(cognito, 'InitiateAuth', input, 'UserNotFoundException');
        assert.equal(message, 'User does not exist.');
      }
    }
  });

  it('gets a challenge like any other if the client hides users, and fails', async () => {
    const hiding = { ...WITH_PASSWORD_FLOW, PreventUserExistenceErrors: 'ENABLED' };
    const cognito = await readyCognito(hiding);
    const challenge = await beginSrp(cognito, { username: 'nobody' });
    const { SALT, USER_ID_FOR_SRP } = challenge.ChallengeParameters;
    assert.match(SALT, /^-?[0-9a-f]{32}$/);
    assert.equal(USER_ID_FOR_SRP, 'nobody');
    const again = await beginSrp(cognito, { username: 'nobody' });
    assert.equal(again.ChallengeParameters.SALT, SALT);
    assert.notEqual(again.ChallengeParameters.SRP_B, challenge.ChallengeParameters.SRP_B);
    const somebodyElse = await beginSrp(cognito, { username: 'somebody' });
    assert.notEqual(somebodyElse.ChallengeParameters.SALT, SALT);

    const type = 'NotAuthorizedException';
    const answer = verifierAnswer(await proof(challenge));
    assert.equal(await refused(cognito, 'RespondToAuthChallenge', answer, type), WRONG);
    const plain = passwordRequest('Password123', 'nobody');
    assert.equal(await refused(cognito, 'InitiateAuth', plain, type), WRONG);
  });

  it('has a salt like any other user, negative in half of the cases', async () => {
    const cognito = await readyCognito({ PreventUserExistenceErrors: 'ENABLED' });
    const negative = { unknown: 0, users: 0 };
    for (let i = 0; i < 40; i += 1) {
      await confirmedUser(cognito, { ...SEED_USER, Username: `user${i}` });
      for (const [kind, username] of [
        ['unknown', `unknown${i}`],
        ['users', `user${i}`],
      ]) {
        const { SALT } = (await beginSrp(cognito, { username })).ChallengeParameters;
        if (SALT.startsWith('-')) negative[kind] += 1;
      }
    }
    // The limits are exceeded by chance once in a hundred million runs.
    for (const count of Object.values(negative)) assert.ok(count > 2 && count < 38, JSON.stringify(negative));
  });

  it('gets the wrong-password error for any salt', async () => {
    const cognito = await readyCognito({ PreventUserExistenceErrors: 'ENABLED' });
    for (const salts of ['positive', 'negative']) {
      await test(cognito, 'POST', 'pool', { salts });
      const challenge = await beginSrp(cognito, { username: 'nobody' });
      assert.equal(challenge.ChallengeParameters.SALT.startsWith('-'), salts === 'negative');
      const answer = verifierAnswer(await proof(challenge));
      assert.equal(await refused(cognito, 'RespondToAuthChallenge', answer, 'NotAuthorizedException'), WRONG);
    }
  });

  it('has a stable user id in a pool whose ids are UUIDs', async () => {
    const cognito = freshCognito();
    const pool = { UsernameAttributes: ['email'] };
    const client = await newPool(cognito, pool, { PreventUserExistenceErrors: 'ENABLED' });
    const options = { username: 'no@body.com', client: { ClientId: client.ClientId } };
    const [first, second] = [await beginSrp(cognito, options), await beginSrp(cognito, options)];
    const { USER_ID_FOR_SRP, SALT } = first.ChallengeParameters;
    assert.match(USER_ID_FOR_SRP, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(second.ChallengeParameters.USER_ID_FOR_SRP, USER_ID_FOR_SRP);
    assert.equal(second.ChallengeParameters.SALT, SALT);
  });
});

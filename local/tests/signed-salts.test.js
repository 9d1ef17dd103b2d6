import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { call, confirmedUser, freshCognito, refused, test, updateClient } from './support/calls.js';
import { NAMED, WITH_PASSWORD_FLOW, passwordRequest } from './support/sign-ins.js';
import { beginSrp, proof, signInWithSrp, verifierAnswer } from './support/srp-client.js';

/** The seed's user with a salt of this sign. */
async function userWith(salts) {
  const cognito = freshCognito();
  await test(cognito, 'POST', 'pool', { salts });
  await confirmedUser(cognito);
  await updateClient(cognito, WITH_PASSWORD_FLOW);
  return cognito;
}

describe('a user with a negative salt', () => {
  it('signs in only with the right password', async () => {
    for (const [salts, form] of Object.entries({ positive: /^[0-9a-f]{32}$/, negative: /^-[0-9a-f]{32}$/ })) {
      const cognito = await userWith(salts);
      const challenge = await beginSrp(cognito);
      assert.match(challenge.ChallengeParameters.SALT, form);
      const wrong = verifierAnswer(await proof(challenge, 'Password124'));
      await refused(cognito, 'RespondToAuthChallenge', wrong, 'NotAuthorizedException');
      assert.ok((await signInWithSrp(cognito)).AuthenticationResult);
      assert.ok((await call(cognito, 'InitiateAuth', passwordRequest('Password123'))).AuthenticationResult);
    }
  });

  it('keeps it until the password changes', async () => {
    const cognito = await userWith('negative');
    const salt = async () => (await beginSrp(cognito)).ChallengeParameters.SALT;
    const first = await salt();
    await test(cognito, 'POST', 'pool', { salts: 'positive' });
    assert.equal(await salt(), first);
    await call(cognito, 'AdminSetUserPassword', { ...NAMED, Password: 'Password123', Permanent: true });
    assert.match(await salt(), /^[0-9a-f]{32}$/);
  });
});

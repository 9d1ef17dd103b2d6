/** The SDK that preceded Amplify, with an independent SRP implementation. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { AuthenticationDetails, CognitoUser, CognitoUserAttribute, CognitoUserPool } from 'amazon-cognito-identity-js';
import { SEED, startServer } from '../../src/index.js';
import { call, test, updateClient } from '../support/calls.js';
import { NAMED, WRONG, setAttributes } from '../support/sign-ins.js';

let server;
let pool;
before(async () => {
  server = await startServer({ port: 0, deterministic: true });
});
beforeEach(() => {
  server.cognito.reset();
  pool = new CognitoUserPool({ UserPoolId: SEED.userPoolId, ClientId: SEED.nativeClientId, endpoint: server.url });
});
after(() => server.close());

/** Turns a call with a Node-style callback into a promise. */
const promised = (begin) =>
  new Promise((resolve, reject) => {
    begin((error, result) => (error ? reject(error) : resolve(result)));
  });

const userNamed = (Username) => new CognitoUser({ Username, Pool: pool });

const signIn = (user, Password) =>
  new Promise((onSuccess, onFailure) => {
    const details = new AuthenticationDetails({ Username: user.getUsername(), Password });
    user.authenticateUser(details, {
      onSuccess,
      onFailure,
      newPasswordRequired: (attributes, required) => onSuccess({ attributes, required }),
    });
  });

async function registered(password = 'Password123') {
  const email = new CognitoUserAttribute({ Name: 'email', Value: 'my@email.com' });
  const signUp = (callback) => pool.signUp('username', password, [email], [], callback);
  const result = await promised(signUp);
  const { code } = server.cognito.outbox.messages()[0];
  const user = userNamed('username');
  await promised((callback) => user.confirmRegistration(code, false, callback));
  return { user, result };
}

describe('amazon-cognito-identity-js', () => {
  it('signs up, confirms, signs in, refreshes and signs out', async () => {
    const { user, result } = await registered();
    assert.equal(result.userSub, '11111111-2222-4333-8444-555555555555');
    assert.equal(result.userConfirmed, false);

    const session = await signIn(user, 'Password123');
    assert.equal(session.getIdToken().payload.email, 'my@email.com');
    assert.equal(session.getAccessToken().payload.username, 'username');

    const attributes = await promised((callback) => user.getUserAttributes(callback));
    assert.ok(attributes.some((attribute) => attribute.getValue() === 'my@email.com'));

    const refreshed = await promised((callback) => user.refreshSession(session.getRefreshToken(), callback));
    assert.notEqual(refreshed.getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken());
    const use = (onSuccess, onFailure) => user.globalSignOut({ onSuccess, onFailure });
    await new Promise(use);
    await assert.rejects(
      promised((callback) => user.refreshSession(session.getRefreshToken(), callback)),
      { name: 'NotAuthorizedException' },
    );
  });

  it('is rejected with a wrong password, and signs in with the right one after that', async () => {
    const { user } = await registered();
    await assert.rejects(signIn(user, 'password123'), { name: 'NotAuthorizedException' });
    await signIn(user, 'Password123');
  });

  it('proves passwords in any alphabet, repeatedly', async () => {
    const { user } = await registered('pässwörd✓ 密码');
    // The random numbers differ each time: some are short, some have their top bit set.
    for (let i = 0; i < 2; i += 1) await signIn(user, 'pässwörd✓ 密码');
    await assert.rejects(signIn(user, 'password✓ 密码'), { name: 'NotAuthorizedException' });
  });

  it('signs in with a salt of either sign, and is rejected for an unknown user', async () => {
    await updateClient(server.cognito, { PreventUserExistenceErrors: 'ENABLED' });
    const { user } = await registered();
    for (const salts of ['positive', 'negative']) {
      await test(server.cognito, 'POST', 'pool', { salts });
      const Password = `Password-${salts}-1`;
      await call(server.cognito, 'AdminSetUserPassword', { ...NAMED, Password, Permanent: true });
      await signIn(user, Password);
      await assert.rejects(signIn(user, 'Password123'), { name: 'NotAuthorizedException' });
      const refusal = { name: 'NotAuthorizedException', message: WRONG };
      await assert.rejects(signIn(userNamed('nobody'), 'Password123'), refusal);
    }
  });

  it('learns why it cannot sign in', async () => {
    await assert.rejects(signIn(userNamed('nobody'), 'any'), { name: 'UserNotFoundException' });
    const email = new CognitoUserAttribute({ Name: 'email', Value: 'my@email.com' });
    await promised((callback) => pool.signUp('username', 'Password123', [email], [], callback));
    const unconfirmed = signIn(userNamed('username'), 'Password123');
    await assert.rejects(unconfirmed, { name: 'UserNotConfirmedException' });
  });

  it('signs in with a remembered device instead of a second factor', async () => {
    const { user } = await registered();
    await test(server.cognito, 'POST', 'pool', { devices: 'always' });
    await signIn(user, 'Password123');
    await test(server.cognito, 'POST', 'pool', { mfa: 'ON' });
    await setAttributes(server.cognito, { phone_number: '+15555550123' });

    server.cognito.journal.clear();
    const session = await signIn(user, 'Password123');
    assert.equal(session.getAccessToken().payload.username, 'username');
    const steps = server.cognito.journal.entries().map(({ body }) => body.ChallengeName ?? body.AuthFlow);
    assert.deepEqual(steps, ['USER_SRP_AUTH', 'PASSWORD_VERIFIER', 'DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER']);

    const { devices } = await promised((callback) =>
      user.listDevices(5, null, {
        onSuccess: ({ Devices }) => callback(null, { devices: Devices }),
        onFailure: callback,
      }),
    );
    assert.equal(devices.length, 1);
    const refreshed = await promised((callback) => user.refreshSession(session.getRefreshToken(), callback));
    assert.notEqual(refreshed.getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken());
    assert.equal(server.cognito.journal.entries().at(-1).body.AuthParameters.DEVICE_KEY, devices[0].DeviceKey);
    await new Promise((onSuccess, onFailure) => user.forgetDevice({ onSuccess, onFailure }));
    assert.deepEqual(server.cognito.dump().users[0].devices, []);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { SEED_USER, call, freshCognito, refused, updateClient, withClient } from './support/calls.js';
import { WITH_PASSWORD_FLOW, WRONG, passwordRequest, readyCognito, srpRequest } from './support/sign-ins.js';
import { SRP_A, beginSrp, proof, verifierAnswer } from './support/srp-client.js';

const QUARTER_HOUR_MS = 15 * 60 * 1000;
const admin = { UserPoolId: SEED.userPoolId, Username: 'username' };

describe('USER_PASSWORD_AUTH', () => {
  it('is off unless the client allows it', async () => {
    const cognito = await readyCognito();
    const type = 'InvalidParameterException';
    const message = await refused(cognito, 'InitiateAuth', passwordRequest('Password123'), type);
    assert.equal(message, 'USER_PASSWORD_AUTH flow not enabled for this client');
  });

  it('signs in with the right password only', async () => {
    const cognito = await readyCognito(WITH_PASSWORD_FLOW);
    const output = await call(cognito, 'InitiateAuth', passwordRequest('Password123'));
    assert.ok(output.AuthenticationResult.RefreshToken);
    const type = 'NotAuthorizedException';
    const wrong = passwordRequest('password123');
    assert.equal(await refused(cognito, 'InitiateAuth', wrong, type), WRONG);
  });

  it('is added by its older name to the default flows', async () => {
    const cognito = await readyCognito({ ExplicitAuthFlows: ['USER_PASSWORD_AUTH'] });
    await call(cognito, 'InitiateAuth', passwordRequest('Password123'));
    await beginSrp(cognito);
  });
});

describe('CUSTOM_AUTH_FLOW_ONLY', () => {
  it('leaves no way to sign in with a password', async () => {
    const cognito = await readyCognito({ ExplicitAuthFlows: ['CUSTOM_AUTH_FLOW_ONLY'] });
    const type = 'InvalidParameterException';
    for (const input of [srpRequest({ SRP_A }), passwordRequest('Password123')]) {
      const message = await refused(cognito, 'InitiateAuth', input, type);
      assert.equal(message, `${input.AuthFlow} flow not enabled for this client`);
    }
    const custom = withClient({ AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'username' } });
    assert.match(await refused(cognito, 'InitiateAuth', custom, type), /trigger is not configured/);
  });
});

describe('flows that are off or absent', () => {
  const initiate = (AuthFlow) => withClient({ AuthFlow, AuthParameters: { USERNAME: 'username', SRP_A } });

  it('refuses flows that the client leaves out', async () => {
    const cognito = await readyCognito({ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] });
    for (const flow of ['USER_SRP_AUTH', 'REFRESH_TOKEN_AUTH', 'CUSTOM_AUTH']) {
      const type = 'InvalidParameterException';
      const message = await refused(cognito, 'InitiateAuth', initiate(flow), type);
      assert.equal(message, `${flow} flow not enabled for this client`);
    }
  });

  it('reports why the other flows are not possible', async () => {
    const cognito = await readyCognito();
    for (const [flow, text] of [
      ['CUSTOM_AUTH', /Custom auth lambda trigger is not configured/],
      ['ADMIN_NO_SRP_AUTH', /Initiate Auth method not supported/],
      ['USER_AUTH', /USER_AUTH flow not enabled/],
      ['GUESS', /Member must satisfy enum value set/],
    ]) {
      const type = 'InvalidParameterException';
      assert.match(await refused(cognito, 'InitiateAuth', initiate(flow), type), text);
    }
    const unasked = withClient({ ChallengeName: 'SMS_MFA', ChallengeResponses: { USERNAME: 'u' } });
    await refused(cognito, 'RespondToAuthChallenge', unasked, 'InvalidParameterException');
  });

  it('rejects unknown clients', async () => {
    const unknown = { ...initiate('USER_SRP_AUTH'), ClientId: 'unknown' };
    const type = 'ResourceNotFoundException';
    assert.equal(
      await refused(freshCognito(), 'InitiateAuth', unknown, type),
      'User pool client unknown does not exist.',
    );
  });
});

describe('the state of a user', () => {
  const request = srpRequest({ SRP_A });

  it('is checked before the password', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    await updateClient(cognito, WITH_PASSWORD_FLOW);
    const wrong = passwordRequest('wrong password');
    for (const input of [request, wrong]) {
      await refused(cognito, 'InitiateAuth', input, 'UserNotConfirmedException');
    }
    await call(cognito, 'AdminDisableUser', admin);
    for (const input of [request, wrong]) {
      const message = await refused(cognito, 'InitiateAuth', input, 'NotAuthorizedException');
      assert.equal(message, 'User is disabled.');
    }
  });

  it('is checked again with the proof', async () => {
    const cognito = await readyCognito();
    const answer = verifierAnswer(await proof(await beginSrp(cognito)));
    await call(cognito, 'AdminDisableUser', admin);
    await refused(cognito, 'RespondToAuthChallenge', answer, 'NotAuthorizedException');
    await call(cognito, 'AdminEnableUser', admin);
    await call(cognito, 'RespondToAuthChallenge', answer);
  });

  it('reveals that the password must be reset only to users who know it', async () => {
    const cognito = await readyCognito(WITH_PASSWORD_FLOW);
    await call(cognito, 'AdminResetUserPassword', admin);
    await refused(cognito, 'InitiateAuth', passwordRequest('wrong'), 'NotAuthorizedException');
    const type = 'PasswordResetRequiredException';
    await refused(cognito, 'InitiateAuth', passwordRequest('Password123'), type);
    const challenge = await beginSrp(cognito);
    const wrong = verifierAnswer(await proof(challenge, 'wrong'));
    await refused(cognito, 'RespondToAuthChallenge', wrong, 'NotAuthorizedException');
    const right = verifierAnswer(await proof(challenge));
    await refused(cognito, 'RespondToAuthChallenge', right, type);
  });
});

describe('a lockout', () => {
  const right = passwordRequest('Password123');
  const wrong = passwordRequest('wrong');
  const attempt = (cognito, input) => refused(cognito, 'InitiateAuth', input, 'NotAuthorizedException');

  it('starts with the fifth failure and doubles', async () => {
    const cognito = await readyCognito(WITH_PASSWORD_FLOW);
    for (let i = 0; i < 5; i += 1) assert.equal(await attempt(cognito, wrong), WRONG);
    for (const lockMs of [1000, 2000, 4000]) {
      assert.equal(await attempt(cognito, right), 'Password attempts exceeded');
      cognito.clock.advance(lockMs - 1);
      assert.equal(await attempt(cognito, wrong), 'Password attempts exceeded');
      cognito.clock.advance(1);
      assert.equal(await attempt(cognito, wrong), WRONG);
    }
    cognito.clock.advance(8000);
    await call(cognito, 'InitiateAuth', right);
    for (let i = 0; i < 5; i += 1) assert.equal(await attempt(cognito, wrong), WRONG);
  });

  it('lasts at most 15 minutes', async () => {
    const cognito = await readyCognito(WITH_PASSWORD_FLOW);
    for (let i = 0; i < 5; i += 1) await attempt(cognito, wrong);
    for (let lockMs = 1000; lockMs < QUARTER_HOUR_MS; lockMs *= 2) {
      cognito.clock.advance(lockMs);
      assert.equal(await attempt(cognito, wrong), WRONG);
    }
    for (let i = 0; i < 2; i += 1) {
      cognito.clock.advance(QUARTER_HOUR_MS - 1);
      assert.equal(await attempt(cognito, right), 'Password attempts exceeded');
      cognito.clock.advance(1);
      assert.equal(await attempt(cognito, wrong), WRONG);
    }
  });

  it('is not caused by failures that are further apart', async () => {
    const cognito = await readyCognito(WITH_PASSWORD_FLOW);
    for (let i = 0; i < 4; i += 1) await attempt(cognito, wrong);
    cognito.clock.advance(QUARTER_HOUR_MS + 1);
    for (let i = 0; i < 4; i += 1) await attempt(cognito, wrong);
    await call(cognito, 'InitiateAuth', right);
  });

  it('also counts failed proofs', async () => {
    const cognito = await readyCognito();
    const challenge = await beginSrp(cognito);
    const failing = verifierAnswer(await proof(challenge, 'wrong'));
    const type = 'NotAuthorizedException';
    for (let i = 0; i < 5; i += 1) await refused(cognito, 'RespondToAuthChallenge', failing, type);
    const answer = verifierAnswer(await proof(challenge));
    const message = await refused(cognito, 'RespondToAuthChallenge', answer, type);
    assert.equal(message, 'Password attempts exceeded');
    cognito.clock.advance(1000);
    await call(cognito, 'RespondToAuthChallenge', answer);
  });
});

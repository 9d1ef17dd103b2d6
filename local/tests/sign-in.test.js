import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { secretHash } from '../src/hashing.js';
import { N } from '../src/srp.js';
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
import { SRP_A, beginSrp, proof, signInWithSrp, verifierAnswer } from './support/srp-client.js';

const WRONG = 'Incorrect username or password.';
const { userPoolId: UserPoolId } = SEED;
const admin = { UserPoolId, Username: 'username' };

const srpRequest = (AuthParameters) =>
  withClient({ AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'username', ...AuthParameters } });
const passwordRequest = (PASSWORD, USERNAME = 'username') =>
  withClient({ AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } });

async function readyCognito(settings) {
  const cognito = freshCognito();
  await confirmedUser(cognito);
  if (settings !== undefined) await updateClient(cognito, settings);
  return cognito;
}

const WITH_PASSWORD_FLOW = {
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
};

describe('USER_SRP_AUTH', () => {
  it('asks for a proof without a Session', async () => {
    const challenge = await beginSrp(await readyCognito());
    assert.deepEqual(Object.keys(challenge).sort(), ['ChallengeName', 'ChallengeParameters']);
    assert.equal(challenge.ChallengeName, 'PASSWORD_VERIFIER');
    const { SALT, SRP_B, SECRET_BLOCK, USERNAME, USER_ID_FOR_SRP } = challenge.ChallengeParameters;
    assert.match(SALT, /^[0-9a-f]{32}$/);
    assert.match(SRP_B, /^[0-9a-f]+$/);
    assert.match(SECRET_BLOCK, /^[A-Za-z0-9+/]+=*$/);
    assert.deepEqual([USERNAME, USER_ID_FOR_SRP], ['username', 'username']);
  });

  it('signs in who proves the password', async () => {
    const output = await signInWithSrp(await readyCognito());
    const { AccessToken, IdToken, RefreshToken, ...rest } = output.AuthenticationResult;
    assert.deepEqual(rest, { ExpiresIn: 3600, TokenType: 'Bearer' });
    assert.ok(AccessToken && IdToken && RefreshToken);
    assert.deepEqual(output.ChallengeParameters, {});
  });

  it('names the user as registered, whatever the case of the sign-in', async () => {
    const cognito = await readyCognito();
    const challenge = await beginSrp(cognito, { username: 'USERNAME' });
    assert.equal(challenge.ChallengeParameters.USER_ID_FOR_SRP, 'username');
  });

  it('asks differently every time', async () => {
    const cognito = await readyCognito();
    const [first, second] = [await beginSrp(cognito), await beginSrp(cognito)];
    assert.equal(first.ChallengeParameters.SALT, second.ChallengeParameters.SALT);
    for (const name of ['SRP_B', 'SECRET_BLOCK']) {
      assert.notEqual(first.ChallengeParameters[name], second.ChallengeParameters[name]);
    }
  });

  it('refuses a public value that is missing, no number, zero, or endless', async () => {
    const cognito = await readyCognito();
    for (const [parameters, text] of [
      [{}, /^Missing required parameter SRP_A$/],
      [{ SRP_A: 'xyz' }, /at 'sRPA' failed to satisfy constraint/],
      [{ SRP_A: '0' }, /zero/],
      [{ SRP_A: N.toString(16) }, /zero/],
      [{ SRP_A: 'f'.repeat(100_000) }, /too long/],
    ]) {
      const type = 'InvalidParameterException';
      assert.match(await refused(cognito, 'InitiateAuth', srpRequest(parameters), type), text);
    }
    const unnamed = withClient({ AuthFlow: 'USER_SRP_AUTH', AuthParameters: { SRP_A } });
    const message = await refused(cognito, 'InitiateAuth', unnamed, 'InvalidParameterException');
    assert.equal(message, 'Missing required parameter USERNAME');
  });

  it('refuses every wrong proof with the same words', async () => {
    const cognito = await readyCognito();
    const challenge = await beginSrp(cognito);
    const right = await proof(challenge);
    for (const wrong of [
      await proof(challenge, 'password123'),
      { ...right, PASSWORD_CLAIM_SIGNATURE: btoa('x'.repeat(32)) },
      { ...right, PASSWORD_CLAIM_SIGNATURE: right.PASSWORD_CLAIM_SIGNATURE.slice(0, 4) },
      { ...right, PASSWORD_CLAIM_SIGNATURE: btoa(`${atob(right.PASSWORD_CLAIM_SIGNATURE)}x`) },
      { ...right, PASSWORD_CLAIM_SECRET_BLOCK: btoa('another') },
      { ...right, PASSWORD_CLAIM_SECRET_BLOCK: 'not base64!' },
    ]) {
      const answer = verifierAnswer(wrong);
      const type = 'NotAuthorizedException';
      assert.equal(await refused(cognito, 'RespondToAuthChallenge', answer, type), WRONG);
      // So that the lock-out does not answer in the place of the check.
      cognito.clock.advance(1);
    }
  });

  it('reads odd timestamps but wants the canonical one signed', async () => {
    const cognito = await readyCognito();
    const challenge = await beginSrp(cognito);
    for (const timestamp of ['Tue Jan 02 03:04:05 UTC 2024', 'Wed Jan 2 03:04:05 UTC 2024']) {
      const answer = verifierAnswer(await proof(challenge, undefined, { timestamp }));
      await refused(cognito, 'RespondToAuthChallenge', answer, 'NotAuthorizedException');
    }
    const canonical = await proof(challenge);
    for (const TIMESTAMP of ['tue JAN 02 03:04:05 GMT 2024', 'Fri Jan 2 3:4:5 UTC 2024']) {
      const answer = verifierAnswer({ ...canonical, TIMESTAMP });
      await call(cognito, 'RespondToAuthChallenge', answer);
    }
  });

  it('takes a timestamp of any time, for clocks go wrong', async () => {
    const timestamp = 'Fri Jan 2 03:04:05 UTC 1970';
    await signInWithSrp(await readyCognito(), { timestamp });
  });

  it('misses what is missing, in order', async () => {
    const cognito = await readyCognito();
    const right = await proof(await beginSrp(cognito));
    const type = 'InvalidParameterException';
    assert.equal(
      await refused(cognito, 'RespondToAuthChallenge', verifierAnswer({}), type),
      'Missing required parameter challenge responses.',
    );
    const given = { SOMETHING: 'else' };
    for (const name of ['USERNAME', 'TIMESTAMP', 'PASSWORD_CLAIM_SIGNATURE', 'PASSWORD_CLAIM_SECRET_BLOCK']) {
      const message = await refused(cognito, 'RespondToAuthChallenge', verifierAnswer(given), type);
      assert.equal(message, `Missing required parameter ${name}`);
      given[name] = right[name];
    }
    await call(cognito, 'RespondToAuthChallenge', verifierAnswer(given));

    const unreadable = verifierAnswer({ ...right, PASSWORD_CLAIM_SIGNATURE: '%%' });
    assert.equal(
      await refused(cognito, 'RespondToAuthChallenge', unreadable, type),
      'Invalid PASSWORD_CLAIM_SIGNATURE format. Must be a Base64 string.',
    );
    const untimely = verifierAnswer({ ...right, TIMESTAMP: '2024-01-02T03:04:05Z' });
    assert.equal(
      await refused(cognito, 'RespondToAuthChallenge', untimely, type),
      'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
    );
  });

  it('keeps a question open for three minutes', async () => {
    const cognito = await readyCognito();
    const answer = verifierAnswer(await proof(await beginSrp(cognito)));
    cognito.clock.advance(180_000 - 1);
    await call(cognito, 'RespondToAuthChallenge', answer);
    cognito.clock.advance(1);
    await refused(cognito, 'RespondToAuthChallenge', answer, 'NotAuthorizedException');
  });

  it('keeps a question open for as long as the client wants', async () => {
    const cognito = await readyCognito({ AuthSessionValidity: 15 });
    const answer = verifierAnswer(await proof(await beginSrp(cognito)));
    cognito.clock.advance(15 * 60_000 - 1);
    await call(cognito, 'RespondToAuthChallenge', answer);
  });

  it('binds a question to the client and the user who were asked', async () => {
    const cognito = await readyCognito();
    await confirmedUser(cognito, { ...SEED_USER, Username: 'other' });
    const challenge = await beginSrp(cognito);
    const responses = await proof(challenge);
    const type = 'NotAuthorizedException';
    const otherClient = verifierAnswer(responses, { ClientId: SEED.webClientId });
    await refused(cognito, 'RespondToAuthChallenge', otherClient, type);
    const otherUser = verifierAnswer(await proof(challenge, undefined, { claimedUser: 'other' }));
    await refused(cognito, 'RespondToAuthChallenge', otherUser, type);
    await call(cognito, 'RespondToAuthChallenge', verifierAnswer(responses));
  });
});

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

  it('says why it cannot do the others', async () => {
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

  it('does not know every client', async () => {
    const stranger = { ...initiate('USER_SRP_AUTH'), ClientId: 'unknown' };
    const type = 'ResourceNotFoundException';
    assert.equal(
      await refused(freshCognito(), 'InitiateAuth', stranger, type),
      'User pool client unknown does not exist.',
    );
  });
});

describe('the state of a user', () => {
  const request = srpRequest({ SRP_A });

  it('is told before the password is asked for', async () => {
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

  it('is looked at again when the proof comes', async () => {
    const cognito = await readyCognito();
    const answer = verifierAnswer(await proof(await beginSrp(cognito)));
    await call(cognito, 'AdminDisableUser', admin);
    await refused(cognito, 'RespondToAuthChallenge', answer, 'NotAuthorizedException');
    await call(cognito, 'AdminEnableUser', admin);
    await call(cognito, 'RespondToAuthChallenge', answer);
  });

  it('tells only who knows the password that it must be reset', async () => {
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

describe('an unknown user', () => {
  it('is told apart by default, and so is a sub', async () => {
    const cognito = await readyCognito(WITH_PASSWORD_FLOW);
    for (const USERNAME of ['nobody', '11111111-2222-4333-8444-555555555555']) {
      for (const input of [srpRequest({ USERNAME, SRP_A }), passwordRequest('any', USERNAME)]) {
        const message = await refused(cognito, 'InitiateAuth', input, 'UserNotFoundException');
        assert.equal(message, 'User does not exist.');
      }
    }
  });

  it('is asked like any other where the client hides users, and fails', async () => {
    const hiding = { ...WITH_PASSWORD_FLOW, PreventUserExistenceErrors: 'ENABLED' };
    const cognito = await readyCognito(hiding);
    const challenge = await beginSrp(cognito, { username: 'nobody' });
    const { SALT, USER_ID_FOR_SRP } = challenge.ChallengeParameters;
    assert.match(SALT, /^[0-9a-f]{32}$/);
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

describe('aliases', () => {
  const sharing = { Username: 'someone', Password: 'Passw0rd!', UserAttributes: SEED_USER.UserAttributes };

  it('sign in with the address in place of the name, proving the sub', async () => {
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

  it('sign in with a verified address besides the name', async () => {
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

describe('a lock-out', () => {
  const right = passwordRequest('Password123');
  const wrong = passwordRequest('wrong');
  const attempt = (cognito, input) => refused(cognito, 'InitiateAuth', input, 'NotAuthorizedException');

  it('begins with the fifth failure and doubles', async () => {
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

  it('counts failed proofs too', async () => {
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

describe('a client with a secret', () => {
  const user = { Username: 'someone', Password: 'Passw0rd!' };

  it('must prove that it knows the secret', async () => {
    const cognito = freshCognito();
    const pool = await newPool(cognito, {}, { GenerateSecret: true });
    const { ClientId, ClientSecret, UserPoolId: poolId } = pool;
    const hash = (name) => secretHash(ClientSecret, name, ClientId);
    const type = 'NotAuthorizedException';
    assert.equal(
      await refused(cognito, 'SignUp', { ClientId, ...user }, type),
      `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    );
    const forged = { ClientId, ...user, SecretHash: await hash('another') };
    assert.equal(await refused(cognito, 'SignUp', forged, type), `Unable to verify secret hash for client ${ClientId}`);
    await call(cognito, 'SignUp', { ClientId, ...user, SecretHash: await hash('someone') });
    await call(cognito, 'AdminConfirmSignUp', { UserPoolId: poolId, Username: 'someone' });

    const SECRET_HASH = await hash('someone');
    const client = { ClientId };
    const challenge = await beginSrp(cognito, { username: 'someone', client, parameters: { SECRET_HASH } });
    const responses = await proof(challenge, 'Passw0rd!', { poolId });
    await refused(cognito, 'RespondToAuthChallenge', verifierAnswer(responses, client), type);
    const hashed = verifierAnswer({ ...responses, SECRET_HASH }, client);
    const { AuthenticationResult } = await call(cognito, 'RespondToAuthChallenge', hashed);

    const { RefreshToken } = AuthenticationResult;
    const refresh = { ClientId, RefreshToken };
    await refused(cognito, 'GetTokensFromRefreshToken', refresh, type);
    await call(cognito, 'GetTokensFromRefreshToken', { ...refresh, ClientSecret });
    await refused(cognito, 'RevokeToken', { ClientId, Token: RefreshToken }, type);
    await call(cognito, 'RevokeToken', { ClientId, Token: RefreshToken, ClientSecret });
  });

  it('is the only one that may send a hash', async () => {
    const cognito = freshCognito();
    const superfluous = withClient({ ...SEED_USER, SecretHash: 'abc=' });
    await refused(cognito, 'SignUp', superfluous, 'InvalidParameterException');
  });

  it('hashes as AWS documents it', async () => {
    assert.equal(
      await secretHash('9secret456', 'username', '1example23456789'),
      'KF/vHLf8dZX3B6FdeaxMWRzgiSA+PnO+Fw5P29Nlz8g=',
    );
  });
});

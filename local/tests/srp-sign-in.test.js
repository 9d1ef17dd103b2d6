import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { N } from '../src/srp.js';
import { SEED_USER, call, confirmedUser, refused, withClient } from './support/calls.js';
import { WRONG, readyCognito, srpRequest } from './support/sign-ins.js';
import { SRP_A, beginSrp, proof, signInWithSrp, verifierAnswer } from './support/srp-client.js';

describe('USER_SRP_AUTH', () => {
  it('sends a challenge without a Session', async () => {
    const challenge = await beginSrp(await readyCognito());
    assert.deepEqual(Object.keys(challenge).sort(), ['ChallengeName', 'ChallengeParameters']);
    assert.equal(challenge.ChallengeName, 'PASSWORD_VERIFIER');
    const { SALT, SRP_B, SECRET_BLOCK, USERNAME, USER_ID_FOR_SRP } = challenge.ChallengeParameters;
    assert.match(SALT, /^-?[0-9a-f]{32}$/);
    assert.match(SRP_B, /^[0-9a-f]+$/);
    assert.match(SECRET_BLOCK, /^[A-Za-z0-9+/]+=*$/);
    assert.deepEqual([USERNAME, USER_ID_FOR_SRP], ['username', 'username']);
  });

  it('signs in a user who proves the password', async () => {
    const output = await signInWithSrp(await readyCognito());
    const { AccessToken, IdToken, RefreshToken, ...rest } = output.AuthenticationResult;
    assert.deepEqual(rest, { ExpiresIn: 3600, TokenType: 'Bearer' });
    assert.ok(AccessToken && IdToken && RefreshToken);
    assert.deepEqual(output.ChallengeParameters, {});
  });

  it('returns the username as registered, whatever the case of the sign-in', async () => {
    const cognito = await readyCognito();
    const challenge = await beginSrp(cognito, { username: 'USERNAME' });
    assert.equal(challenge.ChallengeParameters.USER_ID_FOR_SRP, 'username');
  });

  it('sends a different challenge every time', async () => {
    const cognito = await readyCognito();
    const [first, second] = [await beginSrp(cognito), await beginSrp(cognito)];
    assert.equal(first.ChallengeParameters.SALT, second.ChallengeParameters.SALT);
    for (const name of ['SRP_B', 'SECRET_BLOCK']) {
      assert.notEqual(first.ChallengeParameters[name], second.ChallengeParameters[name]);
    }
  });

  it('rejects a public value that is missing, not a number, zero or too long', async () => {
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

  it('rejects every wrong proof with the same message', async () => {
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
      // Otherwise the lockout would hide the result of the check.
      cognito.clock.advance(1);
    }
  });

  it('accepts other spellings of a timestamp but requires the canonical one to be signed', async () => {
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

  it('accepts any time, since clocks can be wrong', async () => {
    const timestamp = 'Fri Jan 2 03:04:05 UTC 1970';
    await signInWithSrp(await readyCognito(), { timestamp });
  });

  it('reports missing parameters in order', async () => {
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

  it('accepts an answer for three minutes', async () => {
    const cognito = await readyCognito();
    const answer = verifierAnswer(await proof(await beginSrp(cognito)));
    cognito.clock.advance(180_000 - 1);
    await call(cognito, 'RespondToAuthChallenge', answer);
    cognito.clock.advance(1);
    await refused(cognito, 'RespondToAuthChallenge', answer, 'NotAuthorizedException');
  });

  it('accepts an answer for as long as the client allows', async () => {
    const cognito = await readyCognito({ AuthSessionValidity: 15 });
    const answer = verifierAnswer(await proof(await beginSrp(cognito)));
    cognito.clock.advance(15 * 60_000 - 1);
    await call(cognito, 'RespondToAuthChallenge', answer);
    cognito.clock.advance(1);
    await refused(cognito, 'RespondToAuthChallenge', answer, 'NotAuthorizedException');
  });

  it('binds a challenge to its client and user', async () => {
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

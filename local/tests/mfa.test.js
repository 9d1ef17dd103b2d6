import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { totpCode } from '../src/totp.js';
import { SEED_USER, call, confirmedUser, refused, test } from './support/calls.js';
import { signInWithSrp } from './support/srp-client.js';
import { NAMED, accessToken, answer, lastCode, respond, setAttributes, switched } from './support/sign-ins.js';

const REFUSED = 'NotAuthorizedException';
const MISMATCH = 'CodeMismatchException';
const STEP_MS = 30_000;

/** A user who has confirmed an authenticator app. */
async function withApp(cognito, AccessToken) {
  const { SecretCode } = await call(cognito, 'AssociateSoftwareToken', { AccessToken });
  const UserCode = await totpCode(SecretCode, cognito.clock.nowMs());
  await call(cognito, 'VerifySoftwareToken', { AccessToken, UserCode });
  return SecretCode;
}

const preferences = (cognito, settings) => call(cognito, 'AdminSetUserMFAPreference', { ...NAMED, ...settings });

describe('a time-based one-time password', () => {
  it('matches RFC 6238', async () => {
    // Appendix B, cut to six digits; the secret is the ASCII text 12345678901234567890.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    for (const [seconds, code] of [
      [59, '287082'],
      [1111111109, '081804'],
      [20000000000, '353130'],
    ]) {
      assert.equal(await totpCode(secret, seconds * 1000), code);
    }
    assert.equal(await totpCode('JBSWY3DPEHPK3PXP', 1_700_000_000_000), '324550');
  });
});

describe('SMS_MFA', () => {
  it('sends a code, accepts the right one, and allows a retry after a wrong one', async () => {
    const cognito = await switched({ mfa: 'ON' });
    await setAttributes(cognito, { phone_number: '+15555550123' });
    const asked = await signInWithSrp(cognito);
    assert.equal(asked.ChallengeName, 'SMS_MFA');
    assert.deepEqual(asked.ChallengeParameters, {
      USER_ID_FOR_SRP: 'username',
      CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
      CODE_DELIVERY_DESTINATION: '+*******0123',
    });
    const { Session } = asked;
    const wrong = answer('SMS_MFA', Session, { SMS_MFA_CODE: '000000' });
    await refused(cognito, 'RespondToAuthChallenge', wrong, MISMATCH);
    const right = answer('SMS_MFA', Session, { SMS_MFA_CODE: lastCode(cognito) });
    assert.ok((await call(cognito, 'RespondToAuthChallenge', right)).AuthenticationResult.AccessToken);
    await refused(cognito, 'RespondToAuthChallenge', right, REFUSED);
  });

  it('belongs to one session, user and client, and expires', async () => {
    const cognito = await switched({ mfa: 'ON' });
    await setAttributes(cognito, { phone_number: '+15555550123' });
    await confirmedUser(cognito, { ...SEED_USER, Username: 'other' });
    const { Session } = await signInWithSrp(cognito);
    const SMS_MFA_CODE = cognito.outbox.messages('username').at(-1).code;
    const messageFor = (input) => refused(cognito, 'RespondToAuthChallenge', input, REFUSED);
    for (const forged of [
      answer('SMS_MFA', 'x'.repeat(300), { SMS_MFA_CODE }),
      answer('SMS_MFA', undefined, { SMS_MFA_CODE }),
      answer('SMS_MFA', Session, { SMS_MFA_CODE, USERNAME: 'other' }),
      answer('SMS_MFA', Session, { SMS_MFA_CODE }, { ClientId: SEED.webClientId }),
      answer('SMS_OTP', Session, { SMS_OTP_CODE: SMS_MFA_CODE }),
      answer('MFA_SETUP', Session, {}),
      answer('SELECT_CHALLENGE', Session, { ANSWER: 'PASSWORD' }),
    ]) {
      assert.equal(await messageFor(forged), 'Invalid session for the user.');
    }
    cognito.clock.advance(180_000);
    const late = answer('SMS_MFA', Session, { SMS_MFA_CODE });
    assert.equal(await messageFor(late), 'Invalid session for the user, session is expired.');
  });

  it('locks the user out after five wrong codes, counted over all sessions', async () => {
    const cognito = await switched({ mfa: 'ON' });
    await setAttributes(cognito, { phone_number: '+15555550123' });
    const sessions = [(await signInWithSrp(cognito)).Session, (await signInWithSrp(cognito)).Session];
    for (let i = 0; i < 5; i += 1) {
      const wrong = answer('SMS_MFA', sessions[i % 2], { SMS_MFA_CODE: '000000' });
      await refused(cognito, 'RespondToAuthChallenge', wrong, MISMATCH);
    }
    const right = answer('SMS_MFA', sessions[1], { SMS_MFA_CODE: lastCode(cognito) });
    assert.equal(await refused(cognito, 'RespondToAuthChallenge', right, REFUSED), 'Code attempts exceeded');
  });

  it('resets the count with the right code', async () => {
    const cognito = await switched({ mfa: 'ON' });
    await setAttributes(cognito, { phone_number: '+15555550123' });
    for (let signIn = 0; signIn < 2; signIn += 1) {
      const { Session } = await signInWithSrp(cognito);
      const wrong = answer('SMS_MFA', Session, { SMS_MFA_CODE: '000000' });
      for (let i = 0; i < 4; i += 1) await refused(cognito, 'RespondToAuthChallenge', wrong, MISMATCH);
      await respond(cognito, 'SMS_MFA', Session, { SMS_MFA_CODE: lastCode(cognito) });
    }
  });
});

describe('SOFTWARE_TOKEN_MFA', () => {
  async function readyToSignIn() {
    const cognito = await switched({ mfa: 'OPTIONAL' });
    const secret = await withApp(cognito, await accessToken(cognito));
    await preferences(cognito, { SoftwareTokenMfaSettings: { Enabled: true } });
    const asked = await signInWithSrp(cognito);
    assert.equal(asked.ChallengeName, 'SOFTWARE_TOKEN_MFA');
    const code = (windows) => totpCode(secret, cognito.clock.nowMs() + windows * STEP_MS);
    const give = async (windows) =>
      answer('SOFTWARE_TOKEN_MFA', asked.Session, { SOFTWARE_TOKEN_MFA_CODE: await code(windows) });
    return { cognito, give };
  }

  it('accepts the codes of the current time step and its neighbours', async () => {
    for (const windows of [-1, 0, 1]) {
      const { cognito, give } = await readyToSignIn();
      assert.ok((await call(cognito, 'RespondToAuthChallenge', await give(windows))).AuthenticationResult);
    }
  });

  it('rejects every other code, and a used one', async () => {
    const { cognito, give } = await readyToSignIn();
    for (const windows of [-2, 2]) await refused(cognito, 'RespondToAuthChallenge', await give(windows), MISMATCH);
    const right = await give(0);
    await call(cognito, 'RespondToAuthChallenge', right);
    const { Session } = await signInWithSrp(cognito);
    await refused(cognito, 'RespondToAuthChallenge', { ...right, Session }, 'ExpiredCodeException');
  });

  it('rejects a code older than the last used one', async () => {
    const { cognito, give } = await readyToSignIn();
    await call(cognito, 'RespondToAuthChallenge', await give(1));
    const { Session } = await signInWithSrp(cognito);
    const older = { ...(await give(0)), Session };
    await refused(cognito, 'RespondToAuthChallenge', older, 'ExpiredCodeException');
  });
});

describe('setting up an app while signed in', () => {
  it('starts with the secret of the acceptance scenarios and needs its code', async () => {
    const cognito = await switched({ mfa: 'OPTIONAL' });
    const AccessToken = await accessToken(cognito);
    const type = 'SoftwareTokenMFANotFoundException';
    await refused(cognito, 'VerifySoftwareToken', { AccessToken, UserCode: '123456' }, type);
    const { SecretCode, Session } = await call(cognito, 'AssociateSoftwareToken', { AccessToken });
    assert.deepEqual([SecretCode, Session], ['JBSWY3DPEHPK3PXP', undefined]);
    const wrong = { AccessToken, UserCode: '000000' };
    await refused(cognito, 'VerifySoftwareToken', wrong, 'EnableSoftwareTokenMFAException');
    const on = { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } };
    await refused(cognito, 'SetUserMFAPreference', on, 'InvalidParameterException');
    const UserCode = await totpCode(SecretCode, cognito.clock.nowMs());
    const verified = await call(cognito, 'VerifySoftwareToken', { AccessToken, UserCode, FriendlyDeviceName: 'mine' });
    assert.deepEqual(verified, { Status: 'SUCCESS' });
    await call(cognito, 'SetUserMFAPreference', on);
  });

  it('is rejected if the pool does not allow authenticator apps', async () => {
    const cognito = await switched({});
    const input = { AccessToken: await accessToken(cognito) };
    await refused(cognito, 'AssociateSoftwareToken', input, 'SoftwareTokenMFANotFoundException');
  });
});

describe('preferences', () => {
  it('are returned by GetUser and can be removed', async () => {
    const cognito = await switched({ mfa: 'OPTIONAL' });
    const AccessToken = await accessToken(cognito);
    await withApp(cognito, AccessToken);
    await setAttributes(cognito, { phone_number: '+15555550123' });
    const prefer = (settings) => call(cognito, 'SetUserMFAPreference', { AccessToken, ...settings });
    const told = async () => {
      const { UserMFASettingList, PreferredMfaSetting } = await call(cognito, 'GetUser', { AccessToken });
      return [UserMFASettingList, PreferredMfaSetting];
    };
    assert.deepEqual(await told(), [undefined, undefined]);
    const wanted = {
      SMSMfaSettings: { Enabled: true },
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    };
    await prefer(wanted);
    assert.deepEqual(await told(), [['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], 'SOFTWARE_TOKEN_MFA']);
    assert.equal((await signInWithSrp(cognito)).ChallengeName, 'SOFTWARE_TOKEN_MFA');
    await prefer({ SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false } });
    assert.deepEqual(await told(), [['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], undefined]);
    await prefer({ SMSMfaSettings: { Enabled: false }, SoftwareTokenMfaSettings: { Enabled: false } });
    assert.ok((await signInWithSrp(cognito)).AuthenticationResult);
    const unwanted = async (settings) =>
      refused(cognito, 'SetUserMFAPreference', { AccessToken, ...settings }, 'InvalidParameterException');
    const both = { ...wanted, SMSMfaSettings: { Enabled: true, PreferredMfa: true } };
    assert.equal(await unwanted(both), 'Only one MFA option can be preferred.');
    const off = { SMSMfaSettings: { Enabled: false, PreferredMfa: true } };
    assert.equal(await unwanted(off), 'SMS_MFA must be enabled to be preferred.');
  });

  it('do not lead to a factor that the user no longer has', async () => {
    const cognito = await switched({ mfa: 'OPTIONAL' });
    await setAttributes(cognito, { phone_number: '+15555550123' });
    await preferences(cognito, {
      SMSMfaSettings: { Enabled: true, PreferredMfa: true },
      EmailMfaSettings: { Enabled: true },
    });
    assert.equal((await signInWithSrp(cognito)).ChallengeName, 'SMS_MFA');
    await call(cognito, 'AdminDeleteUserAttributes', { ...NAMED, UserAttributeNames: ['phone_number'] });
    assert.equal((await signInWithSrp(cognito)).ChallengeName, 'EMAIL_OTP');
  });
});

describe('SELECT_MFA_TYPE', () => {
  it('is sent to a user with several factors and no preference', async () => {
    const cognito = await switched({ mfa: 'OPTIONAL' });
    await setAttributes(cognito, { phone_number: '+15555550123' });
    await preferences(cognito, { SMSMfaSettings: { Enabled: true }, EmailMfaSettings: { Enabled: true } });
    const { ChallengeName, ChallengeParameters, Session } = await signInWithSrp(cognito);
    assert.equal(ChallengeName, 'SELECT_MFA_TYPE');
    assert.deepEqual(JSON.parse(ChallengeParameters.MFAS_CAN_CHOOSE), ['SMS_MFA', 'EMAIL_OTP']);
    const other = answer('SELECT_MFA_TYPE', Session, { ANSWER: 'SOFTWARE_TOKEN_MFA' });
    await refused(cognito, 'RespondToAuthChallenge', other, 'MFAMethodNotFoundException');
    const asked = await respond(cognito, 'SELECT_MFA_TYPE', Session, { ANSWER: 'EMAIL_OTP' });
    assert.equal(asked.ChallengeName, 'EMAIL_OTP');
    assert.equal(asked.ChallengeParameters.CODE_DELIVERY_DESTINATION, 'm***@e***');
    const done = await respond(cognito, 'EMAIL_OTP', asked.Session, { EMAIL_OTP_CODE: lastCode(cognito) });
    assert.ok(done.AuthenticationResult);
  });
});

describe('MFA_SETUP', () => {
  async function toBeSetUp() {
    const cognito = await switched({ mfa: 'ON' });
    const asked = await signInWithSrp(cognito);
    assert.equal(asked.ChallengeName, 'MFA_SETUP');
    return { cognito, asked };
  }

  it('sets up the app with a chain of sessions', async () => {
    const { cognito, asked } = await toBeSetUp();
    const offered = JSON.parse(asked.ChallengeParameters.MFAS_CAN_SETUP);
    assert.deepEqual(offered, ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']);
    const associated = await call(cognito, 'AssociateSoftwareToken', { Session: asked.Session });
    assert.equal(associated.SecretCode, 'JBSWY3DPEHPK3PXP');
    await refused(cognito, 'AssociateSoftwareToken', { Session: asked.Session }, REFUSED);
    const unverified = answer('MFA_SETUP', associated.Session, {});
    await refused(cognito, 'RespondToAuthChallenge', unverified, REFUSED);

    const { Session } = associated;
    const wrong = { Session, UserCode: '000000' };
    await refused(cognito, 'VerifySoftwareToken', wrong, 'EnableSoftwareTokenMFAException');
    const UserCode = await totpCode(associated.SecretCode, cognito.clock.nowMs());
    const verified = await call(cognito, 'VerifySoftwareToken', { Session, UserCode });
    await refused(cognito, 'VerifySoftwareToken', { Session, UserCode }, REFUSED);
    assert.ok((await respond(cognito, 'MFA_SETUP', verified.Session, {})).AuthenticationResult);
    assert.equal((await signInWithSrp(cognito)).ChallengeName, 'SOFTWARE_TOKEN_MFA');
  });

  it('sets up an e-mail address, which must be verified', async () => {
    const { cognito, asked } = await toBeSetUp();
    const bad = answer('MFA_SETUP', asked.Session, { EMAIL: 'nowhere' });
    await refused(cognito, 'RespondToAuthChallenge', bad, 'InvalidParameterException');
    const next = await respond(cognito, 'MFA_SETUP', asked.Session, { EMAIL: 'new@email.com' });
    assert.equal(next.ChallengeName, 'EMAIL_OTP');
    assert.equal(cognito.outbox.messages().at(-1).destination, 'new@email.com');
    assert.equal(cognito.dump().users[0].attributes.email, 'my@email.com');
    const done = await respond(cognito, 'EMAIL_OTP', next.Session, { EMAIL_OTP_CODE: lastCode(cognito) });
    assert.ok(done.AuthenticationResult);
    assert.equal(cognito.dump().users[0].attributes.email, 'new@email.com');
    assert.equal((await signInWithSrp(cognito)).ChallengeName, 'EMAIL_OTP');
  });
});

describe('the second factors of a pool', () => {
  const { userPoolId: UserPoolId } = SEED;

  it('are set and returned', async () => {
    const cognito = await switched({});
    const set = await call(cognito, 'SetUserPoolMfaConfig', {
      UserPoolId,
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: { RelyingPartyId: 'example.com', UserVerification: 'required' },
    });
    assert.deepEqual(set, await call(cognito, 'GetUserPoolMfaConfig', { UserPoolId }));
    assert.deepEqual(set, {
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: { RelyingPartyId: 'example.com', UserVerification: 'required' },
    });
    assert.equal((await call(cognito, 'DescribeUserPool', { UserPoolId })).UserPool.MfaConfiguration, 'OPTIONAL');
    const none = { UserPoolId, MfaConfiguration: 'ON' };
    await refused(cognito, 'SetUserPoolMfaConfig', none, 'InvalidParameterException');
  });

  it('can be changed by a demo page', async () => {
    const cognito = await switched({ mfa: 'ON', devices: 'opt-in' });
    const told = { mfa: 'ON', passwordless: false, devices: 'opt-in', customChallenge: false, salts: 'either' };
    assert.deepEqual(await test(cognito, 'GET', 'pool'), told);
    const off = { mfa: 'OFF', passwordless: true, devices: 'off', customChallenge: true, salts: 'negative' };
    assert.deepEqual(await test(cognito, 'POST', 'pool', off), off);
    await test(cognito, 'POST', 'reset');
    const initial = { mfa: 'OFF', passwordless: false, devices: 'off', customChallenge: false, salts: 'either' };
    assert.deepEqual(await test(cognito, 'GET', 'pool'), initial);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { SEED_USER, call, freshCognito, refused, test, withClient } from './support/calls.js';
import { NAMED, answer, lastCode, respond, setAttributes, switched } from './support/sign-ins.js';
import { SRP_A, proof, verifierAnswer } from './support/srp-client.js';

const REFUSED = 'NotAuthorizedException';
const INVALID = 'InvalidParameterException';

const request = (parameters = {}, rest = {}) =>
  withClient({ AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: 'username', ...parameters }, ...rest });
const begin = (cognito, parameters, rest) => call(cognito, 'InitiateAuth', request(parameters, rest));
const ready = () => switched({ passwordless: true });

describe('USER_AUTH', () => {
  it('lets the user choose among the available factors', async () => {
    const cognito = await ready();
    const asked = await begin(cognito);
    assert.equal(asked.ChallengeName, 'SELECT_CHALLENGE');
    assert.deepEqual(asked.AvailableChallenges, ['EMAIL_OTP', 'PASSWORD', 'PASSWORD_SRP']);
    await setAttributes(cognito, { phone_number: '+15555550123', phone_number_verified: 'true' });
    const more = await begin(cognito, { PREFERRED_CHALLENGE: 'WEB_AUTHN' });
    assert.equal(more.ChallengeName, 'SELECT_CHALLENGE');
    assert.deepEqual(more.AvailableChallenges, ['EMAIL_OTP', 'SMS_OTP', 'PASSWORD', 'PASSWORD_SRP']);
    const absent = answer('SELECT_CHALLENGE', more.Session, { ANSWER: 'WEB_AUTHN' });
    await refused(cognito, 'RespondToAuthChallenge', absent, INVALID);
  });

  it('offers codes only for verified addresses of confirmed users', async () => {
    const offered = async (cognito) => (await begin(cognito)).AvailableChallenges;
    const unproven = await ready();
    await setAttributes(unproven, { phone_number: '+15555550123', email_verified: 'false' });
    assert.deepEqual(await offered(unproven), ['PASSWORD', 'PASSWORD_SRP']);

    const invited = await ready();
    await call(invited, 'AdminSetUserPassword', { ...NAMED, Password: 'Temporary1' });
    assert.deepEqual(await offered(invited), ['PASSWORD', 'PASSWORD_SRP']);

    const withSecondFactor = await ready();
    await test(withSecondFactor, 'POST', 'pool', { mfa: 'ON' });
    assert.deepEqual(await offered(withSecondFactor), ['PASSWORD', 'PASSWORD_SRP']);
  });

  it('offers no password if the pool does not allow passwords', async () => {
    const cognito = await ready();
    await call(cognito, 'UpdateUserPool', {
      UserPoolId: SEED.userPoolId,
      AutoVerifiedAttributes: ['email'],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP'] } },
    });
    assert.deepEqual((await begin(cognito)).AvailableChallenges, ['EMAIL_OTP']);
  });

  it('signs in with only a code', async () => {
    const cognito = await ready();
    await setAttributes(cognito, { phone_number: '+15555550123', phone_number_verified: 'true' });
    for (const name of ['EMAIL_OTP', 'SMS_OTP']) {
      const { ChallengeName, Session } = await begin(cognito, { PREFERRED_CHALLENGE: name });
      assert.equal(ChallengeName, name);
      const wrong = answer(name, Session, { [`${name}_CODE`]: '000000' });
      await refused(cognito, 'RespondToAuthChallenge', wrong, 'CodeMismatchException');
      const done = await respond(cognito, name, Session, { [`${name}_CODE`]: lastCode(cognito) });
      assert.ok(done.AuthenticationResult);
    }
  });

  it('sends a code for every request, whether or not its reply is used', async () => {
    const cognito = await ready();
    await setAttributes(cognito, { phone_number: '+15555550123', phone_number_verified: 'true' });
    const before = cognito.outbox.messages().length;
    const messages = () => cognito.outbox.messages().length - before;
    await begin(cognito);
    await begin(cognito, { PREFERRED_CHALLENGE: 'PASSWORD' });
    assert.equal(messages(), 0);
    await begin(cognito, { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    await begin(cognito, { PREFERRED_CHALLENGE: 'SMS_OTP' });
    assert.equal(messages(), 2);
    await test(cognito, 'POST', 'faults', { operation: 'InitiateAuth', kind: 'lose-reply' });
    await assert.rejects(begin(cognito, { PREFERRED_CHALLENGE: 'EMAIL_OTP' }), TypeError);
    assert.equal(messages(), 3);
    await test(cognito, 'POST', 'faults', { operation: 'InitiateAuth', kind: 'drop' });
    await assert.rejects(begin(cognito, { PREFERRED_CHALLENGE: 'EMAIL_OTP' }), TypeError);
    assert.equal(messages(), 3);
  });

  it('signs in with the chosen password, also after a wrong one', async () => {
    const cognito = await ready();
    const { Session } = await begin(cognito);
    const give = (PASSWORD) => answer('SELECT_CHALLENGE', Session, { ANSWER: 'PASSWORD', PASSWORD });
    await refused(cognito, 'RespondToAuthChallenge', give('wrong'), REFUSED);
    assert.ok((await call(cognito, 'RespondToAuthChallenge', give('Password123'))).AuthenticationResult);
    await refused(cognito, 'RespondToAuthChallenge', give('Password123'), REFUSED);
  });

  it('signs in with a preferred password at once, or asks for it', async () => {
    const cognito = await ready();
    const preferred = { PREFERRED_CHALLENGE: 'PASSWORD' };
    assert.ok((await begin(cognito, { ...preferred, PASSWORD: 'Password123' })).AuthenticationResult);
    await refused(cognito, 'InitiateAuth', request({ ...preferred, PASSWORD: 'wrong' }), REFUSED);
    const { ChallengeName, Session } = await begin(cognito, preferred);
    assert.equal(ChallengeName, 'PASSWORD');
    assert.ok((await respond(cognito, 'PASSWORD', Session, { PASSWORD: 'Password123' })).AuthenticationResult);
  });

  it('signs in with a proof, which must come with its session', async () => {
    const cognito = await ready();
    const { Session } = await begin(cognito);
    for (const asked of [
      await begin(cognito, { PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A }),
      await respond(cognito, 'SELECT_CHALLENGE', Session, { ANSWER: 'PASSWORD_SRP', SRP_A }),
    ]) {
      assert.equal(asked.ChallengeName, 'PASSWORD_VERIFIER');
      const responses = await proof(asked);
      await refused(cognito, 'RespondToAuthChallenge', verifierAnswer(responses), REFUSED);
      const right = verifierAnswer(responses, { Session: asked.Session });
      assert.ok((await call(cognito, 'RespondToAuthChallenge', right)).AuthenticationResult);
    }
  });

  it('cannot bypass a second factor', async () => {
    const cognito = await ready();
    await test(cognito, 'POST', 'pool', { mfa: 'OPTIONAL' });
    assert.ok((await begin(cognito)).AvailableChallenges.includes('EMAIL_OTP'));
    await call(cognito, 'AdminSetUserMFAPreference', { ...NAMED, EmailMfaSettings: { Enabled: true } });
    const { AvailableChallenges } = await begin(cognito);
    assert.deepEqual(AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP']);
    const password = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'Password123' };
    assert.equal((await begin(cognito, password)).ChallengeName, 'EMAIL_OTP');
  });

  it('is off unless the client allows it', async () => {
    const message = await refused(await switched({}), 'InitiateAuth', request(), INVALID);
    assert.equal(message, 'USER_AUTH flow not enabled for this client');
  });
});

describe('the session of a sign-up', () => {
  const { Password: _, ...withoutPassword } = SEED_USER;

  async function signedUp(user = withoutPassword) {
    const cognito = freshCognito();
    await test(cognito, 'POST', 'pool', { passwordless: true });
    const { Session } = await call(cognito, 'SignUp', withClient(user));
    const ConfirmationCode = lastCode(cognito);
    const confirmed = await call(
      cognito,
      'ConfirmSignUp',
      withClient({ Username: 'username', ConfirmationCode, Session }),
    );
    return { cognito, first: Session, Session: confirmed.Session };
  }

  it('signs the user in once, right after the confirmation', async () => {
    const { cognito, first, Session } = await signedUp();
    // The confirmation has used up the session of the sign-up.
    assert.deepEqual(Object.keys(cognito.dump().challenges), [Session]);
    const messageFor = (rest) => refused(cognito, 'InitiateAuth', request({}, rest), REFUSED);
    const invalid = 'Invalid session for the user.';
    assert.equal(await messageFor({ Session: first }), invalid);
    assert.equal(await messageFor({ Session, ClientId: SEED.webClientId }), invalid);
    assert.ok((await begin(cognito, {}, { Session })).AuthenticationResult);
    assert.equal(await messageFor({ Session }), invalid);
    assert.equal(await messageFor({ Session: 'x'.repeat(99) }), invalid);
  });

  it('must belong to the user who confirms', async () => {
    const cognito = freshCognito();
    await test(cognito, 'POST', 'pool', { passwordless: true });
    await call(cognito, 'SignUp', withClient(withoutPassword));
    const ConfirmationCode = lastCode(cognito);
    const { Session } = await call(cognito, 'SignUp', withClient({ ...withoutPassword, Username: 'another' }));
    const confirmation = withClient({ Username: 'username', ConfirmationCode, Session });
    const message = await refused(cognito, 'ConfirmSignUp', confirmation, REFUSED);
    assert.equal(message, 'Invalid session for the user.');
    await call(cognito, 'ConfirmSignUp', { ...confirmation, Session: undefined });
  });

  it('is also returned to a client that confirms without it', async () => {
    const cognito = freshCognito();
    await test(cognito, 'POST', 'pool', { passwordless: true });
    await call(cognito, 'SignUp', withClient(withoutPassword));
    const code = withClient({ Username: 'username', ConfirmationCode: lastCode(cognito) });
    const { Session } = await call(cognito, 'ConfirmSignUp', code);
    assert.ok((await begin(cognito, {}, { Session })).AuthenticationResult);
  });

  it('does not need a password if there are codes, and then offers none', async () => {
    const { cognito } = await signedUp();
    assert.deepEqual((await begin(cognito)).AvailableChallenges, ['EMAIL_OTP']);
    const seed = await switched({});
    const another = withClient({ ...withoutPassword, Username: 'another' });
    assert.match(await refused(seed, 'SignUp', another, INVALID), /'password' failed .* must not be null/);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { utf8 } from '../src/encoding.js';
import { call, refused, withClient } from './support/calls.js';
import { newPasskey } from './support/authenticator.js';
import { accessToken, answer, respond, switched } from './support/sign-ins.js';
import { signInWithSrp } from './support/srp-client.js';

const REFUSED = 'NotAuthorizedException';
const INVALID = 'InvalidParameterException';

async function ready() {
  const cognito = await switched({ passwordless: true });
  return { cognito, AccessToken: await accessToken(cognito), passkey: await newPasskey() };
}

const start = async (cognito, AccessToken) =>
  (await call(cognito, 'StartWebAuthnRegistration', { AccessToken })).CredentialCreationOptions;

async function registered(forged, algorithm) {
  const all = { ...(await ready()), ...(algorithm !== undefined && { passkey: await newPasskey(algorithm) }) };
  const { cognito, AccessToken, passkey } = all;
  const Credential = await passkey.create(await start(cognito, AccessToken), forged);
  await call(cognito, 'CompleteWebAuthnRegistration', { AccessToken, Credential });
  return all;
}

async function asked(cognito) {
  const challenge = await call(cognito, 'InitiateAuth', {
    ...withClient({ AuthFlow: 'USER_AUTH' }),
    AuthParameters: { USERNAME: 'username', PREFERRED_CHALLENGE: 'WEB_AUTHN' },
  });
  assert.equal(challenge.ChallengeName, 'WEB_AUTHN');
  return { ...challenge, options: JSON.parse(challenge.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS) };
}

describe('registering a passkey', () => {
  it('asks the browser for a discoverable passkey', async () => {
    const { cognito, AccessToken } = await ready();
    const options = await start(cognito, AccessToken);
    assert.match(options.challenge, /^[\w-]{22}$/);
    assert.deepEqual(options.rp, { id: 'localhost', name: 'localhost' });
    assert.equal(options.user.name, 'username');
    assert.equal(options.authenticatorSelection.residentKey, 'required');
    assert.deepEqual(options.excludeCredentials, []);
  });

  it('accepts attestation `none` and self attestation', async () => {
    for (const format of ['none', 'packed']) {
      const { cognito, AccessToken, passkey } = await registered({ format });
      const { Credentials } = await call(cognito, 'ListWebAuthnCredentials', { AccessToken });
      assert.deepEqual(
        Credentials.map(({ CredentialId, RelyingPartyId, AuthenticatorAttachment, AuthenticatorTransports }) => [
          CredentialId,
          RelyingPartyId,
          AuthenticatorAttachment,
          AuthenticatorTransports,
        ]),
        [[passkey.id, 'localhost', 'platform', ['internal']]],
      );
      const { excludeCredentials } = await start(cognito, AccessToken);
      assert.deepEqual(
        excludeCredentials.map(({ id }) => id),
        [passkey.id],
      );
    }
  });

  it('rejects credentials that were created for something else', async () => {
    for (const [forged, type] of [
      [{ challenge: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'WebAuthnChallengeNotFoundException'],
      [{ origin: 'https://evil.example' }, 'WebAuthnOriginNotAllowedException'],
      [{ origin: 'https://notlocalhost' }, 'WebAuthnOriginNotAllowedException'],
      [{ origin: 'http://notlocalhost:8080' }, 'WebAuthnOriginNotAllowedException'],
      [{ crossOrigin: true }, 'WebAuthnOriginNotAllowedException'],
      [{ rpId: 'evil.example' }, 'WebAuthnRelyingPartyMismatchException'],
      [{ format: 'packed', alg: -257 }, INVALID],
      [{ format: 'packed', x5c: utf8('a certificate') }, 'WebAuthnCredentialNotSupportedException'],
      [{ format: 'tpm' }, 'WebAuthnCredentialNotSupportedException'],
      [
        {
          key: new Map([
            [1, 1],
            [3, -8],
          ]),
        },
        'WebAuthnCredentialNotSupportedException',
      ],
      [{ format: 'packed', signedInstead: utf8('another') }, INVALID],
      [{ flags: 0x44 }, INVALID],
    ]) {
      const { cognito, AccessToken, passkey } = await ready();
      const Credential = await passkey.create(await start(cognito, AccessToken), forged);
      await refused(cognito, 'CompleteWebAuthnRegistration', { AccessToken, Credential }, type);
    }
  });

  it('rejects invalid credentials', async () => {
    const { cognito, AccessToken } = await ready();
    const response = { clientDataJSON: 'e30', attestationObject: '_w' };
    for (const Credential of [{}, 'text', { id: 'x', type: 'public-key', response }]) {
      await start(cognito, AccessToken);
      await refused(cognito, 'CompleteWebAuthnRegistration', { AccessToken, Credential }, INVALID);
    }
  });

  it('allows one attempt per challenge, at the client that asked', async () => {
    const { cognito, AccessToken, passkey } = await ready();
    const options = await start(cognito, AccessToken);
    const Credential = await passkey.create(options);
    const other = await signInWithSrp(cognito, { client: { ClientId: SEED.webClientId } });
    const elsewhere = { AccessToken: other.AuthenticationResult.AccessToken, Credential };
    await refused(cognito, 'CompleteWebAuthnRegistration', elsewhere, 'WebAuthnClientMismatchException');
    const late = { AccessToken, Credential };
    await refused(cognito, 'CompleteWebAuthnRegistration', late, 'WebAuthnChallengeNotFoundException');
  });

  it('accepts only HTTPS pages, except on this machine', async () => {
    const { cognito, AccessToken } = await ready();
    const settings = { RelyingPartyId: 'example.com', UserVerification: 'preferred' };
    await call(cognito, 'SetUserPoolMfaConfig', { UserPoolId: SEED.userPoolId, WebAuthnConfiguration: settings });
    const register = async (origin) => {
      const passkey = await newPasskey();
      const Credential = await passkey.create(await start(cognito, AccessToken), { origin, rpId: 'example.com' });
      return { AccessToken, Credential };
    };
    for (const origin of ['http://example.com', 'http://localhost:8080', 'https://notexample.com']) {
      const type = 'WebAuthnOriginNotAllowedException';
      await refused(cognito, 'CompleteWebAuthnRegistration', await register(origin), type);
    }
    for (const origin of ['https://example.com', 'https://login.example.com']) {
      await call(cognito, 'CompleteWebAuthnRegistration', await register(origin));
    }
  });

  it('rejects a passkey that is already registered, and one with a wrong id', async () => {
    const { cognito, AccessToken, passkey } = await registered();
    const other = await newPasskey();
    const again = await passkey.create(await start(cognito, AccessToken));
    await refused(cognito, 'CompleteWebAuthnRegistration', { AccessToken, Credential: again }, INVALID);
    for (const id of [passkey.id, 'AAAA']) {
      const renamed = { ...(await other.create(await start(cognito, AccessToken))), id };
      await refused(cognito, 'CompleteWebAuthnRegistration', { AccessToken, Credential: renamed }, INVALID);
    }
    const { Credentials } = await call(cognito, 'ListWebAuthnCredentials', { AccessToken });
    assert.equal(Credentials.length, 1);
  });

  it('takes at most three minutes, and allows twenty passkeys', async () => {
    const { cognito, AccessToken, passkey } = await ready();
    const late = await passkey.create(await start(cognito, AccessToken));
    cognito.clock.advance(180_000);
    const type = 'WebAuthnChallengeNotFoundException';
    await refused(cognito, 'CompleteWebAuthnRegistration', { AccessToken, Credential: late }, type);
    const register = async () => {
      const Credential = await (await newPasskey()).create(await start(cognito, AccessToken));
      return { AccessToken, Credential };
    };
    for (let i = 0; i < 20; i += 1) await call(cognito, 'CompleteWebAuthnRegistration', await register());
    await refused(cognito, 'CompleteWebAuthnRegistration', await register(), 'LimitExceededException');
  });

  it('is off unless the pool allows it', async () => {
    const cognito = await switched({});
    const input = { AccessToken: await accessToken(cognito) };
    await refused(cognito, 'StartWebAuthnRegistration', input, 'WebAuthnNotEnabledException');
  });
});

describe('WEB_AUTHN', () => {
  for (const algorithm of ['ES256', 'RS256']) {
    it(`signs in who has the passkey, once for each challenge: ${algorithm}`, async () => {
      const { cognito, passkey } = await registered({ format: 'packed' }, algorithm);
      const { Session, options } = await asked(cognito);
      assert.deepEqual(
        options.allowCredentials.map(({ id }) => id),
        [passkey.id],
      );
      const right = answer('WEB_AUTHN', Session, { CREDENTIAL: await passkey.get(options) });
      assert.ok((await call(cognito, 'RespondToAuthChallenge', right)).AuthenticationResult.AccessToken);
      const message = await refused(cognito, 'RespondToAuthChallenge', right, REFUSED);
      assert.equal(message, 'Invalid session for the user.');
    });
  }

  it("is not offered if the pool's relying party has changed", async () => {
    const { cognito, AccessToken } = await registered();
    const settings = { RelyingPartyId: 'example.com', UserVerification: 'preferred' };
    await call(cognito, 'SetUserPoolMfaConfig', { UserPoolId: SEED.userPoolId, WebAuthnConfiguration: settings });
    const { AvailableChallenges } = await call(cognito, 'InitiateAuth', {
      ...withClient({ AuthFlow: 'USER_AUTH' }),
      AuthParameters: { USERNAME: 'username', PREFERRED_CHALLENGE: 'WEB_AUTHN' },
    });
    assert.deepEqual(AvailableChallenges, ['EMAIL_OTP', 'PASSWORD', 'PASSWORD_SRP']);
    assert.deepEqual((await start(cognito, AccessToken)).excludeCredentials, []);
  });

  it('refuses every forged assertion', async () => {
    const { cognito, passkey } = await registered();
    const other = await newPasskey();
    const { Session, options } = await asked(cognito);
    for (const CREDENTIAL of [
      await passkey.get({ challenge: 'AAAAAAAAAAAAAAAAAAAAAA' }),
      await passkey.get(options, { origin: 'https://evil.example' }),
      await passkey.get(options, { rpId: 'evil.example' }),
      await passkey.get(options, { type: 'webauthn.create' }),
      await passkey.get(options, { signedInstead: utf8('another') }),
      await passkey.get(options, { flags: 0x04 }),
      await passkey.get(options, { userHandle: 'c29tZWJvZHk' }),
      await other.get(options),
      await other.get(options, { credential: { id: passkey.id } }),
    ]) {
      const forged = answer('WEB_AUTHN', Session, { CREDENTIAL });
      await refused(cognito, 'RespondToAuthChallenge', forged, REFUSED);
    }
    const unreadable = answer('WEB_AUTHN', Session, { CREDENTIAL: '{' });
    await refused(cognito, 'RespondToAuthChallenge', unreadable, INVALID);
    await respond(cognito, 'WEB_AUTHN', Session, { CREDENTIAL: await passkey.get(options) });
  });

  it('requires a growing counter', async () => {
    const { cognito, passkey } = await registered();
    const signIn = async (counter) => {
      const { Session, options } = await asked(cognito);
      return answer('WEB_AUTHN', Session, { CREDENTIAL: await passkey.get(options, { counter }) });
    };
    await call(cognito, 'RespondToAuthChallenge', await signIn(5));
    for (const counter of [5, 4, 0]) {
      await refused(cognito, 'RespondToAuthChallenge', await signIn(counter), REFUSED);
    }
    await call(cognito, 'RespondToAuthChallenge', await signIn(6));
  });

  it('lets the user choose another factor', async () => {
    const { cognito } = await registered();
    const { Session } = await asked(cognito);
    const next = await respond(cognito, 'SELECT_CHALLENGE', Session, { ANSWER: 'EMAIL_OTP' });
    assert.equal(next.ChallengeName, 'EMAIL_OTP');
  });

  it('requires user verification if the pool does', async () => {
    const { cognito, passkey } = await registered();
    const settings = { RelyingPartyId: 'localhost', UserVerification: 'required' };
    await call(cognito, 'SetUserPoolMfaConfig', { UserPoolId: SEED.userPoolId, WebAuthnConfiguration: settings });
    const { Session, options } = await asked(cognito);
    const present = answer('WEB_AUTHN', Session, { CREDENTIAL: await passkey.get(options, { flags: 0x01 }) });
    await refused(cognito, 'RespondToAuthChallenge', present, REFUSED);
  });

  it('is not offered once the passkey is deleted', async () => {
    const { cognito, AccessToken, passkey } = await registered();
    const one = { AccessToken, CredentialId: passkey.id };
    await call(cognito, 'DeleteWebAuthnCredential', one);
    await refused(cognito, 'DeleteWebAuthnCredential', one, 'ResourceNotFoundException');
    assert.deepEqual((await call(cognito, 'ListWebAuthnCredentials', { AccessToken })).Credentials, []);
    const { ChallengeName } = await call(cognito, 'InitiateAuth', {
      ...withClient({ AuthFlow: 'USER_AUTH' }),
      AuthParameters: { USERNAME: 'username', PREFERRED_CHALLENGE: 'WEB_AUTHN' },
    });
    assert.equal(ChallengeName, 'SELECT_CHALLENGE');
  });
});

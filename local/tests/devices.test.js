import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { concat, fromBase64, toBase64, utf8 } from '../src/encoding.js';
import { hmacSha256, sha256 } from '../src/hashing.js';
import { N, multiplier, pad, passwordVerifier, powerModN, readSalt, toNumber } from '../src/srp.js';
import { call, refused, test, withClient } from './support/calls.js';
import { WRONG, answer, lastCode, respond, setAttributes, switched } from './support/sign-ins.js';
import { SRP_A, beginSrp, proof, signInWithSrp, verifierAnswer } from './support/srp-client.js';

const REFUSED = 'NotAuthorizedException';
const GONE = 'ResourceNotFoundException';
const TIMESTAMP = 'Tue Jan 2 03:04:05 UTC 2024';
const a = toNumber(new Uint8Array(32).fill(7));

const confirmation = async (
  { DeviceKey, DeviceGroupKey },
  AccessToken,
  password = 'device password',
  salt = toNumber(new Uint8Array(16).fill(0x9c)),
) => {
  const verifier = await passwordVerifier(DeviceGroupKey, DeviceKey, password, salt);
  const DeviceSecretVerifierConfig = { Salt: toBase64(pad(salt)), PasswordVerifier: toBase64(pad(verifier)) };
  return { AccessToken, DeviceKey, DeviceName: 'mine', DeviceSecretVerifierConfig };
};

/** The proof of a device that knows its password. */
async function deviceProof(
  { ChallengeParameters: asked },
  { DeviceKey, DeviceGroupKey },
  password = 'device password',
  named,
) {
  const B = BigInt(`0x${asked.SRP_B}`);
  const u = toNumber(await sha256(concat(pad(BigInt(`0x${SRP_A}`)), pad(B))));
  const inner = await sha256(utf8(`${DeviceGroupKey}${DeviceKey}:${password}`));
  const x = toNumber(await sha256(concat(pad(readSalt(asked.SALT)), inner)));
  const base = (((B - (await multiplier) * powerModN(2n, x)) % N) + N) % N;
  const extracted = await hmacSha256(pad(u), pad(powerModN(base, a + u * x)));
  const key = (await hmacSha256(extracted, concat(utf8('Caldera Derived Key'), Uint8Array.of(1)))).slice(0, 16);
  const claimed = concat(
    utf8(named ?? `${DeviceGroupKey}${DeviceKey}`),
    fromBase64(asked.SECRET_BLOCK),
    utf8(TIMESTAMP),
  );
  return {
    DEVICE_KEY: DeviceKey,
    TIMESTAMP,
    PASSWORD_CLAIM_SECRET_BLOCK: asked.SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: toBase64(await hmacSha256(key, claimed)),
  };
}

/** Signs in with the password and a device, and returns the next step. */
async function passwordProven(cognito, DEVICE_KEY) {
  const responses = await proof(await beginSrp(cognito));
  return verifierAnswer({ ...responses, ...(DEVICE_KEY && { DEVICE_KEY }) });
}

async function withDevice(devices, settings = {}) {
  const cognito = await switched({ devices, ...settings });
  const { AccessToken, NewDeviceMetadata: device } = (await signInWithSrp(cognito)).AuthenticationResult;
  const confirmed = await call(cognito, 'ConfirmDevice', await confirmation(device, AccessToken));
  return { cognito, AccessToken, device, confirmed };
}

describe('a new device', () => {
  it('gets a key only if the pool tracks devices', async () => {
    const followed = (await signInWithSrp(await switched({ devices: 'opt-in' }))).AuthenticationResult;
    assert.match(followed.NewDeviceMetadata.DeviceKey, /^us-east-1_[0-9a-f-]{36}$/);
    assert.match(followed.NewDeviceMetadata.DeviceGroupKey, /^-/);
    const { AuthenticationResult } = await signInWithSrp(await switched({}));
    assert.equal(AuthenticationResult.NewDeviceMetadata, undefined);
  });

  it('is confirmed once, by its user, with a verifier', async () => {
    const { cognito, AccessToken, device, confirmed } = await withDevice('opt-in');
    assert.deepEqual(confirmed, { UserConfirmationNecessary: true });
    const again = await confirmation(device, AccessToken);
    await refused(cognito, 'ConfirmDevice', again, 'DeviceKeyExistsException');
    const unknown = { ...again, DeviceKey: 'us-east-1_0f0e0d0c-1111-2222-3333-444444444444' };
    await refused(cognito, 'ConfirmDevice', unknown, GONE);
    const { NewDeviceMetadata } = (await signInWithSrp(cognito)).AuthenticationResult;
    const empty = { ...again, ...NewDeviceMetadata, DeviceSecretVerifierConfig: undefined };
    delete empty.DeviceGroupKey;
    await refused(cognito, 'ConfirmDevice', empty, 'InvalidParameterException');
    // With the verifier 0, anyone could sign in without a password.
    for (const zero of [0n, N]) {
      const { Salt } = again.DeviceSecretVerifierConfig;
      const config = { Salt, PasswordVerifier: toBase64(pad(zero)) };
      const free = { ...empty, DeviceSecretVerifierConfig: config };
      await refused(cognito, 'ConfirmDevice', free, 'InvalidParameterException');
    }
    assert.deepEqual((await withDevice('always')).confirmed, { UserConfirmationNecessary: false });
  });
});

describe('a device that is not confirmed', () => {
  it('does not exist', async () => {
    const cognito = await switched({ devices: 'always' });
    const { AccessToken, NewDeviceMetadata } = (await signInWithSrp(cognito)).AuthenticationResult;
    await refused(cognito, 'GetDevice', { AccessToken, DeviceKey: NewDeviceMetadata.DeviceKey }, GONE);
  });
});

describe('an unknown device', () => {
  it('can be neither described nor forgotten', async () => {
    const { cognito, device } = await withDevice('always');
    for (const operation of ['GetDevice', 'ForgetDevice']) {
      const input = { DeviceKey: device.DeviceKey };
      assert.equal(await refused(cognito, operation, input, 'InvalidParameterException'), 'Missing access token');
    }
  });
});

describe('a remembered device', () => {
  it('is the one that the client named with the password', async () => {
    const { cognito, AccessToken, device } = await withDevice('always');
    const { NewDeviceMetadata: other } = (await signInWithSrp(cognito)).AuthenticationResult;
    await call(cognito, 'ConfirmDevice', await confirmation(other, AccessToken));
    const { Session } = await call(cognito, 'RespondToAuthChallenge', await passwordProven(cognito, device.DeviceKey));
    const swapped = answer('DEVICE_SRP_AUTH', Session, { SRP_A, DEVICE_KEY: other.DeviceKey });
    await refused(cognito, 'RespondToAuthChallenge', swapped, REFUSED);
  });

  it('replaces the second factor once it has proven itself', async () => {
    const { cognito, device } = await withDevice('always');
    await test(cognito, 'POST', 'pool', { mfa: 'ON' });
    await setAttributes(cognito, { phone_number: '+15555550123' });
    assert.equal((await signInWithSrp(cognito)).ChallengeName, 'SMS_MFA');

    const started = await call(cognito, 'RespondToAuthChallenge', await passwordProven(cognito, device.DeviceKey));
    assert.equal(started.ChallengeName, 'DEVICE_SRP_AUTH');
    const DEVICE_KEY = device.DeviceKey;
    const asked = await respond(cognito, 'DEVICE_SRP_AUTH', started.Session, { SRP_A, DEVICE_KEY });
    assert.equal(asked.ChallengeName, 'DEVICE_PASSWORD_VERIFIER');
    const name = asked.ChallengeName;
    const right = await deviceProof(asked, device);
    for (const [session, responses] of [
      [asked.Session, await deviceProof(asked, device, 'another password')],
      [asked.Session, { ...right, PASSWORD_CLAIM_SECRET_BLOCK: btoa('another') }],
      ['x'.repeat(99), right],
      [undefined, right],
    ]) {
      await refused(cognito, 'RespondToAuthChallenge', answer(name, session, responses), REFUSED);
    }
    const wrong = answer(name, asked.Session, await deviceProof(asked, device, 'another password'));
    assert.equal(await refused(cognito, 'RespondToAuthChallenge', wrong, REFUSED), WRONG);
    const { AuthenticationResult } = await respond(cognito, name, asked.Session, right);
    assert.ok(AuthenticationResult.AccessToken);
    assert.equal(AuthenticationResult.NewDeviceMetadata, undefined);
    await refused(cognito, 'RespondToAuthChallenge', answer(name, asked.Session, right), REFUSED);
  });

  it('proves itself with a salt of either sign, and its last use is recorded', async () => {
    const cognito = await switched({ devices: 'always' });
    const { AccessToken, NewDeviceMetadata: device } = (await signInWithSrp(cognito)).AuthenticationResult;
    const salt = BigInt.asIntN(128, toNumber(new Uint8Array(16).fill(0x9c)));
    const confirmed = await confirmation(device, AccessToken, 'device password', salt);
    await call(cognito, 'ConfirmDevice', confirmed);
    const one = { AccessToken, DeviceKey: device.DeviceKey };
    const { Device: before } = await call(cognito, 'GetDevice', one);
    cognito.clock.advance(60_000);
    const started = await call(cognito, 'RespondToAuthChallenge', await passwordProven(cognito, device.DeviceKey));
    const given = { SRP_A, DEVICE_KEY: device.DeviceKey };
    const asked = await respond(cognito, 'DEVICE_SRP_AUTH', started.Session, given);
    assert.match(asked.ChallengeParameters.SALT, /^-/);
    await respond(cognito, asked.ChallengeName, asked.Session, await deviceProof(asked, device));
    const { Device: after } = await call(cognito, 'GetDevice', one);
    assert.equal(after.DeviceLastAuthenticatedDate, before.DeviceLastAuthenticatedDate + 60);
  });

  it('cannot use its own proof as the proof of the password', async () => {
    const { cognito, device } = await withDevice('always');
    const started = await call(cognito, 'RespondToAuthChallenge', await passwordProven(cognito, device.DeviceKey));
    const given = { SRP_A, DEVICE_KEY: device.DeviceKey };
    const asked = await respond(cognito, 'DEVICE_SRP_AUTH', started.Session, given);
    const claim = await deviceProof(asked, device, 'device password', 'SeedPool1username');
    const crossed = verifierAnswer({ ...claim, USERNAME: 'username' }, { Session: asked.Session });
    await refused(cognito, 'RespondToAuthChallenge', crossed, REFUSED);
    const swapped = answer('DEVICE_SRP_AUTH', started.Session, given);
    await refused(cognito, 'RespondToAuthChallenge', swapped, REFUSED);
  });

  it('is asked for its proof after the code if it was named with that', async () => {
    const { cognito, device } = await withDevice('always');
    await test(cognito, 'POST', 'pool', { mfa: 'ON' });
    await setAttributes(cognito, { phone_number: '+15555550123' });
    const { Session } = await signInWithSrp(cognito);
    const given = { SMS_MFA_CODE: lastCode(cognito), DEVICE_KEY: device.DeviceKey };
    assert.equal((await respond(cognito, 'SMS_MFA', Session, given)).ChallengeName, 'DEVICE_SRP_AUTH');
  });

  it('is not remembered unless the user says so', async () => {
    const { cognito, AccessToken, device } = await withDevice('opt-in');
    const signIn = async () => call(cognito, 'RespondToAuthChallenge', await passwordProven(cognito, device.DeviceKey));
    assert.ok((await signIn()).AuthenticationResult);
    const status = (DeviceRememberedStatus) =>
      call(cognito, 'UpdateDeviceStatus', { AccessToken, DeviceKey: device.DeviceKey, DeviceRememberedStatus });
    await status('remembered');
    assert.equal((await signIn()).ChallengeName, 'DEVICE_SRP_AUTH');
    await status('not_remembered');
    assert.ok((await signIn()).AuthenticationResult);
  });
});

describe('a forgotten device', () => {
  it('does not exist, and the same answer works without it', async () => {
    const { cognito, AccessToken, device } = await withDevice('always');
    const one = { AccessToken, DeviceKey: device.DeviceKey };
    await call(cognito, 'ForgetDevice', one);
    for (const operation of ['ForgetDevice', 'GetDevice', 'UpdateDeviceStatus']) {
      assert.equal(await refused(cognito, operation, one, GONE), 'Device does not exist.');
    }
    const responses = await proof(await beginSrp(cognito));
    const named = verifierAnswer({ ...responses, DEVICE_KEY: device.DeviceKey });
    assert.equal(await refused(cognito, 'RespondToAuthChallenge', named, GONE), 'Device does not exist.');
    const { AuthenticationResult } = await call(cognito, 'RespondToAuthChallenge', verifierAnswer(responses));
    assert.ok(AuthenticationResult.NewDeviceMetadata.DeviceKey !== device.DeviceKey);
  });

  it('is also rejected after the proof of a custom sign-in', async () => {
    const { cognito, AccessToken, device } = await withDevice('always', { customChallenge: true });
    const parameters = { USERNAME: 'username', SRP_A, CHALLENGE_NAME: 'SRP_A', DEVICE_KEY: device.DeviceKey };
    const begun = withClient({ AuthFlow: 'CUSTOM_AUTH', AuthParameters: parameters });
    const asked = await call(cognito, 'InitiateAuth', begun);
    await call(cognito, 'ForgetDevice', { AccessToken, DeviceKey: device.DeviceKey });
    const claim = verifierAnswer(await proof(asked), { Session: asked.Session });
    assert.equal(await refused(cognito, 'RespondToAuthChallenge', claim, GONE), 'Device does not exist.');
  });
});

describe('the list of devices', () => {
  it('contains the confirmed ones, page by page', async () => {
    const { cognito, AccessToken } = await withDevice('always');
    for (let i = 0; i < 2; i += 1) {
      const { NewDeviceMetadata } = (await signInWithSrp(cognito)).AuthenticationResult;
      await call(cognito, 'ConfirmDevice', await confirmation(NewDeviceMetadata, AccessToken));
    }
    await signInWithSrp(cognito);
    const first = await call(cognito, 'ListDevices', { AccessToken, Limit: 2 });
    const { PaginationToken } = first;
    const second = await call(cognito, 'ListDevices', { AccessToken, Limit: 2, PaginationToken });
    assert.deepEqual([first.Devices.length, second.Devices.length, second.PaginationToken], [2, 1, undefined]);
    const [{ DeviceAttributes, DeviceKey }] = first.Devices;
    assert.ok(DeviceAttributes.some(({ Name, Value }) => Name === 'device_name' && Value === 'mine'));
    assert.deepEqual((await call(cognito, 'GetDevice', { AccessToken, DeviceKey })).Device, first.Devices[0]);
    const forged = { AccessToken, PaginationToken: 'next' };
    await refused(cognito, 'ListDevices', forged, 'InvalidParameterException');
  });
});

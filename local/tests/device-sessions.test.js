import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { passwordVerifier, pad } from '../src/srp.js';
import { toBase64 } from '../src/encoding.js';
import { call, confirmedUser, refused, test, updateClient, withClient } from './support/calls.js';
import { WITH_PASSWORD_FLOW, passwordRequest, switched } from './support/sign-ins.js';

const REFUSED = 'NotAuthorizedException';
const GONE = 'ResourceNotFoundException';
const INVALID = 'Invalid Refresh Token.';

async function confirm(cognito, { AccessToken, NewDeviceMetadata: { DeviceKey, DeviceGroupKey } }) {
  const verifier = await passwordVerifier(DeviceGroupKey, DeviceKey, 'device password', 5n);
  const DeviceSecretVerifierConfig = { Salt: toBase64(pad(5n)), PasswordVerifier: toBase64(pad(verifier)) };
  await call(cognito, 'ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig });
}

/** Signs in with the password. The device is named but not asked for its proof. */
async function signIn(cognito, DEVICE_KEY, username = 'username') {
  const request = passwordRequest('Password123', username);
  Object.assign(request.AuthParameters, DEVICE_KEY && { DEVICE_KEY });
  return (await call(cognito, 'InitiateAuth', request)).AuthenticationResult;
}

async function tracking(devices = 'opt-in') {
  const cognito = await switched({ devices });
  await updateClient(cognito, WITH_PASSWORD_FLOW);
  return cognito;
}

/** A session whose sign-in confirmed its device. */
async function confirmed(devices) {
  const cognito = await tracking(devices);
  const session = await signIn(cognito);
  await confirm(cognito, session);
  return { cognito, session, DeviceKey: session.NewDeviceMetadata.DeviceKey };
}

/** Both ways to refresh, with this device in the request. */
const ways = ({ RefreshToken }) => [
  (DeviceKey) => ['GetTokensFromRefreshToken', withClient({ RefreshToken, ...(DeviceKey && { DeviceKey }) })],
  (DEVICE_KEY) => [
    'InitiateAuth',
    withClient({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken, ...(DEVICE_KEY && { DEVICE_KEY }) },
    }),
  ],
];

async function isRefreshed(cognito, session, deviceKey) {
  for (const way of ways(session)) assert.ok((await call(cognito, ...way(deviceKey))).AuthenticationResult.AccessToken);
}

async function isRefused(cognito, session, deviceKey, type, message) {
  for (const way of ways(session)) assert.equal(await refused(cognito, ...way(deviceKey), type), message);
}

describe('a session whose sign-in confirmed a device', () => {
  it('can be refreshed only by that device', async () => {
    for (const devices of ['opt-in', 'always']) {
      const { cognito, session, DeviceKey } = await confirmed(devices);
      const other = await signIn(cognito);
      await confirm(cognito, other);
      await isRefreshed(cognito, session, DeviceKey);
      await isRefreshed(cognito, other, other.NewDeviceMetadata.DeviceKey);
      for (const named of [undefined, other.NewDeviceMetadata.DeviceKey, `${DeviceKey}-0`]) {
        await isRefused(cognito, session, named, REFUSED, INVALID);
      }
    }
  });

  it("cannot be refreshed by another user's device", async () => {
    const { cognito, session } = await confirmed();
    await confirmedUser(cognito, {
      Username: 'somebody',
      Password: 'Password123',
      UserAttributes: [{ Name: 'email', Value: 'some@body.com' }],
    });
    const theirs = await signIn(cognito, undefined, 'somebody');
    await confirm(cognito, theirs);
    await isRefused(cognito, session, theirs.NewDeviceMetadata.DeviceKey, REFUSED, INVALID);
  });

  it('is bound from then on, whichever session confirmed the device', async () => {
    const cognito = await tracking();
    const [first, second] = [await signIn(cognito), await signIn(cognito)];
    await confirm(cognito, { ...second, AccessToken: first.AccessToken });
    await isRefreshed(cognito, first, undefined);
    await isRefused(cognito, second, undefined, REFUSED, INVALID);
    await isRefreshed(cognito, second, second.NewDeviceMetadata.DeviceKey);
  });

  it('is no longer bound once the device is forgotten, and the device does not exist', async () => {
    const { cognito, session, DeviceKey } = await confirmed();
    await call(cognito, 'ForgetDevice', { AccessToken: session.AccessToken, DeviceKey });
    await isRefused(cognito, session, DeviceKey, GONE, 'Device does not exist.');
    await isRefreshed(cognito, session, undefined);
  });

  it('is no longer bound if the pool stops tracking devices', async () => {
    const { cognito, session } = await confirmed();
    await test(cognito, 'POST', 'pool', { devices: 'off' });
    await isRefreshed(cognito, session, undefined);
    await isRefreshed(cognito, session, 'us-east-1_0-0');
  });

  it('stays bound after rotation, and a rejected refresh uses up no token', async () => {
    const { cognito, session, DeviceKey } = await confirmed();
    await updateClient(cognito, { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } });
    const refresh = 'GetTokensFromRefreshToken';
    const { RefreshToken } = session;
    await refused(cognito, refresh, withClient({ RefreshToken }), REFUSED);
    const { AuthenticationResult } = await call(cognito, refresh, withClient({ RefreshToken, DeviceKey }));
    const next = { RefreshToken: AuthenticationResult.RefreshToken };
    await refused(cognito, refresh, withClient(next), REFUSED);
    await call(cognito, refresh, withClient({ ...next, DeviceKey }));
  });
});

describe('a session whose sign-in named a device', () => {
  it('can be refreshed only by that device', async () => {
    const { cognito, DeviceKey } = await confirmed();
    const session = await signIn(cognito, DeviceKey);
    assert.equal(session.NewDeviceMetadata, undefined);
    await isRefreshed(cognito, session, DeviceKey);
    await isRefused(cognito, session, undefined, REFUSED, INVALID);
  });
});

describe('a session without a device', () => {
  it('is not bound to its new device, which was never confirmed', async () => {
    const { cognito, DeviceKey } = await confirmed();
    const session = await signIn(cognito);
    await isRefreshed(cognito, session, undefined);
    await isRefreshed(cognito, session, DeviceKey);
    const unconfirmed = session.NewDeviceMetadata.DeviceKey;
    for (const named of [unconfirmed, 'us-east-1_0f0e0d0c-1111-2222-3333-444444444444']) {
      await isRefused(cognito, session, named, GONE, 'Device does not exist.');
    }
  });
});

describe('a sign-in', () => {
  it("cannot name another user's device", async () => {
    const { cognito, DeviceKey } = await confirmed();
    await confirmedUser(cognito, {
      Username: 'somebody',
      Password: 'Password123',
      UserAttributes: [{ Name: 'email', Value: 'some@body.com' }],
    });
    const request = passwordRequest('Password123', 'somebody');
    request.AuthParameters.DEVICE_KEY = DeviceKey;
    assert.equal(await refused(cognito, 'InitiateAuth', request, GONE), 'Device does not exist.');
  });
});

import { type App, userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';
import { storedTokens } from './signed-in.js';

const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };
const deviceItems = ['deviceKey', 'deviceGroupKey', 'randomPasswordKey'].map((item) => userKey(item));

/** Signs in to a pool that remembers devices. */
async function beginOnDevice(app: App, cognito: LocalCognito, devices: 'always' | 'opt-in' = 'always'): Promise<void> {
  await app.begin();
  await app.register();
  await cognito.switchPool({ devices });
  expect(await app.signIn()).toStrictEqual(done);
  await cognito.clearJournal();
}

/** The device keys in the requests of a sign-in; `undefined` for a request without one. */
async function namedDevices(cognito: LocalCognito): Promise<unknown[]> {
  const steps = (await cognito.requests()).filter(({ operation }) => operation === 'RespondToAuthChallenge');
  return steps.map(({ body }) => (body.ChallengeResponses as Readonly<Record<string, unknown>>).DEVICE_KEY);
}

async function storedDevice(app: App): Promise<(string | undefined)[]> {
  const stored = await app.localStorage();
  return deviceItems.map((item) => stored[item]);
}

test('a remembered device replaces the second factor', async ({ app, cognito }) => {
  await beginOnDevice(app, cognito, 'opt-in');
  const [deviceKey] = await storedDevice(app);
  await app.call('rememberDevice');
  expect(await cognito.requests()).toMatchObject([
    { operation: 'UpdateDeviceStatus', body: { DeviceKey: deviceKey, DeviceRememberedStatus: 'remembered' } },
  ]);
  await cognito.userPools('AdminUpdateUserAttributes', {
    UserPoolId: seed.userPoolId,
    Username: person.username,
    UserAttributes: [{ Name: 'phone_number', Value: '+15555550123' }],
  });
  await cognito.switchPool({ mfa: 'ON' });
  await app.call('signOut');
  await cognito.clearJournal();
  expect(await app.signIn()).toStrictEqual(done);
  expect(await namedDevices(cognito)).toEqual([deviceKey, deviceKey, deviceKey]);

  await app.call('forgetDevice');
  expect(await storedDevice(app)).toEqual([undefined, undefined, undefined]);
  await app.call('signOut');
  expect(await app.signIn()).toMatchObject({ nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE' } });
});

for (const missing of deviceItems) {
  test(`a device without its ${missing.split('.').at(-1) ?? ''} is not used`, async ({ app, cognito }) => {
    await beginOnDevice(app, cognito);
    await app.call('signOut');
    await app.page.evaluate((key) => {
      localStorage.removeItem(key);
    }, missing);
    await cognito.clearJournal();
    expect(await app.signIn()).toStrictEqual(done);
    expect(await namedDevices(cognito)).toEqual([undefined]);
  });
}

test('a deleted device is forgotten, and the step repeated without it', async ({ app, cognito }) => {
  await beginOnDevice(app, cognito);
  const [DeviceKey] = await storedDevice(app);
  const { accessToken: AccessToken } = await storedTokens(app);
  await cognito.userPools('ForgetDevice', { AccessToken, DeviceKey });
  await app.call('signOut');
  await cognito.clearJournal();
  expect(await app.signIn()).toStrictEqual(done);
  expect(await namedDevices(cognito)).toEqual([DeviceKey, undefined]);
  const [newKey] = await storedDevice(app);
  expect(newKey).toBeDefined();
  expect(newKey).not.toBe(DeviceKey);
});

test('another resource that is not found is an error, and the device is kept', async ({ app, cognito }) => {
  await beginOnDevice(app, cognito);
  const device = await storedDevice(app);
  await app.call('signOut');
  await cognito.clearJournal();
  await cognito.fault({
    operation: 'RespondToAuthChallenge',
    kind: 'error',
    type: 'ResourceNotFoundException',
    message: 'User pool client native does not exist.',
  });
  await expect(app.signIn()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(await cognito.operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  expect(await storedDevice(app)).toEqual(device);
});

test('forgetting another device leaves this one remembered here', async ({ app, cognito }) => {
  await beginOnDevice(app, cognito);
  const [other] = await storedDevice(app);
  await app.call('signOut');
  await app.page.evaluate(() => {
    localStorage.clear();
  });
  await app.signIn();
  const device = await storedDevice(app);
  expect(await app.call('fetchDevices')).toHaveLength(2);

  expect(await app.call('forgetDevice', { device: { id: other } })).toBeUndefined();
  expect(await storedDevice(app)).toEqual(device);
  expect(await app.call('forgetDevice', { device: { id: device[0] } })).toBeUndefined();
  expect(await storedDevice(app)).toEqual([undefined, undefined, undefined]);
  expect(await app.call('fetchDevices')).toEqual([]);
});

test('every sign-in flow names the device', async ({ app, cognito }) => {
  await cognito.switchPool({ passwordless: true, customChallenge: true });
  await cognito.setClient({
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH'],
  });
  await beginOnDevice(app, cognito);
  const [deviceKey] = await storedDevice(app);
  const { username, password } = person;
  for (const input of [
    { username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } },
    { username, password, options: { authFlowType: 'USER_AUTH', preferredChallenge: 'PASSWORD' } },
    { username, options: { authFlowType: 'CUSTOM_WITHOUT_SRP' } },
  ]) {
    await app.call('signOut');
    await cognito.clearJournal();
    await app.call('signIn', input);
    const [first] = await cognito.requests();
    expect(first?.body.AuthParameters, input.options.authFlowType).toMatchObject({ DEVICE_KEY: deviceKey });
  }
  expect(await app.call('confirmSignIn', { challengeResponse: '1234' })).toStrictEqual(done);
});

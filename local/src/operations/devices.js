import { deviceOf } from '../devices.js';
import { fromBase64, toHex } from '../encoding.js';
import { ServiceError, invalidParameter, notFound } from '../errors.js';
import * as members from '../members.js';
import { page } from '../paging.js';
import { integer, required, structure, text } from '../schema.js';
import { N, toNumber } from '../srp.js';
import { bearer } from '../tokens.js';
import { operation } from './operation.js';

const ONE_DEVICE = { AccessToken: required(members.token), DeviceKey: required(members.deviceKey) };
/** A few bytes more than a salt and a verifier need. */
const blob = text({ min: 1, max: 1024, secret: true });

/** @typedef {import('../records.js').Device} Device */

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmDevice.html */
export const ConfirmDevice = operation(
  structure({
    ...ONE_DEVICE,
    DeviceName: text({ min: 1, max: 1024 }),
    DeviceSecretVerifierConfig: structure({ PasswordVerifier: blob, Salt: blob }),
  }),
  async (context, input) => {
    const { pool, user } = await bearer(context, input.AccessToken);
    const device = user.devices.find(({ key }) => key === input.DeviceKey);
    if (device === undefined || pool.devices === undefined) throw notFound('Device does not exist.');
    if (device.credential !== undefined) {
      throw new ServiceError('DeviceKeyExistsException', 'Device already exists.');
    }
    device.credential = credentialOf(input.DeviceSecretVerifierConfig ?? {});
    device.name = input.DeviceName ?? '';
    device.remembered = pool.devices.always;
    device.modifiedAt = context.clock.nowMs();
    const session = context.store.sessions.get(device.eventId);
    if (session !== undefined) session.deviceKey = device.key;
    return { UserConfirmationNecessary: !pool.devices.always };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html */
export const UpdateDeviceStatus = operation(
  structure({ ...ONE_DEVICE, DeviceRememberedStatus: text({ values: ['remembered', 'not_remembered'] }) }),
  async (context, input) => {
    const { user } = await bearer(context, input.AccessToken);
    const device = deviceOf(user, input.DeviceKey);
    device.remembered = input.DeviceRememberedStatus === 'remembered';
    device.modifiedAt = context.clock.nowMs();
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html */
export const ForgetDevice = operation(
  structure({ AccessToken: members.token, DeviceKey: required(members.deviceKey) }),
  async (context, input) => {
    if (input.AccessToken === undefined) throw invalidParameter('Missing access token');
    const { user } = await bearer(context, input.AccessToken);
    const device = deviceOf(user, input.DeviceKey);
    user.devices = user.devices.filter((other) => other !== device);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetDevice.html */
export const GetDevice = operation(
  structure({ AccessToken: members.token, DeviceKey: required(members.deviceKey) }),
  async (context, input) => {
    if (input.AccessToken === undefined) throw invalidParameter('Missing access token');
    const { user } = await bearer(context, input.AccessToken);
    return { Device: described(deviceOf(user, input.DeviceKey)) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html */
export const ListDevices = operation(
  structure({
    AccessToken: required(members.token),
    Limit: integer({ min: 0, max: 60 }),
    PaginationToken: members.pageToken,
  }),
  async (context, input) => {
    const { user } = await bearer(context, input.AccessToken);
    const confirmed = user.devices.filter(({ credential }) => credential !== undefined);
    const { items, next } = page(confirmed, input.Limit || undefined, input.PaginationToken);
    return { Devices: items.map(described), PaginationToken: next };
  },
);

/**
 * @param {{ PasswordVerifier?: string, Salt?: string }} config base64
 * @returns {NonNullable<Device['credential']>}
 */
function credentialOf({ PasswordVerifier, Salt }) {
  const verifier = fromBase64(PasswordVerifier ?? '');
  const salt = fromBase64(Salt ?? '');
  if (!verifier?.length || !salt?.length) throw invalidParameter('Invalid device secret verifier config.');
  if (toNumber(verifier) % N === 0n) throw invalidParameter('Invalid device secret verifier config.');
  // As in Java, the bytes are a signed number.
  const signedSalt = BigInt.asIntN(8 * salt.length, toNumber(salt));
  return { salt: signedSalt.toString(16), verifier: toHex(verifier) };
}

/** @param {Device} device */
const described = ({ key, name, remembered, createdAt, modifiedAt, usedAt }) => ({
  DeviceKey: key,
  DeviceAttributes: [
    { Name: 'device_name', Value: name },
    { Name: 'device_status', Value: 'valid' },
    { Name: 'dev:device_remembered_status', Value: remembered ? 'remembered' : 'not_remembered' },
  ],
  DeviceCreateDate: createdAt / 1000,
  DeviceLastModifiedDate: modifiedAt / 1000,
  DeviceLastAuthenticatedDate: usedAt / 1000,
});

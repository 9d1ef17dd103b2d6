/** Tracked devices: creates new ones, finds the one that signs in, and binds sessions to them. */
import { notAuthorized, notFound } from './errors.js';
import { randomToken } from './identifiers.js';
import { ask } from './pending.js';
import { regionOf } from './regions.js';

/** Limits the devices of a user, including those that are never confirmed. */
const MOST_DEVICES = 100;

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./pending.js').Attempt} Attempt
 * @typedef {import('./records.js').User} User
 * @typedef {import('./records.js').Device} Device
 * @typedef {import('./records.js').SignInSession} SignInSession
 * @typedef {import('./records.js').UserPool} UserPool
 */

/**
 * The device that signs in, if the client names it and the pool tracks devices.
 *
 * @param {Attempt} attempt
 */
export function deviceThatSignsIn({ pool, user, deviceKey }) {
  if (pool.devices === undefined || deviceKey === undefined) return undefined;
  return deviceOf(user, deviceKey);
}

/**
 * @param {User} user
 * @param {string} key
 * @returns {Device} a confirmed device
 */
export function deviceOf(user, key) {
  const device = user.devices.find((known) => known.key === key && known.credential !== undefined);
  if (device === undefined) throw notFound('Device does not exist.');
  return device;
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 */
export const askForDevice = (context, attempt) => ask(context, attempt, 'DEVICE_SRP_AUTH', {});

/**
 * Creates a device if the client did not name one. The client may confirm it with a verifier.
 *
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {SignInSession} session
 */
export function newDeviceMetadata({ clock }, { pool, user, deviceKey }, { eventId }) {
  if (pool.devices === undefined || deviceKey !== undefined) return undefined;
  const now = clock.nowMs();
  const device = {
    key: `${regionOf(pool.id)}_${crypto.randomUUID()}`,
    groupKey: `-${randomToken(6)}`,
    eventId,
    name: '',
    remembered: false,
    createdAt: now,
    modifiedAt: now,
    usedAt: now,
  };
  if (user.devices.length >= MOST_DEVICES) {
    const dropped = user.devices.find(({ credential }) => credential === undefined) ?? user.devices[0];
    user.devices = user.devices.filter((known) => known !== dropped);
  }
  user.devices.push(device);
  return { DeviceKey: device.key, DeviceGroupKey: device.groupKey };
}

/**
 * Requires a refresh to name the device that its session is bound to. A forgotten device no longer binds it.
 *
 * @param {UserPool} pool
 * @param {User} user
 * @param {SignInSession} session
 * @param {string | undefined} named
 */
export function checkBoundDevice(pool, user, { deviceKey: bound }, named) {
  if (pool.devices === undefined) return;
  const isBound = bound !== undefined && user.devices.some(({ key }) => key === bound);
  if (isBound && named !== bound) throw notAuthorized('Invalid Refresh Token.');
  if (named !== undefined) deviceOf(user, named);
}

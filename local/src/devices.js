/** Devices that a pool follows: naming new ones, asking known ones for their proof, and binding sessions to them. */
import { notAuthorized, notFound } from './errors.js';
import { randomToken } from './identifiers.js';
import { ask } from './pending.js';

/** What a user does not confirm, or never forgets, is not kept without end. */
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
 * The device that signs in, when it says which one it is and the pool follows devices.
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
 * @returns {Device} a confirmed one
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
 * Names a device that has no name yet; the client confirms it with a verifier, or never comes back to it.
 *
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {SignInSession} session
 */
export function newDeviceMetadata({ clock, region }, { pool, user, deviceKey }, { eventId }) {
  if (pool.devices === undefined || deviceKey !== undefined) return undefined;
  const now = clock.nowMs();
  const device = {
    key: `${region}_${crypto.randomUUID()}`,
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
 * Passes for a refresh that names the device to which the session is bound. A device that was forgotten binds no more.
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

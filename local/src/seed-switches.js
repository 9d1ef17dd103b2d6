/** Settings of the seed pool that a demo page can change at run time. */
import { notFound } from './errors.js';
import { setMfa } from './pool-mfa.js';
import { boolean, structure, text } from './schema.js';
import { SEED } from './seed.js';
import { customChallengeTriggers } from './trigger-presets.js';

/** Every member is optional. Those left out do not change. */
export const POOL_SWITCHES = structure({
  mfa: text({ values: ['OFF', 'OPTIONAL', 'ON'] }),
  passwordless: boolean(),
  devices: text({ values: ['off', 'opt-in', 'always'] }),
  customChallenge: boolean(),
  salts: text({ values: ['either', 'positive', 'negative'] }),
});

/**
 * @typedef {import('./store.js').Store} Store
 * @typedef {import('./triggers.js').Triggers} Triggers
 */

/**
 * @param {Store} store
 * @param {Triggers} triggers
 */
export function poolSwitches(store, triggers) {
  const { mfa, firstFactors, devices, salts = 'either' } = seedPool(store);
  return {
    mfa,
    passwordless: firstFactors.includes('EMAIL_OTP'),
    devices: devices === undefined ? 'off' : devices.always ? 'always' : 'opt-in',
    customChallenge: triggers.has('defineAuthChallenge'),
    salts,
  };
}

/**
 * @param {Store} store
 * @param {Triggers} triggers
 * @param {import('./schema.js').ValueOf<typeof POOL_SWITCHES>} wanted
 */
export function switchPool(store, triggers, { mfa, passwordless, devices, customChallenge, salts }) {
  const pool = seedPool(store);
  if (mfa !== undefined) setMfa(pool, mfa, mfa === 'OFF' ? [] : ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']);
  if (passwordless !== undefined) {
    pool.firstFactors = passwordless ? ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] : ['PASSWORD'];
    for (const client of seedClients(store)) {
      const others = [...client.flows].filter((flow) => flow !== 'ALLOW_USER_AUTH');
      client.flows = new Set(passwordless ? [...others, 'ALLOW_USER_AUTH'] : others);
    }
  }
  if (devices === 'off') delete pool.devices;
  else if (devices !== undefined) pool.devices = { always: devices === 'always', replacesMfa: true };
  if (salts === 'either') delete pool.salts;
  else if (salts !== undefined) pool.salts = /** @type {'positive' | 'negative'} */ (salts);
  if (customChallenge !== undefined) triggers.use(customChallengeTriggers(customChallenge ? 'demo' : 'none'));
  return poolSwitches(store, triggers);
}

/** @param {Store} store */
function seedPool({ userPools }) {
  const pool = userPools.get(SEED.userPoolId);
  if (pool === undefined) throw notFound(`User pool ${SEED.userPoolId} does not exist.`);
  return pool;
}

/** @param {Store} store */
const seedClients = ({ clients }) => [...clients.values()].filter(({ poolId }) => poolId === SEED.userPoolId);

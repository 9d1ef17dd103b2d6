/** Settings of a pool that a demo page can change at run time. */
import { notFound } from './errors.js';
import { setMfa } from './pool-mfa.js';
import { boolean, structure, text } from './schema.js';
import { SEED } from './seed.js';
import { customChallengeTriggers } from './trigger-presets.js';

/** The pool that is meant if none is named: that of the seed backend. */
const POOL_ID = text({ min: 1, max: 55 });

export const POOL_QUERY = structure({ userPoolId: POOL_ID });

/** Every member is optional. Settings that are left out do not change. */
export const POOL_SWITCHES = structure({
  userPoolId: POOL_ID,
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
 * @param {import('./schema.js').ValueOf<typeof POOL_QUERY>} which
 */
export function poolSwitches(store, triggers, { userPoolId }) {
  const { mfa, firstFactors, devices, salts = 'either' } = poolNamed(store, userPoolId);
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
export function switchPool(store, triggers, { userPoolId, mfa, passwordless, devices, customChallenge, salts }) {
  const pool = poolNamed(store, userPoolId);
  if (mfa !== undefined) setMfa(pool, mfa, mfa === 'OFF' ? [] : ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']);
  if (passwordless !== undefined) {
    pool.firstFactors = passwordless ? ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] : ['PASSWORD'];
    for (const client of clientsOf(store, pool)) {
      const others = [...client.flows].filter((flow) => flow !== 'ALLOW_USER_AUTH');
      client.flows = new Set(passwordless ? [...others, 'ALLOW_USER_AUTH'] : others);
    }
  }
  if (devices === 'off') delete pool.devices;
  else if (devices !== undefined) pool.devices = { always: devices === 'always', replacesMfa: true };
  if (salts === 'either') delete pool.salts;
  else if (salts !== undefined) pool.salts = /** @type {'positive' | 'negative'} */ (salts);
  if (customChallenge !== undefined) triggers.use(customChallengeTriggers(customChallenge ? 'demo' : 'none'));
  return poolSwitches(store, triggers, { userPoolId: pool.id });
}

/**
 * @param {Store} store
 * @param {string} [id]
 */
function poolNamed({ userPools }, id = SEED.userPoolId) {
  const pool = userPools.get(id);
  if (pool === undefined) throw notFound(`User pool ${id} does not exist.`);
  return pool;
}

/**
 * @param {Store} store
 * @param {import('./records.js').UserPool} pool
 */
const clientsOf = ({ clients }, { id }) => [...clients.values()].filter(({ poolId }) => poolId === id);

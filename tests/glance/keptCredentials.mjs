/** AWS credentials that a page has kept for the tab, and what may be wrong with them. */
import { lone } from './claims.mjs';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./sessions.mjs').Session} Session */
/** @typedef {Record<string, unknown>} Item */

/**
 * @typedef {object} Fault
 * @property {'glance' | 'module' | undefined} by who has to answer, if that is certain
 * @property {(item: Item, random: Random, session: Session) => string | void} apply changes the item, or returns another text
 */

export const identityPoolId = 'eu-west-1:0e1b0a5c-3f3a-4c6c-9e55-3f1f0c1d2e3f';
export const keptKey = `cognito-wasm.credentials.${identityPoolId}`;

const texts = ['accessKeyId', 'secretAccessKey', 'sessionToken', 'identityId'];

/**
 * The item of a user, or of a guest, as Rust writes it.
 *
 * @param {Session} session
 * @param {boolean} isUser
 * @param {Random} random
 * @returns {Item}
 */
export function keptItem({ now, drift, access }, isUser, random) {
  const clockDrift = isUser ? Number(drift) : 0;
  return {
    accessKeyId: 'ASIATEST000000000001',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    sessionToken: `FwoG${'a1+/'.repeat(random.below(400))}==`,
    expiration: Math.floor((now + clockDrift) / 1_000) + random.pick([302, 900, 3_600]),
    identityId: 'eu-west-1:aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
    clockDrift,
    owner: isUser ? access.sub : '',
  };
}

/** @type {(members: readonly string[], values: readonly unknown[]) => Fault['apply']} */
const replaced = (members, values) => (item, random) => {
  item[random.pick(members)] = random.pick(values);
};

/** Lets them expire this long after the margin, by the service's clock. @type {(leftMs: number) => Fault['apply']} */
const expiring = (leftMs) => (item, _, session) => {
  item.expiration = Math.floor(session.now / 1_000) + 400;
  const clockDrift = Number(item.expiration) * 1_000 - 300_000 - leftMs - session.now;
  item.clockDrift = clockDrift;
};

/** @type {Readonly<Record<string, Fault>>} */
export const keptFaults = {
  'whole ones': { by: 'glance', apply: () => {} },
  'one millisecond left': { by: 'glance', apply: expiring(1) },
  'no millisecond left': { by: 'module', apply: expiring(0) },
  'one millisecond too late': { by: 'module', apply: expiring(-1) },
  'expired, by a clock that has been put back': {
    by: 'module',
    apply: (item) => {
      item.clockDrift = Number(item.clockDrift) + 4_000_000;
    },
  },
  'those of somebody else': {
    by: 'module',
    apply: (item, random) => {
      item.owner = random.pick([item.owner === '' ? 'sub' : '', 'other', `${String(item.owner)}x`]);
    },
  },
  'an owner that is no text': { by: 'module', apply: replaced(['owner'], [null, 0, 1, true, [], {}]) },
  'a member missing': {
    by: 'module',
    apply: (item, random) => {
      Reflect.deleteProperty(item, random.pick(Object.keys(item)));
    },
  },
  'a text that is none': { by: 'module', apply: replaced(texts, [7, 0, null, true, [], ['ASIA'], {}, '']) },
  'half a character': { by: 'module', apply: replaced(texts, [lone, `a${lone}b`, '\udc00']) },
  'half a character in the owner': { by: 'module', apply: replaced(['owner'], [lone]) },
  'other characters': { by: undefined, apply: replaced(texts, ['Zoë 🦉', ' ', '\u0000', 'a"b\\c']) },
  'a number that is none': {
    by: 'module',
    apply: replaced(['expiration', 'clockDrift'], ['9999999999', '', null, true, [], {}, [9_999_999_999]]),
  },
  'an odd number': {
    by: undefined,
    apply: replaced(['expiration', 'clockDrift'], [9_999_999_999.5, -1, 0, 1e300, -1e300, 1e14, -0]),
  },
  'an infinite number': {
    by: 'module',
    apply: (item, random) =>
      JSON.stringify(item).replace(/"(expiration|clockDrift)":-?\d+/, () =>
        random.pick(['"expiration":1e999', '"clockDrift":-1e999']),
      ),
  },
  'a text without end': { by: 'module', apply: replaced(texts, ['x'.repeat(20_000)]) },
  'another member': { by: undefined, apply: replaced(['more'], ['x', 1, null, {}, [[[]]], '__proto__']) },
  'a member twice': {
    by: undefined,
    apply: (item) => JSON.stringify(item).replace('{', '{"owner":"x","expiration":1,'),
  },
  'an inherited member': {
    by: 'module',
    apply: (item) => {
      const { owner, ...rest } = item;
      return `{"__proto__":{"owner":${JSON.stringify(owner)}},${JSON.stringify(rest).slice(1)}`;
    },
  },
  'another order': {
    by: undefined,
    apply: (item) => JSON.stringify(Object.fromEntries(Object.entries(item).reverse())),
  },
  'another value': {
    by: 'module',
    apply: (_, random) => random.pick(['', ' ', 'null', '[]', '7', '"x"', '{}', '{', 'x', '[{}]', lone, '\ufeff{}']),
  },
  'an item in an item': { by: 'module', apply: (item) => JSON.stringify([item]) },
};

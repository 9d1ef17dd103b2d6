/** Cases: a storage, a configuration, a call, and the page around them. A seed repeats each of them. */
import { configurations, plainConfiguration } from './configurations.mjs';
import { faults } from './faults.mjs';
import { inputs } from './inputs.mjs';
import { identityPoolId, keptFaults, keptItem, keptKey } from './keptCredentials.mjs';
import { seeded } from './random.mjs';
import { itemsOf, wholeSession } from './sessions.mjs';
import { pollution, searches, storages } from './surroundings.mjs';

/** @typedef {import('./random.mjs').Random} Random */

/**
 * @typedef {object} Case
 * @property {string} kind
 * @property {'glance' | 'module' | 'neither' | undefined} by who has to answer, if that is certain
 * @property {'fetchAuthSession' | 'getCurrentUser' | 'getTokens' | 'getCredentials'} name
 * @property {unknown} input
 * @property {unknown} config
 * @property {Record<string, string>} items of `localStorage`
 * @property {Record<string, string>} ofTab items of `sessionStorage`
 * @property {number} now
 * @property {string} search of the page's address
 * @property {Record<string, unknown>} polluted members of `Object.prototype`
 * @property {((storage: Storage) => { value?: unknown, get?: () => unknown, undo?: () => void }) | undefined} place what stands in
 *   place of a storage
 * @property {'localStorage' | 'sessionStorage'} placeOf which one
 * @property {{ keepsCredentials?: boolean }} hooks what the application gives in addition to the configuration
 * @property {boolean} isLive whether the module has started before the call
 */

/** @type {Pick<Case, 'input' | 'search' | 'polluted' | 'place' | 'placeOf' | 'isLive' | 'ofTab' | 'hooks'>} */
const ordinary = {
  input: undefined,
  search: '',
  polluted: {},
  place: undefined,
  placeOf: 'localStorage',
  isLive: false,
  ofTab: {},
  hooks: {},
};

/**
 * @param {Random} random
 * @param {string} [fault]
 * @returns {Case}
 */
function stored(random, fault = random.pick(Object.keys(faults))) {
  const session = wholeSession(random);
  faults[fault].apply(session, random);
  return {
    ...ordinary,
    kind: fault,
    by: faults[fault].by,
    name: random.pick(['fetchAuthSession', 'getCurrentUser', 'getTokens', 'getCredentials']),
    config: plainConfiguration(),
    items: itemsOf(session),
    now: session.now,
  };
}

const signedIn = (random) => stored(random, 'a whole session');
const signedOut = (random) => stored(random, 'an empty storage');
const either = (random) => random.pick([signedIn, signedOut])(random);
const any = (random) => random.pick([signedIn, signedOut, stored])(random);

/** A plain configuration with an identity pool. */
const withIdentityPool = (allowGuestAccess) => () => {
  const config = plainConfiguration();
  Object.assign(config.Auth.Cognito, {
    identityPoolId,
    allowGuestAccess,
  });
  return config;
};

/** Items of a tab's own session, which have other keys. */
const ofTab = (items) =>
  Object.fromEntries(Object.entries(items).map(([name, value]) => [`cognito-wasm.local.${name}`, value]));

/** @type {Readonly<Record<string, (random: Random) => Case>>} */
const families = {
  'a storage': (random) => stored(random),
  'a configuration': (random) => {
    const name = random.pick(Object.keys(configurations));
    const by = name === 'plain' ? 'glance' : undefined;
    return { ...either(random), kind: `configuration: ${name}`, by, config: configurations[name](random) };
  },
  'a configuration and a storage': (random) => {
    const name = random.pick(Object.keys(configurations));
    return {
      ...any(random),
      kind: `configuration and storage: ${name}`,
      by: undefined,
      config: configurations[name](random),
    };
  },
  'an input': (random) => {
    const by = random.pick(Object.keys(inputs));
    return { ...either(random), kind: `input for ${by}`, by, input: random.pick(inputs[by])() };
  },
  'stale is fine': (random) => {
    const name = random.pick(['an empty storage', 'a whole session', 'long expired', 'one millisecond too late']);
    const given = stored(random, name);
    const config = random.pick([plainConfiguration, withIdentityPool(true), withIdentityPool(false)])();
    const isLive = random.chance(0.3);
    // A module that runs may have AWS credentials.
    const by = isLive ? undefined : 'glance';
    return { ...given, kind: `stale is fine: ${name}`, by, input: { allowStale: true }, config, isLive };
  },
  'stale is fine, and anything is stored': (random) => {
    const input = random.pick([{ allowStale: true }, { allowStale: true, forceRefresh: false }]);
    return { ...stored(random), kind: 'stale is fine, and anything is stored', by: undefined, input };
  },
  'in place of the storage': (random) => {
    const kind = random.pick(Object.keys(storages));
    const placeOf = random.pick(['localStorage', 'sessionStorage']);
    return { ...either(random), kind, by: 'module', place: storages[kind], placeOf, isLive: random.chance(0.3) };
  },
  "a tab's own session": (random) => {
    const { items, ...given } = signedIn(random);
    return { ...given, kind: "a tab's own session", items: {}, ofTab: ofTab(items) };
  },
  'items in both storages': (random) => {
    const [shared, own] = [any(random), any(random)];
    const kept = Object.entries(own.items).filter(() => random.chance(0.8));
    // An empty item hides another one.
    for (const item of kept) if (random.chance(0.1)) item[1] = '';
    return { ...shared, kind: 'items in both storages', by: undefined, ofTab: ofTab(Object.fromEntries(kept)) };
  },
  'a session torn between the storages': (random) => {
    const given = signedIn(random);
    const [items, others] = [{}, {}];
    for (const [name, value] of Object.entries(given.items)) (random.chance(0.5) ? items : others)[name] = value;
    return { ...given, kind: 'a session torn between the storages', by: undefined, items, ofTab: ofTab(others) };
  },
  'kept credentials': (random) => {
    const kind = random.pick(Object.keys(keptFaults));
    const session = wholeSession(random);
    const isUser = random.chance(0.6);
    const item = keptItem(session, isUser, random);
    const text = keptFaults[kind].apply(item, random, session) ?? JSON.stringify(item);
    const name = random.pick(['fetchAuthSession', 'getCredentials', 'getTokens', 'getCurrentUser']);
    const isStaleFine = random.chance(0.3);
    const isLive = random.chance(0.2);
    // Tokens and the user are known in any case. The module may have other credentials in memory.
    const isOfCredentials = name === 'fetchAuthSession' || name === 'getCredentials';
    const by = isLive ? undefined : isOfCredentials ? keptFaults[kind].by : 'glance';
    return {
      ...ordinary,
      kind: `kept credentials: ${kind}`,
      by,
      name,
      input: isStaleFine ? { allowStale: true } : undefined,
      config: withIdentityPool(true)(),
      items: isUser ? itemsOf(session) : {},
      ofTab: { [keptKey]: text },
      now: session.now,
      isLive,
      hooks: { keepsCredentials: true },
    };
  },
  'kept credentials that are not to be used': (random) => {
    const session = wholeSession(random);
    return {
      ...ordinary,
      kind: 'kept credentials that are not to be used',
      by: 'module',
      name: random.pick(['fetchAuthSession', 'getCredentials']),
      config: withIdentityPool(random.chance(0.5))(),
      items: itemsOf(session),
      ofTab: { [keptKey]: JSON.stringify(keptItem(session, true, random)) },
      now: session.now,
      hooks: { keepsCredentials: false },
    };
  },
  'a polluted page': (random) => ({ ...any(random), kind: 'pollution', by: undefined, polluted: pollution(random) }),
  'an inherited claim': (random) => {
    const session = wholeSession(random);
    const use = random.pick(['access', 'id']);
    const name = random.pick([
      'sub',
      'exp',
      'iss',
      'token_use',
      ...(use === 'id' ? ['aud', 'cognito:username'] : ['client_id']),
    ]);
    const { [name]: value, ...others } = session[use];
    session[use] = others;
    return {
      ...stored(random),
      kind: 'an inherited claim',
      by: 'module',
      items: itemsOf(session),
      now: session.now,
      polluted: { [name]: value },
    };
  },
  'signed in, module started': (random) => ({ ...signedIn(random), kind: 'signed in, module started', isLive: true }),
  'signed out, module started': (random) => ({
    ...signedOut(random),
    kind: 'signed out, module started',
    isLive: true,
  }),
  'a redirect': (random) => {
    const search = random.pick(searches);
    const config = plainConfiguration();
    const hasDomain = random.chance(0.5);
    const oauth = {
      domain: 'a.example',
      scopes: ['openid'],
      redirectSignIn: [],
      redirectSignOut: [],
      responseType: 'code',
    };
    if (hasDomain) Object.assign(config.Auth.Cognito, { loginWith: { oauth } });
    const by = hasDomain && /[?&](code|error)/.test(search) ? 'module' : 'glance';
    return { ...either(random), kind: `redirect for the ${by}`, by, search, config };
  },
};

/**
 * @param {number} seed
 * @returns {Case}
 */
export function caseOf(seed) {
  const random = seeded(seed);
  // Mixes the seed: those that follow each other would begin with similar choices.
  random.below(2);
  const often = random.chance(0.75) ? 'a storage' : 'kept credentials';
  const name = random.chance(0.6) ? often : random.pick(Object.keys(families));
  return families[name](random);
}

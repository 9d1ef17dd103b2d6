/** `/_test/…`: endpoints for tests. AWS does not have them. */
import { ServiceError, invalidParameter } from './errors.js';
import { bodyText } from './request-body.js';
import { json, serviceErrorResponse } from './responses.js';
import { anything, boolean, integer, map, readRequest, required, structure, text } from './schema.js';
import { POOL_QUERY, POOL_SWITCHES, poolSwitches, switchPool } from './pool-switches.js';
import { CUSTOM_CHALLENGE_PRESETS, PRE_SIGN_UP_PRESETS, customChallengeTriggers } from './trigger-presets.js';

const MOMENT = integer({ min: 0, max: 8.64e15 });

const clockShape = structure({
  advanceMs: integer({ min: -8.64e15, max: 8.64e15 }),
  nowMs: MOMENT,
  reset: boolean(),
});
const credentialsShape = structure({ expire: required(boolean()), identityId: text({ min: 1, max: 55 }) });
const providerUserShape = structure({
  provider: required(text({ min: 1, max: 256 })),
  userId: required(text({ min: 1, max: 256 })),
  audience: text({ min: 1, max: 256 }),
  seconds: integer({ min: -86_400, max: 86_400 }),
  claims: map(anything()),
});
const resetShape = structure({ seed: boolean() });
const signInShape = structure({
  username: required(text({ min: 1, max: 128 })),
  userPoolId: text({ min: 1, max: 55 }),
  clientId: text({ min: 1, max: 128 }),
});
const triggersShape = structure({
  preSignUp: text({ values: ['none', ...Object.keys(PRE_SIGN_UP_PRESETS)] }),
  customChallenge: text({ values: ['none', ...Object.keys(CUSTOM_CHALLENGE_PRESETS)] }),
});

/**
 * The parts of a local Cognito that these endpoints read and change.
 *
 * @typedef {object} Parts
 * @property {import('./clock.js').Clock} clock
 * @property {import('./faults.js').Faults} faults
 * @property {import('./journal.js').Journal} journal
 * @property {import('./outbox.js').Outbox} outbox
 * @property {import('./triggers.js').Triggers} triggers
 * @property {(options: { seed?: boolean }) => void} reset
 * @property {(user: import('./identity-pools/stand-in-tokens.js').StandInUser) => Promise<string>} providerToken
 * @property {(identityId?: string) => number} expireCredentials
 * @property {(user: import('./given-users.js').GivenUser) => Promise<import('./given-users.js').CreatedUser>} createUser
 * @property {(username: string, choice?: import('./given-sign-ins.js').SignInChoice) =>
 *   Promise<import('./given-sign-ins.js').GivenSession>} signInAs
 * @property {(username: string, userPoolId?: string) => Promise<string>} totpCode
 */

/**
 * @typedef {(cognito: Parts, body: unknown, query: URLSearchParams, store: import('./store.js').Store,
 *   signal: AbortSignal) => unknown} Handler
 */

/** @type {Record<string, Handler>} */
const ROUTES = {
  'GET /_test/outbox': readOutbox,
  'GET /_test/journal': readJournal,
  'DELETE /_test/journal': ({ journal }) => journal.clear(),
  'GET /_test/clock': ({ clock }) => ({ nowMs: clock.nowMs() }),
  'POST /_test/clock': moveClock,
  'POST /_test/faults': ({ faults }, body) => faults.add(/** @type {import('./faults.js').Fault} */ (body)),
  'DELETE /_test/faults': ({ faults }) => faults.clear(),
  'POST /_test/triggers': setTriggers,
  'GET /_test/pool': ({ triggers }, _body, query, store) =>
    poolSwitches(store, triggers, read(Object.fromEntries(query), POOL_QUERY)),
  'POST /_test/pool': ({ triggers }, body, _query, store) => switchPool(store, triggers, read(body, POOL_SWITCHES)),
  'GET /_test/identities': (_cognito, _body, _query, store) => [...store.identities.values()],
  'GET /_test/credentials': (_cognito, _body, _query, store) => [...store.credentials.values()].map(withoutKeys),
  'POST /_test/credentials': changeCredentials,
  'POST /_test/provider-token': async (cognito, body) => ({
    token: await cognito.providerToken(read(body, providerUserShape)),
  }),
  'POST /_test/users': createUser,
  'POST /_test/sign-in': (cognito, body) => {
    const { username, ...choice } = read(body, signInShape);
    return cognito.signInAs(username, choice);
  },
  'POST /_test/totp-code': async (cognito, body) => {
    const { username, userPoolId } = read(body, signInShape);
    return { code: await cognito.totpCode(username, userPoolId) };
  },
  'POST /_test/reset': (cognito, body) => cognito.reset(read(body, resetShape)),
};

/**
 * @param {Parts} cognito
 * @param {import('./store.js').Store} store its store
 * @param {Request} request
 * @returns {Promise<Response | undefined>} undefined for any other address
 */
export async function testCall(cognito, store, request) {
  const url = new URL(request.url);
  const handler = ROUTES[`${request.method} ${url.pathname}`];
  if (handler === undefined) return undefined;
  try {
    const body = parse(await bodyText(request));
    return json((await handler(cognito, body, url.searchParams, store, request.signal)) ?? {});
  } catch (error) {
    if (error instanceof ServiceError) return serviceErrorResponse(error);
    throw error;
  }
}

/** @type {Handler} */
function readOutbox({ outbox }, _body, query, _store, signal) {
  const about = query.get('username') ?? undefined;
  const count = countIn(query);
  return count === undefined ? outbox.messages(about) : outbox.after(count, about, signal);
}

/** @type {Handler} */
function readJournal({ journal }, _body, query, _store, signal) {
  const count = countIn(query);
  return count === undefined ? journal.entries() : journal.after(count, query.get('operation') ?? undefined, signal);
}

/**
 * The number of items that the caller has seen, if it wants to wait for more.
 *
 * @param {URLSearchParams} query
 */
function countIn(query) {
  const after = query.get('after');
  if (after === null) return undefined;
  if (!/^\d{1,9}$/.test(after)) throw new ServiceError('InvalidParameterException', 'after must be a number of items.');
  return Number(after);
}

/**
 * @param {Parts} cognito
 * @param {unknown} body
 */
async function createUser(cognito, body) {
  try {
    return await cognito.createUser(/** @type {import('./given-users.js').GivenUser} */ (body));
  } catch (error) {
    throw error instanceof TypeError ? invalidParameter(error.message) : error;
  }
}

/** @type {Handler} */
function moveClock({ clock }, body) {
  const { advanceMs, nowMs, reset } = read(body, clockShape);
  if (reset) clock.reset();
  if (nowMs !== undefined) clock.set(nowMs);
  if (advanceMs !== undefined) clock.advance(advanceMs);
  return { nowMs: clock.nowMs() };
}

/** @type {Handler} */
function changeCredentials(cognito, body) {
  const { expire, identityId } = read(body, credentialsShape);
  return { expired: expire ? cognito.expireCredentials(identityId) : 0 };
}

/** @param {import('./identity-records.js').IssuedCredentials} credentials */
const withoutKeys = ({ secretKey: _secret, sessionToken: _token, ...rest }) => rest;

/** @type {Handler} */
function setTriggers({ triggers }, body) {
  const { preSignUp, customChallenge } = read(body, triggersShape);
  if (preSignUp !== undefined) triggers.use({ preSignUp: PRE_SIGN_UP_PRESETS[preSignUp] });
  if (customChallenge !== undefined) triggers.use(customChallengeTriggers(customChallenge));
  return {};
}

/**
 * @template T
 * @param {unknown} body
 * @param {import('./schema.js').Shape<T>} shape
 */
const read = (body, shape) => readRequest(body, shape, { strict: true });

/** @param {string} body */
function parse(body) {
  try {
    return JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw new ServiceError('SerializationException', 'The body is not JSON.');
  }
}

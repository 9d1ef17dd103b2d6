import { openConversation } from './api/connections.js';
import { apiCall } from './api/routes.js';
import { Clock } from './clock.js';
import { plantBackend } from './configurations/plant.js';
import { readConfiguration } from './configurations/read.js';
import { Faults } from './faults.js';
import { Gate } from './gate.js';
import { codeOfApp, signInAs } from './given-sign-ins.js';
import { isMissing, placeAgain, placeUser, prepareUser } from './given-users.js';
import { wellKnown } from './hosted/discovery.js';
import { pageFile } from './hosted/pages/index.js';
import { MAILBOX_PATH } from './hosted/pages/mailbox-hint.js';
import { hostedCall } from './hosted/routes.js';
import { expireCredentials } from './identity-pools/credentials.js';
import { standInToken } from './identity-pools/stand-in-tokens.js';
import { countedIdentifiers, randomBytes, randomIdentifiers } from './identifiers.js';
import { Journal } from './journal.js';
import { mailboxPage } from './mailbox-page.js';
import { mobileConfiguration } from './mobile-configuration.js';
import { COGNITO_OPTIONS, checkOptions } from './options.js';
import { Outbox } from './outbox.js';
import { html, json, makeReadable, preflightResponse } from './responses.js';
import { SEED, plantSeed } from './seed.js';
import { oauthConfiguration, seedRedirects } from './seed-hosted.js';
import { serviceCall } from './service-endpoint.js';
import { SigningKeys } from './signing-keys.js';
import { readSnapshot, restoreSnapshot, secretOf, takeSnapshot } from './snapshot.js';
import { Store } from './store.js';
import { stsCall } from './sts/endpoint.js';
import { testCall } from './test-endpoints.js';
import { customChallengeTriggers } from './trigger-presets.js';
import { Triggers } from './triggers.js';

/**
 * @typedef {object} CognitoOptions
 * @property {boolean} [deterministic] for tests: the same ids and codes in every run, test-only signing
 *   keys, and passwords and tokens in the journal. Default `false`
 * @property {boolean} [strict] reject request members that AWS does not know. Default `true`
 * @property {boolean} [seed] start with the seed backend. Default `true`
 * @property {readonly unknown[]} [configurations] contents of configuration files: `amplify_outputs.json`, `aws-exports.js`,
 *   `amplifyconfiguration.json`, or a `ResourcesConfig` of Amplify 6. Their pools are created with their ids
 * @property {import('./triggers.js').TriggerHandlers} [triggers] functions that replace Lambdas
 * @property {() => number} [now] the time source of the clock, in milliseconds since the epoch
 * @property {string} [hostedUiOrigin] the origin of the hosted UI in `amplifyconfiguration.json`. Default: that of the request
 * @property {string} [relyingPartyId] the domain that passkeys of the seed pool belong to. Default `localhost`
 * @property {boolean} [guests] whether the seed's identity pool gives guests credentials. Default `false`
 */
/** @typedef {CognitoOptions & import('./gate.js').GateOptions & import('./seed-hosted.js').RedirectOptions} LocalCognitoOptions */

/** Every option has to be in the table. @type {Record<keyof LocalCognitoOptions, import('./options.js').Kind>} */
const OPTIONS = COGNITO_OPTIONS;

/** A local Cognito: its state, and the method that answers requests. */
export class LocalCognito {
  #options;
  #secret = randomBytes(32);
  #keys;
  #store = new Store();
  #identifiers;
  #gate;
  #redirects;
  #backends;
  /** Whether the application has triggers of its own for custom challenges. */
  #hasOwnChallenge;
  /** @type {import('./given-users.js').PreparedUser[]} who are there again after a reset */
  #users = [];

  /**
   * @param {LocalCognitoOptions} [options]
   * @throws {TypeError} that names the option that is wrong
   */
  constructor(options = {}) {
    checkOptions(options, OPTIONS);
    const { deterministic = false, triggers = {}, now, relyingPartyId = 'localhost', guests = false } = options;
    this.#gate = new Gate(options);
    this.#redirects = seedRedirects(options);
    const { hostedUiOrigin } = options;
    this.#backends = (options.configurations ?? []).map((given) => readConfiguration(given));
    this.#options = { deterministic, strict: options.strict ?? true, relyingPartyId, guests, hostedUiOrigin };
    this.#hasOwnChallenge = triggers.defineAuthChallenge !== undefined;
    this.clock = new Clock(now);
    this.outbox = new Outbox();
    this.journal = new Journal({ verbatim: deterministic });
    this.faults = new Faults();
    this.triggers = new Triggers(triggers);
    this.#keys = new SigningKeys(deterministic ? SEED.userPoolId : undefined);
    this.#identifiers = this.#newIdentifiers();
    this.reset({ seed: options.seed ?? true });
  }

  /**
   * Answers a request.
   *
   * Rejects only with `ConnectionLost`, if a fault closes the connection. Wrapped in an arrow function, it can
   * therefore replace `fetch`.
   *
   * @param {Request} request
   * @param {string} [apiArea] the part of the API that verifies to which the request belongs, whatever its address
   * @returns {Promise<Response>}
   */
  async handle(request, apiArea) {
    const response = this.#gate.refusal(request) ?? (await this.#answer(request, apiArea));
    const origin = request.headers.get('origin');
    if (origin !== null) makeReadable(response, origin);
    response.headers.set('date', new Date(this.clock.nowMs()).toUTCString());
    return response;
  }

  /**
   * Answers a request to open a websocket.
   *
   * @param {Request} request
   * @returns {Promise<Response | import('./api/conversation.js').Conversation>} the refusal, or what is said over it
   */
  async connect(request) {
    const refusal = this.#gate.refusal(request);
    if (refusal !== undefined) return refusal;
    return (await openConversation(request, { context: this.#context(), journal: this.journal })) ?? notFoundReply();
  }

  /**
   * Resets everything to the initial state, with the pools of the configurations and the seeded users.
   *
   * @param {{ seed?: boolean }} [options] whether to create the seed backend again; it does by default
   */
  reset({ seed = true } = {}) {
    this.faults.clear();
    this.journal.clear();
    this.outbox.clear();
    this.clock.reset();
    this.triggers.reset();
    this.#store.clear();
    this.#identifiers = this.#newIdentifiers();
    const { relyingPartyId, guests } = this.#options;
    if (seed) plantSeed(this.#store, this.clock.nowMs(), this.#redirects, relyingPartyId, guests);
    this.#plantBackends();
    for (const user of this.#users) placeAgain(this.#context(), user);
  }

  /**
   * Creates a user who can sign in.
   *
   * @param {import('./given-users.js').GivenUser} user
   * @returns {Promise<import('./given-users.js').CreatedUser>}
   * @throws {TypeError} that names the member that is wrong
   * @throws {Error} with AWS's name, such as `UsernameExistsException` or `InvalidPasswordException`
   */
  async createUser(user) {
    const context = this.#context();
    return placeUser(context, await prepareUser(context, user, this.defaultBackend.userPoolId));
  }

  /**
   * Creates users who are there again after every `reset`.
   *
   * @param {readonly import('./given-users.js').GivenUser[]} users
   * @returns {Promise<import('./given-users.js').CreatedUser[]>}
   * @throws {Error} as `createUser`
   */
  async seedUsers(users) {
    if (!Array.isArray(users)) throw new TypeError('users must be a list.');
    const created = [];
    for (const user of /** @type {readonly import('./given-users.js').GivenUser[]} */ (users)) {
      const prepared = await prepareUser(this.#context(), user, this.defaultBackend.userPoolId);
      created.push(placeUser(this.#context(), prepared));
      this.#users.push(prepared);
    }
    return created;
  }

  /**
   * Signs a user in at once: without a password, second factors or other steps.
   *
   * @param {string} username
   * @param {import('./given-sign-ins.js').SignInChoice} [choice]
   * @returns {Promise<import('./given-sign-ins.js').GivenSession>}
   * @throws {Error} with AWS's name, such as `UserNotFoundException`
   */
  signInAs(username, { userPoolId, clientId } = {}) {
    const backend = this.defaultBackend;
    const poolId = userPoolId ?? backend.userPoolId;
    const usualClientId = poolId === backend.userPoolId ? backend.clientId : undefined;
    return signInAs(this.#context(), username, { userPoolId: poolId, clientId, usualClientId });
  }

  /**
   * The code that the authenticator app of a user shows now.
   *
   * @param {string} username
   * @param {string} [userPoolId]
   * @returns {Promise<string>}
   * @throws {Error} with AWS's name, such as `SoftwareTokenMFANotFoundException`
   */
  totpCode(username, userPoolId = this.defaultBackend.userPoolId) {
    return codeOfApp(this.#context(), username, userPoolId);
  }

  /**
   * The ids that an application is configured with: those of the first configuration that has a user pool, or of the seed.
   *
   * @returns {{ userPoolId: string, clientId: string, identityPoolId: string | undefined, allowsGuests: boolean }}
   */
  get defaultBackend() {
    const configured = this.#configured;
    if (configured !== undefined) {
      const { userPoolId, clientId, identityPoolId, allowsGuests } = configured;
      return { userPoolId, clientId, identityPoolId, allowsGuests };
    }
    const { userPoolId, webClientId: clientId, identityPoolId } = SEED;
    return { userPoolId, clientId, identityPoolId, allowsGuests: this.#options.guests };
  }

  /** The first backend of the configurations that has a user pool. */
  get #configured() {
    for (const { userPoolId, clientId, ...others } of this.#backends) {
      if (userPoolId !== undefined && clientId !== undefined) return { userPoolId, clientId, ...others };
    }
    return undefined;
  }

  /**
   * The state as plain JSON: pools, users, sessions, keys, the mailbox and the clock, but not the journal, faults and
   * triggers. It has secrets.
   *
   * @returns {Promise<import('./snapshot.js').Snapshot>}
   */
  async snapshot() {
    const keys = await this.#keys.exported();
    const snapshot = takeSnapshot(this.#context(), keys, this.#secret);
    const customChallenge = !this.#hasOwnChallenge && this.triggers.has('defineAuthChallenge');
    return { ...snapshot, customChallenge };
  }

  /**
   * Goes on from a snapshot. Pools of configurations and seeded users that it lacks are added.
   *
   * @param {unknown} snapshot
   * @returns {Promise<void>}
   * @throws {TypeError} if it is not a snapshot that this version can read
   */
  async restore(snapshot) {
    const read = readSnapshot(snapshot, this.#store);
    await this.#keys.restore(read.keys);
    this.#secret = secretOf(read);
    this.triggers.reset();
    if (read.customChallenge === true) this.triggers.use(customChallengeTriggers('demo'));
    restoreSnapshot(this.#context(), read);
    this.#identifiers = this.#newIdentifiers(read.counts);
    this.#plantBackends();
    for (const prepared of this.#users) {
      if (isMissing(this.#store, prepared)) placeUser(this.#context(), prepared);
    }
  }

  /**
   * What an application needs to use the hosted UI of the seed backend: the `loginWith.oauth` of Amplify's
   * `ResourcesConfig`.
   *
   * @param {string} endpoint the URL of this server
   */
  oauthConfig(endpoint) {
    return oauthConfiguration(endpoint, this.#redirects);
  }

  /**
   * A token of a user of an external provider, as an application would get it there, for `Logins`.
   *
   * @param {import('./identity-pools/stand-in-tokens.js').StandInUser} user
   * @returns {Promise<string>}
   */
  providerToken(user) {
    return standInToken(this.#context(), user);
  }

  /**
   * Lets AWS credentials expire at once: those of one identity, or all.
   *
   * @param {string} [identityId]
   * @returns {number} how many were valid before
   */
  expireCredentials(identityId) {
    return expireCredentials(this.#store, this.clock.nowMs(), identityId);
  }

  /** A plain copy of the whole state, including the mailbox and the journal. */
  dump() {
    return structuredClone({
      ...this.#store.dump(),
      outbox: this.outbox.messages(),
      journal: this.journal.entries(),
    });
  }

  /** Creates the signing keys of the default user pool in advance, so that the first sign-in does not wait for them. */
  async prepareKeys() {
    await this.#keys.of(this.defaultBackend.userPoolId);
  }

  /**
   * @param {Request} request
   * @param {string} [apiArea]
   */
  async #answer(request, apiArea) {
    const { method } = request;
    if (method === 'OPTIONS') return preflightResponse();
    const parts = { context: this.#context(), journal: this.journal, faults: this.faults };
    if (apiArea !== undefined) return (await apiCall(request, parts, apiArea)) ?? notFoundReply();
    const tested = await testCall(this, this.#store, request);
    if (tested !== undefined) return tested;
    const elsewhere =
      (await apiCall(request, parts)) ?? (await hostedCall(request, parts)) ?? (await stsCall(request, parts));
    if (elsewhere !== undefined) return elsewhere;
    if (method === 'POST') return serviceCall(request, { ...parts, strict: this.#options.strict });
    if (method === 'GET') return (await this.#document(new URL(request.url))) ?? notFoundReply();
    return notFoundReply();
  }

  /** @param {Record<string, number>} [counts] */
  #newIdentifiers(counts) {
    return this.#options.deterministic ? countedIdentifiers(counts) : randomIdentifiers();
  }

  #plantBackends() {
    for (const backend of this.#backends) plantBackend(this.#store, backend, this.clock.nowMs());
  }

  /** @returns {import('./context.js').Context} */
  #context() {
    const { clock, outbox, triggers } = this;
    return {
      store: this.#store,
      identifiers: this.#identifiers,
      keys: this.#keys,
      secret: this.#secret,
      region: SEED.region,
      clock,
      outbox,
      triggers,
    };
  }

  /**
   * @param {URL} url
   * @returns {Promise<Response | undefined>}
   */
  async #document(url) {
    const { pathname, origin } = url;
    if (pathname === '/' || pathname === MAILBOX_PATH) return html(mailboxPage(this.outbox.messages()));
    if (pathname === '/health') return json({ status: 'ok' });
    if (pathname === '/amplifyconfiguration.json') {
      const configured = this.#configured;
      const hasPages = configured === undefined && this.#redirects.areChosen;
      const oauth = hasPages ? this.oauthConfig(this.#options.hostedUiOrigin ?? origin) : undefined;
      return json(mobileConfiguration(`${origin}/`, configured, oauth));
    }
    if (pathname === '/.well-known/jwks_uri') return json({ keys: [(await this.#keys.identities()).publicJwk] });
    return pageFile(pathname) ?? wellKnown(this.#context(), url);
  }
}

/**
 * Creates a local Cognito in this process. It does not listen on a port: pass requests to `handle`.
 *
 * @param {LocalCognitoOptions} [options]
 * @returns {LocalCognito}
 */
export function createLocalCognito(options) {
  return new LocalCognito(options);
}

const notFoundReply = () => json({ message: 'Not found.' }, 404);

import { FullMap, FullSet, RecentMap } from './bounded.js';

/**
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').AppClient} AppClient
 * @typedef {import('./records.js').User} User
 * @typedef {import('./records.js').Challenge} Challenge
 * @typedef {import('./records.js').SignInSession} SignInSession
 * @typedef {import('./records.js').Group} Group
 * @typedef {import('./identity-records.js').IdentityPool} IdentityPool
 * @typedef {import('./identity-records.js').Identity} Identity
 * @typedef {import('./identity-records.js').IssuedCredentials} IssuedCredentials
 * @typedef {import('./identity-records.js').StoredObject} StoredObject
 * @typedef {import('./records.js').FailureCount} FailureCount
 * @typedef {import('./records.js').AuthorizationCode} AuthorizationCode
 * @typedef {import('./records.js').Domain} Domain
 * @typedef {import('./records.js').ResourceServer} ResourceServer
 * @typedef {import('./records.js').IdentityProvider} IdentityProvider
 * @typedef {import('./hosted-records.js').HostedSession} HostedSession
 * @typedef {import('./hosted-records.js').HostedForm} HostedForm
 */

/** The whole state, in memory. Short-lived entries are dropped if there are too many. */
export class Store {
  /** @type {Map<string, UserPool>} */
  userPools = new FullMap(100, 'user pools');
  /** @type {Map<string, AppClient>} */
  clients = new FullMap(1000, 'app clients');
  /** @type {Set<User>} */
  users = new FullSet(10_000, 'users');
  /** @type {Map<string, Challenge>} */
  challenges = new RecentMap(10_000);
  /** @type {Map<string, SignInSession>} */
  sessions = new RecentMap(10_000);
  /** @type {Map<string, Group>} */
  groups = new FullMap(1000, 'groups');
  /** @type {Map<string, IdentityPool>} */
  identityPools = new FullMap(100, 'identity pools');
  /** @type {Map<string, Identity>} */
  identities = new FullMap(10_000, 'identities');
  /** @type {Map<string, IssuedCredentials>} by the id of the access key */
  credentials = new RecentMap(10_000);
  /** @type {Map<string, StoredObject>} of the API's buckets */
  objects = new RecentMap(200);
  /** @type {Map<string, Record<string, unknown>>} of the API's tables */
  items = new RecentMap(1000);
  /** @type {Map<string, Domain>} */
  domains = new FullMap(100, 'domains');
  /** @type {Map<string, ResourceServer>} */
  resourceServers = new FullMap(1000, 'resource servers');
  /** @type {Map<string, IdentityProvider>} */
  identityProviders = new FullMap(1000, 'identity providers');
  /** @type {Map<string, AuthorizationCode>} */
  authorizationCodes = new RecentMap(10_000);
  /** @type {Map<string, HostedSession>} by the value of the cookie */
  hostedSessions = new RecentMap(10_000);
  /** @type {Map<string, HostedForm>} */
  hostedForms = new RecentMap(10_000);

  clear() {
    for (const records of Object.values(this)) records.clear();
  }

  /**
   * The user with this canonical username.
   *
   * @param {UserPool} pool
   * @param {string} username
   */
  userNamed(pool, username) {
    const wanted = folded(pool, username);
    return this.usersOf(pool).find((user) => folded(pool, user.username) === wanted);
  }

  /**
   * The user who signs in with this text: the username or an alias.
   *
   * An e-mail address or phone number that replaces the username works at once; as an alias it works once
   * verified. A preferred username always works. Users of external providers come last: they may have the same address
   * as a user with a password.
   *
   * @param {UserPool} pool
   * @param {string} login
   */
  userByLogin(pool, login) {
    const wanted = folded(pool, login);
    const named = this.userNamed(pool, login);
    if (named !== undefined) return named;
    const found = this.usersOf(pool).filter((user) =>
      loginAttributes(pool, user).some((value) => folded(pool, value) === wanted),
    );
    return found.find(({ status }) => status !== 'EXTERNAL_PROVIDER') ?? found[0];
  }

  /**
   * @param {UserPool} pool
   * @returns {User[]}
   */
  usersOf(pool) {
    return [...this.users].filter((user) => user.poolId === pool.id);
  }

  /**
   * Stores a challenge, and removes expired ones.
   *
   * @param {string} handle
   * @param {Challenge} challenge
   * @param {number} nowMs
   */
  keepChallenge(handle, challenge, nowMs) {
    for (const [key, { expiresAt }] of this.challenges) {
      if (expiresAt <= nowMs) this.challenges.delete(key);
    }
    this.challenges.set(handle, challenge);
  }

  /** @param {string} refreshToken */
  sessionByRefreshToken(refreshToken) {
    return [...this.sessions.values()].find(({ refreshTokens }) =>
      refreshTokens.some(({ value }) => value === refreshToken),
    );
  }

  /** @param {User} user */
  sessionsOf(user) {
    return [...this.sessions.values()].filter(({ poolId, sub }) => poolId === user.poolId && sub === user.sub);
  }

  /**
   * @param {UserPool} pool
   * @param {string} sub
   */
  userBySub(pool, sub) {
    return this.usersOf(pool).find((user) => user.sub === sub);
  }

  /**
   * Keeps the sessions, so that the error for a deleted user's refresh token can say so.
   *
   * @param {User} user
   */
  deleteUser(user) {
    this.users.delete(user);
    for (const [handle, { poolId, username }] of this.challenges) {
      if (poolId === user.poolId && username === user.username) this.challenges.delete(handle);
    }
  }

  /**
   * Removes the pool and everything in it.
   *
   * @param {UserPool} pool
   */
  deletePool(pool) {
    for (const user of this.usersOf(pool)) this.deleteUser(user);
    for (const records of this.#recordsOfPools()) {
      for (const [key, { poolId }] of records) {
        if (poolId === pool.id) records.delete(key);
      }
    }
    this.userPools.delete(pool.id);
  }

  /**
   * Removes an identity pool and its identities.
   *
   * @param {string} id
   */
  deleteIdentityPool(id) {
    for (const [key, { poolId }] of this.identities) if (poolId === id) this.identities.delete(key);
    this.identityPools.delete(id);
  }

  /** @returns {Map<string, { poolId: string }>[]} */
  #recordsOfPools() {
    return [
      this.clients,
      this.sessions,
      this.groups,
      this.domains,
      this.resourceServers,
      this.identityProviders,
      this.authorizationCodes,
      this.hostedSessions,
      this.hostedForms,
    ];
  }

  /** A plain copy of everything, for inspection. */
  dump() {
    return {
      userPools: [...this.userPools.values()],
      clients: [...this.clients.values()].map((client) => ({
        ...client,
        flows: [...client.flows],
        readable: client.readable && [...client.readable],
        writable: client.writable && [...client.writable],
      })),
      users: [...this.users],
      challenges: Object.fromEntries(this.challenges),
      groups: [...this.groups.values()],
      sessions: [...this.sessions.values()],
      identityPools: [...this.identityPools.values()],
      identities: [...this.identities.values()],
      credentials: [...this.credentials.values()],
      objects: [...this.objects.values()],
      items: Object.fromEntries(this.items),
      domains: [...this.domains.values()],
      resourceServers: [...this.resourceServers.values()],
      identityProviders: [...this.identityProviders.values()],
      authorizationCodes: Object.fromEntries(this.authorizationCodes),
      hostedSessions: Object.fromEntries(this.hostedSessions),
      hostedForms: Object.fromEntries(this.hostedForms),
    };
  }
}

/** @returns {FailureCount} */
export const noFailures = () => ({ count: 0, lockedUntil: 0, lastAt: 0 });

/**
 * @param {UserPool} pool
 * @param {User} user
 */
function loginAttributes(pool, user) {
  const names = pool.usernameAttributes.filter((name) => user.attributes[name] !== undefined);
  const aliases = pool.aliasAttributes.filter(
    (name) => name === 'preferred_username' || user.attributes[`${name}_verified`] === 'true',
  );
  return [...names, ...aliases].flatMap((name) => user.attributes[name] ?? []);
}

/**
 * @param {UserPool} pool
 * @param {string} text
 */
const folded = (pool, text) => (pool.caseSensitive ? text : text.toLowerCase());

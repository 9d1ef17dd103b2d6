/**
 * Everything the service remembers, as plain records in memory.
 *
 * No record has room for a password: a user has a salt and a verifier.
 */

/**
 * @typedef {object} PasswordPolicy
 * @property {number} MinimumLength
 * @property {boolean} RequireUppercase
 * @property {boolean} RequireLowercase
 * @property {boolean} RequireNumbers
 * @property {boolean} RequireSymbols
 * @property {number} TemporaryPasswordValidityDays
 */

/**
 * @typedef {object} UserPool
 * @property {string} id
 * @property {string} name
 * @property {PasswordPolicy} passwordPolicy
 * @property {('email' | 'phone_number')[]} usernameAttributes what people sign in with in place of a name
 * @property {('email' | 'phone_number' | 'preferred_username')[]} aliasAttributes what they may sign in with besides the name
 * @property {('email' | 'phone_number')[]} autoVerifiedAttributes
 * @property {string[]} requiredAttributes
 * @property {string[]} customAttributes with their `custom:` prefix
 * @property {boolean} caseSensitive
 * @property {boolean} adminCreatesUsersOnly
 * @property {Record<string, unknown>} settings as the caller gave them, for Describe
 * @property {number} createdAt milliseconds
 */

/**
 * @typedef {object} TokenValidity whole seconds
 * @property {number} access
 * @property {number} id
 * @property {number} refresh
 */

/**
 * @typedef {object} AppClient
 * @property {string} id
 * @property {string} poolId
 * @property {string} name
 * @property {string} [secret]
 * @property {Record<string, unknown>} settings as the caller gave them, for Describe
 * @property {ReadonlySet<string>} flows the enabled `ALLOW_…` flows
 * @property {boolean} hidesUnknownUsers `PreventUserExistenceErrors` is `ENABLED`
 * @property {TokenValidity} validity
 * @property {number} sessionMinutes life of a sign-in that waits for an answer
 * @property {boolean} revocation tokens carry `origin_jti` and can be revoked
 * @property {ReadonlySet<string>} [readable] attributes; all when absent
 * @property {ReadonlySet<string>} [writable] attributes; all when absent
 * @property {number} createdAt milliseconds
 * @property {number} modifiedAt milliseconds
 */

/**
 * @typedef {'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED'} UserStatus
 */

/**
 * @typedef {object} Credential what is kept of a password
 * @property {string} salt hex
 * @property {string} verifier hex
 * @property {number} [expiresAt] milliseconds; a temporary password's end
 */

/**
 * @typedef {object} IssuedCode
 * @property {string} value
 * @property {number} expiresAt milliseconds
 * @property {'email' | 'phone_number'} attribute which it proves
 */

/**
 * @typedef {object} FailureCount
 * @property {number} count
 * @property {number} lockedUntil milliseconds
 * @property {number} lastAt milliseconds
 */

/**
 * @typedef {object} User
 * @property {string} poolId
 * @property {string} username canonical, as it stands in tokens and proofs
 * @property {string} sub
 * @property {Record<string, string>} attributes without `sub`
 * @property {UserStatus} status
 * @property {boolean} enabled
 * @property {Credential} [credential]
 * @property {Record<string, IssuedCode>} codes by purpose
 * @property {FailureCount} passwordFailures
 * @property {FailureCount} codeFailures
 * @property {number} createdAt milliseconds
 * @property {number} modifiedAt milliseconds
 */

/**
 * A sign-in that waits for the answer to a challenge. The key is the `Session` or `SECRET_BLOCK`.
 *
 * @typedef {object} Challenge
 * @property {string} name for example `PASSWORD_VERIFIER`
 * @property {string} clientId
 * @property {string} poolId
 * @property {string} username canonical
 * @property {number} expiresAt milliseconds
 * @property {{ A: string, B: string, b: string, salt: string, verifier: string }} [srp] hex
 */

/**
 * What one sign-in established. The key is the `event_id` that all of its tokens carry.
 *
 * @typedef {object} SignInSession
 * @property {string} eventId
 * @property {string} poolId
 * @property {string} clientId
 * @property {string} sub of the user; a name may be given to somebody else later
 * @property {string} originJti
 * @property {string} refreshToken
 * @property {number} authTime seconds
 * @property {number} expiresAt milliseconds; of the refresh token
 * @property {boolean} revoked
 */

/**
 * @typedef {object} IdentityPool
 * @property {string} id
 * @property {string} name
 * @property {boolean} allowsGuests
 * @property {{ ProviderName: string, ClientId: string, ServerSideTokenCheck: boolean }[]} providers
 */

/**
 * @typedef {object} Identity
 * @property {string} id
 * @property {string} poolId
 * @property {Record<string, string>} logins provider name to the user's id there; empty for a guest
 */

export class Store {
  /** @type {Map<string, UserPool>} */
  userPools = new Map();
  /** @type {Map<string, AppClient>} */
  clients = new Map();
  /** @type {Set<User>} */
  users = new Set();
  /** @type {Map<string, Challenge>} */
  challenges = new Map();
  /** @type {Map<string, SignInSession>} */
  sessions = new Map();
  /** @type {Map<string, IdentityPool>} */
  identityPools = new Map();
  /** @type {Map<string, Identity>} */
  identities = new Map();

  clear() {
    for (const records of Object.values(this)) records.clear();
  }

  /**
   * The user whose canonical name this is.
   *
   * @param {UserPool} pool
   * @param {string} username
   */
  userNamed(pool, username) {
    const wanted = folded(pool, username);
    return this.usersOf(pool).find((user) => folded(pool, user.username) === wanted);
  }

  /**
   * The user who may sign in under this text: the name itself, or an alias.
   *
   * Where an e-mail address takes the place of the name it counts at once; where it is an alias
   * besides the name it counts once verified. A preferred name always counts.
   *
   * @param {UserPool} pool
   * @param {string} login
   */
  userByLogin(pool, login) {
    const wanted = folded(pool, login);
    return (
      this.userNamed(pool, login) ??
      this.usersOf(pool).find((user) => loginAttributes(pool, user).some((value) => folded(pool, value) === wanted))
    );
  }

  /**
   * @param {UserPool} pool
   * @returns {User[]}
   */
  usersOf(pool) {
    return [...this.users].filter((user) => user.poolId === pool.id);
  }

  /**
   * Keeps a challenge and forgets those whose time is over.
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
    return [...this.sessions.values()].find((session) => session.refreshToken === refreshToken);
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
   * The sessions stay: a refresh token of a deleted user is answered with just that.
   *
   * @param {User} user
   */
  deleteUser(user) {
    this.users.delete(user);
    for (const [handle, { poolId, username }] of this.challenges) {
      if (poolId === user.poolId && username === user.username) this.challenges.delete(handle);
    }
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
      sessions: [...this.sessions.values()],
      identityPools: [...this.identityPools.values()],
      identities: [...this.identities.values()],
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

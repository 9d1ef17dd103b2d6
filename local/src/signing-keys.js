import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import { SEED_POOL_TEST_KEYS } from './test-only-keys.js';

/** @typedef {'RS256' | 'RS512'} Algorithm */

/**
 * @typedef {object} SigningKey
 * @property {string} kid
 * @property {import('jose').CryptoKey} privateKey
 * @property {import('jose').CryptoKey} publicKey
 * @property {import('jose').JWK} publicJwk as it is published
 */

/**
 * @typedef {object} PoolKeys as at AWS, one key for each type of token
 * @property {SigningKey} access
 * @property {SigningKey} id
 */

/**
 * Private keys, for a snapshot.
 *
 * @typedef {object} ExportedKeys
 * @property {Record<string, { access: import('jose').JWK, id: import('jose').JWK }>} pools by pool id
 * @property {Record<string, { alg: Algorithm, jwk: import('jose').JWK }>} others by `kid`
 */

/**
 * The RS256 keys of every user pool. They are generated on first use, since that takes a noticeable part of a
 * second and most pools in tests never sign anything.
 */
export class SigningKeys {
  /** @type {Map<string, Promise<PoolKeys>>} */
  #keys = new Map();
  /** @type {Map<string, Promise<SigningKey>>} */
  #others = new Map();
  #testKeyPoolId;

  /** @param {string} [testKeyPoolId] the pool that uses the committed test keys */
  constructor(testKeyPoolId) {
    this.#testKeyPoolId = testKeyPoolId;
  }

  /**
   * @param {string} poolId
   * @returns {Promise<PoolKeys>}
   */
  of(poolId) {
    let keys = this.#keys.get(poolId);
    if (keys === undefined) {
      keys = poolId === this.#testKeyPoolId ? committedKeys() : generatedKeys();
      this.#keys.set(poolId, keys);
    }
    return keys;
  }

  /** The key of identity pools, for the tokens of identities. All pools have the same, as at AWS. */
  identities() {
    return this.#other('us-east-11', 'RS512');
  }

  /** The key with which the stand-ins of external providers sign. */
  providers() {
    return this.#other('stand-in', 'RS256');
  }

  /** @param {string} poolId of the deleted pool */
  forget(poolId) {
    this.#keys.delete(poolId);
  }

  /**
   * The JSON Web Key Set of a pool.
   *
   * @param {string} poolId
   */
  async jwks(poolId) {
    const { access, id } = await this.of(poolId);
    return { keys: [id.publicJwk, access.publicJwk] };
  }

  /** @returns {Promise<ExportedKeys>} all keys that were used */
  async exported() {
    const pools = [...this.#keys];
    const others = [...this.#others];
    return {
      pools: Object.fromEntries(
        await Promise.all(
          pools.map(async ([poolId, keys]) => {
            const { access, id } = await keys;
            return [poolId, { access: await exportJWK(access.privateKey), id: await exportJWK(id.privateKey) }];
          }),
        ),
      ),
      others: Object.fromEntries(
        await Promise.all(
          others.map(async ([kid, key]) => {
            const { privateKey, publicJwk } = await key;
            return [kid, { alg: publicJwk.alg, jwk: await exportJWK(privateKey) }];
          }),
        ),
      ),
    };
  }

  /**
   * Replaces all keys.
   *
   * @param {ExportedKeys} exported
   * @throws {TypeError} if one of them is not a key
   */
  async restore({ pools = {}, others = {} }) {
    const restored = await Promise.all(
      Object.entries(pools).map(async ([poolId, { access, id }]) => {
        const keys = { access: await importedKey(access), id: await importedKey(id) };
        return /** @type {const} */ ([poolId, keys]);
      }),
    );
    const named = await Promise.all(
      Object.entries(others).map(async ([kid, { alg, jwk }]) => {
        const key = await importedKey(jwk, alg);
        return /** @type {const} */ ([kid, { ...key, kid, publicJwk: { ...key.publicJwk, kid, alg } }]);
      }),
    );
    this.#keys = new Map(restored.map(([poolId, keys]) => [poolId, Promise.resolve(keys)]));
    this.#others = new Map(named.map(([kid, key]) => [kid, Promise.resolve(key)]));
  }

  /**
   * @param {string} kid
   * @param {Algorithm} alg
   */
  #other(kid, alg) {
    let key = this.#others.get(kid);
    if (key === undefined) {
      key = namedKey(kid, alg);
      this.#others.set(kid, key);
    }
    return key;
  }
}

/** @returns {Promise<PoolKeys>} */
async function generatedKeys() {
  const [access, id] = await Promise.all([generatedKey(), generatedKey()]);
  return { access, id };
}

async function generatedKey() {
  // They can be exported for a snapshot. They sign nothing but test data.
  const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  return signingKey(pair.privateKey, pair.publicKey, await exportJWK(pair.publicKey));
}

/**
 * @param {string} kid
 * @param {Algorithm} alg
 * @returns {Promise<SigningKey>}
 */
async function namedKey(kid, alg) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { modulusLength: 2048, extractable: true });
  return { kid, privateKey, publicKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** @returns {Promise<PoolKeys>} */
async function committedKeys() {
  const [access, id] = await Promise.all([
    importedKey(SEED_POOL_TEST_KEYS.access),
    importedKey(SEED_POOL_TEST_KEYS.id),
  ]);
  return { access, id };
}

/**
 * @param {import('jose').JWK} jwk a private RSA key
 * @param {Algorithm} [alg]
 * @returns {Promise<SigningKey>}
 */
async function importedKey({ kty, n, e, ...secrets }, alg = 'RS256') {
  if (kty !== 'RSA' || n === undefined || e === undefined) throw new TypeError('A signing key must be an RSA key.');
  const publicJwk = { kty, n, e };
  const [privateKey, publicKey] = await Promise.all([
    importJWK({ ...publicJwk, ...secrets }, alg, { extractable: true }),
    importJWK(publicJwk, alg),
  ]);
  return signingKey(
    /** @type {import('jose').CryptoKey} */ (privateKey),
    /** @type {import('jose').CryptoKey} */ (publicKey),
    publicJwk,
  );
}

/**
 * @param {import('jose').CryptoKey} privateKey
 * @param {import('jose').CryptoKey} publicKey
 * @param {import('jose').JWK} jwk
 * @returns {Promise<SigningKey>}
 */
async function signingKey(privateKey, publicKey, jwk) {
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey, publicKey, publicJwk: { ...jwk, kid, alg: 'RS256', use: 'sig' } };
}

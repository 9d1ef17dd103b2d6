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

/** @typedef {{ pools: Map<string, PoolKeys>, others: Map<string, SigningKey> }} KeysState */

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

  /** @returns {Promise<KeysState>} */
  async save() {
    return { pools: await settled(this.#keys), others: await settled(this.#others) };
  }

  /** @param {KeysState} state */
  restore({ pools, others }) {
    for (const [poolId, keys] of pools) this.#keys.set(poolId, Promise.resolve(keys));
    for (const [kid, key] of others) this.#others.set(kid, Promise.resolve(key));
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

/**
 * @template T
 * @param {Map<string, Promise<T>>} promises
 * @returns {Promise<Map<string, T>>}
 */
const settled = async (promises) =>
  new Map(
    await Promise.all([...promises].map(async ([name, promise]) => /** @type {[string, T]} */ ([name, await promise]))),
  );

/** @returns {Promise<PoolKeys>} */
async function generatedKeys() {
  const [access, id] = await Promise.all([generatedKey(), generatedKey()]);
  return { access, id };
}

async function generatedKey() {
  const pair = await generateKeyPair('RS256', { modulusLength: 2048 });
  return signingKey(pair.privateKey, pair.publicKey, await exportJWK(pair.publicKey));
}

/**
 * @param {string} kid
 * @param {Algorithm} alg
 * @returns {Promise<SigningKey>}
 */
async function namedKey(kid, alg) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { modulusLength: 2048 });
  return { kid, privateKey, publicKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** @returns {Promise<PoolKeys>} */
async function committedKeys() {
  const [access, id] = await Promise.all([
    committedKey(SEED_POOL_TEST_KEYS.access),
    committedKey(SEED_POOL_TEST_KEYS.id),
  ]);
  return { access, id };
}

/** @param {import('jose').JWK_RSA_Private & { n: string, e: string, kty: 'RSA' }} jwk */
async function committedKey(jwk) {
  const publicJwk = { kty: jwk.kty, n: jwk.n, e: jwk.e };
  const [privateKey, publicKey] = await Promise.all([importJWK(jwk, 'RS256'), importJWK(publicJwk, 'RS256')]);
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

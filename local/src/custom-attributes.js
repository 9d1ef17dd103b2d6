/** Attributes that a pool has beside the standard ones. Their names begin with `custom:`. */

export const CUSTOM = 'custom:';
/** What AWS accepts after the prefix. */
export const CUSTOM_NAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,20}$/u;

/**
 * @param {import('./records.js').UserPool} pool
 * @param {readonly { Name?: string }[]} attributes as in requests, without the prefix
 */
export function addToPool(pool, attributes) {
  const schema = /** @type {object[]} */ (pool.settings['Schema'] ?? []);
  pool.settings = { ...pool.settings, Schema: [...schema, ...attributes] };
  pool.customAttributes = [...pool.customAttributes, ...attributes.map(({ Name = '' }) => `${CUSTOM}${Name}`)];
}

/**
 * The custom attributes among these that the pool lacks, as mutable texts.
 *
 * @param {import('./records.js').UserPool} pool
 * @param {readonly string[]} names with the prefix, as users have them
 */
export const missingIn = (pool, names) =>
  names
    .filter((name) => name.startsWith(CUSTOM) && !pool.customAttributes.includes(name))
    .map((name) => name.slice(CUSTOM.length))
    .filter((name) => CUSTOM_NAME.test(name))
    .map((Name) => ({ Name, AttributeDataType: 'String', Mutable: true, Required: false }));

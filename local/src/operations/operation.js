/**
 * An operation: the shape of its request, and what it does.
 *
 * @template T
 * @typedef {object} Operation
 * @property {import('../schema.js').Shape<T>} shape
 * @property {(context: import('../context.js').Context, input: T) => Promise<object> | object} run
 */

/**
 * Derives the type of an operation's input from its shape.
 *
 * @template T
 * @param {import('../schema.js').Shape<T>} shape
 * @param {Operation<T>['run']} run
 * @returns {Operation<T>}
 */
export const operation = (shape, run) => ({ shape, run });

/** Inputs of the two functions. */

/** A signal as a library might make one. */
const foreignSignal = (aborted, listen = () => {}) => ({ aborted, addEventListener: listen, removeEventListener() {} });

const aborted = () => AbortSignal.abort('enough');
const notAborted = () => new AbortController().signal;
const throwing = (name) =>
  Object.defineProperty({}, name, {
    enumerable: true,
    get() {
      throw new Error('getter');
    },
  });

/** By who has to answer: the glance, the module, or either. */
export const inputs = {
  glance: [
    () => undefined,
    () => ({}),
    () => ({ forceRefresh: false }),
    () => ({ forceRefresh: undefined }),
    () => ({ allowStale: true }),
    () => ({ allowStale: false, forceRefresh: false }),
    () => ({ allowStale: undefined }),
    () => ({ allowStale: true, forceRefresh: false, signal: notAborted() }),
    () => ({ signal: undefined }),
    () => ({ signal: null }),
    () => ({ clientMetadata: undefined, options: undefined }),
    () => ({ signal: notAborted() }),
    () => Object.create({ forceRefresh: true, signal: 5 }),
    () => Object.assign(Object.create(null), { forceRefresh: false }),
    () => new Date(0),
    () => new Map([['forceRefresh', true]]),
    () => ({ [Symbol('s')]: 1 }),
    () => Object.defineProperty({}, 'forceRefresh', { value: true }),
  ],
  module: [
    () => null,
    () => 5,
    () => 'text',
    () => true,
    () => Symbol('s'),
    () => 5n,
    () => () => {},
    () => [],
    () => [{ forceRefresh: true }],
    () => ({ forceRefresh: true }),
    () => ({ forceRefresh: 'x' }),
    () => ({ forceRefresh: 0 }),
    () => ({ forceRefresh: null }),
    () => ({ allowStale: 'x' }),
    () => ({ allowStale: 1 }),
    () => ({ allowStale: null }),
    () => ({ allowStale: true, forceRefresh: true }),
    () => ({ allowStale: true, clientMetadata: { a: 'b' } }),
    () => ({ options: { allowStale: true } }),
    () => ({ clientMetadata: {} }),
    () => ({ clientMetadata: { a: 'b' } }),
    () => ({ clientMetadata: 5 }),
    () => ({ options: {} }),
    () => ({ options: 5 }),
    () => ({ options: { signal: aborted() } }),
    () => ({ timeoutMs: 1 }),
    () => ({ timeoutMs: 300_000, maxAttempts: 10 }),
    () => ({ timeoutMs: 0 }),
    () => ({ timeoutMs: 300_001 }),
    () => ({ timeoutMs: 1.5 }),
    () => ({ timeoutMs: '1' }),
    () => ({ timeoutMs: null }),
    () => ({ maxAttempts: 11 }),
    () => ({ maxAttempts: NaN }),
    () => ({ options: { timeoutMs: 0 } }),
    () => ({ unknown: 1 }),
    () => ({ unknown: () => {} }),
    () => ({ signal: aborted() }),
    () => ({ signal: foreignSignal(true) }),
    () => ({ signal: foreignSignal(false) }),
    () => ({
      signal: foreignSignal(false, () => {
        throw new Error('no listeners');
      }),
    }),
    () => JSON.parse('{"__proto__":{"forceRefresh":true}}'),
    () => JSON.parse('{"__proto__":{"allowStale":true}}'),
  ],
  neither: [
    () => ({ signal: 5 }),
    () => ({ signal: {} }),
    () => throwing('forceRefresh'),
    () => throwing('signal'),
    () => ({ options: throwing('signal') }),
    () => ({ signal: throwing('aborted') }),
    () => new Proxy({}, { ownKeys: () => ['a', 'a'] }),
  ],
};

import { CliError } from '../errors.js';

/**
 * Readers of values from outside: JSON, flags, what somebody typed. They read own members only, and refuse what they do not know.
 *
 * @template T
 * @typedef {(value: unknown, path: string) => T} Reader `path` says where the value stands, such as `--mfa` or `userPool.mfa.mode`
 */

/**
 * @param {string} path
 * @param {string} what
 */
export const refusal = (path, what) => new CliError(path === '' ? what : `${path}: ${what}`, { exitCode: 2 });

/**
 * A value as an error message shows it: quoted and short.
 *
 * @param {unknown} value
 */
export function shown(value) {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

/**
 * @param {{ min?: number, max: number, pattern?: RegExp, what: string, isTrimmed?: boolean }} rule `what` completes "use …";
 *   `isTrimmed`: spaces around it are left out, which come with what is pasted
 * @returns {Reader<string>}
 */
export const text =
  ({ min = 1, max, pattern, what, isTrimmed = false }) =>
  (value, path) => {
    if (typeof value !== 'string') throw refusal(path, `${shown(value)} is not text; use ${what}`);
    const given = isTrimmed ? value.trim() : value;
    if (given.length < min || given.length > max || pattern?.test(given) === false) {
      throw refusal(path, `${shown(value)} does not fit; use ${what}`);
    }
    return given;
  };

/**
 * @param {{ min: number, max: number, unit?: string }} range
 * @returns {Reader<number>}
 */
export const integer =
  ({ min, max, unit = '' }) =>
  (value, path) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
      throw refusal(
        path,
        `${shown(value)} does not fit; use a whole number from ${min} to ${max}${unit && ` ${unit}`}`,
      );
    }
    return value;
  };

/**
 * A whole number that was typed.
 *
 * @param {Reader<number>} reader
 * @returns {Reader<number>}
 */
export const typed = (reader) => (value, path) =>
  reader(typeof value === 'string' && /^-?\d{1,9}$/.test(value.trim()) ? Number(value) : value, path);

/** @type {Reader<boolean>} */
export const boolean = (value, path) => {
  if (typeof value !== 'boolean') throw refusal(path, `${shown(value)} does not fit; use true or false`);
  return value;
};

/**
 * @template {string | number} T
 * @param {readonly T[]} values
 * @returns {Reader<T>}
 */
export const oneOf = (values) => (value, path) => {
  const found = values.find((each) => each === value);
  if (found === undefined) throw refusal(path, `${shown(value)} does not fit; use ${values.join(', ')}`);
  return found;
};

/**
 * @template T
 * @param {Reader<T>} reader of one
 * @param {{ min?: number, max: number, keyOf?: (item: T) => unknown, mayRepeat?: boolean }} options no two may have the same key, unless
 *   they may repeat
 * @returns {Reader<T[]>}
 */
export const listOf =
  (reader, { min = 0, max, keyOf = (item) => item, mayRepeat = false }) =>
  (value, path) => {
    if (!Array.isArray(value)) throw refusal(path, `${shown(value)} is not a list`);
    if (value.length < min) throw refusal(path, `at least ${min} must be given`);
    if (value.length > max) throw refusal(path, `has ${value.length}; at most ${max} are possible`);
    const items = value.map((item, index) => reader(item, isFlag(path) ? path : `${path}[${index}]`));
    if (mayRepeat) return items;
    const keys = items.map(keyOf);
    const twice = items.find((_, index) => keys.indexOf(keys[index]) !== index);
    if (twice !== undefined) throw refusal(path, `${shown(keyOf(twice))} is there twice`);
    return items;
  };

/**
 * @template T
 * @param {Reader<T>} reader
 * @returns {Reader<T | null>}
 */
export const nullOr = (reader) => (value, path) => (value === null ? null : reader(value, path));

/**
 * @template T
 * @param {Reader<T>} reader
 * @returns {Reader<T | undefined>}
 */
export const optional = (reader) => (value, path) => (value === undefined ? undefined : reader(value, path));

/**
 * @param {unknown} value
 * @param {string} path
 */
export function plainObject(value, path) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusal(path, `${shown(value)} is not an object`);
  }
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @template {Record<string, Reader<any>>} S
 * @param {S} shape
 * @returns {Reader<{ [K in keyof S]: ReturnType<S[K]> }>}
 */
export const object = (shape) => (value, path) => {
  const record = plainObject(value, path);
  const known = Object.keys(shape);
  for (const name of Object.keys(record)) {
    if (!known.includes(name))
      throw refusal(memberPath(path, name), `is not known here; known are ${known.join(', ')}`);
  }
  /** @type {Record<string, unknown>} */
  const read = {};
  for (const [name, reader] of Object.entries(shape)) {
    const result = reader(Object.hasOwn(record, name) ? record[name] : undefined, memberPath(path, name));
    if (result !== undefined) read[name] = result;
  }
  return /** @type {{ [K in keyof S]: ReturnType<S[K]> }} */ (read);
};

/**
 * @template T
 * @param {Reader<string>} key
 * @param {Reader<T>} reader
 * @param {number} max
 * @returns {Reader<Record<string, T>>}
 */
export const mapOf = (key, reader, max) => (value, path) => {
  const entries = Object.entries(plainObject(value, path));
  if (entries.length > max) throw refusal(path, `has ${entries.length} members; at most ${max} are possible`);
  return Object.fromEntries(entries.map(([name, each]) => [key(name, path), reader(each, memberPath(path, name))]));
};

/**
 * @param {string} path
 * @param {string} name
 */
function memberPath(path, name) {
  if (isFlag(path)) return path;
  return path === '' ? name.slice(0, 60) : `${path}.${name.slice(0, 60)}`;
}

/** Who has typed a flag knows neither places in lists nor names of members. @param {string} path */
const isFlag = (path) => path.startsWith('--');

/**
 * For a question: `true`, or why a value does not fit.
 *
 * @template T
 * @param {Reader<T>} reader
 * @returns {(value: unknown) => true | string}
 */
export const validatorOf = (reader) => (value) => {
  try {
    reader(value, '');
    return true;
  } catch (error) {
    if (error instanceof CliError) return error.message;
    throw error;
  }
};

/**
 * The shapes of requests: types, constraints, and AWS's errors for them.
 *
 * A value of the wrong JSON type is a `SerializationException`. A value of the right type that
 * breaks a constraint is an `InvalidParameterException` that lists all breaches in the request,
 * in AWS's wording.
 */
import { ServiceError, invalidParameter } from './errors.js';

/**
 * @typedef {object} Reading
 * @property {string[]} breaches constraint breaches found so far
 * @property {boolean} strict reject members that the shape does not have
 */

/**
 * Reads a value. Throws for a wrong type, and records broken constraints.
 *
 * @template T
 * @typedef {{ read: (value: unknown, path: string, reading: Reading) => T, required?: false }} Shape
 */

/**
 * @template T
 * @typedef {{ read: (value: unknown, path: string, reading: Reading) => T, required: true }} RequiredShape
 */

/**
 * @template S
 * @typedef {S extends { read: (...args: any[]) => infer T } ? T : never} ValueOf
 */

/**
 * @template {Record<string, Shape<any> | RequiredShape<any>>} M
 * @typedef {{ [K in keyof M as M[K] extends { required: true } ? K : never]: ValueOf<M[K]> }
 *   & { [K in keyof M as M[K] extends { required: true } ? never : K]?: ValueOf<M[K]> }} StructureOf
 */

/**
 * @typedef {object} TextConstraints
 * @property {number} [min] length
 * @property {number} [max] length
 * @property {RegExp} [pattern] must match the whole text
 * @property {string} [patternText] how AWS prints the pattern
 * @property {readonly string[]} [values] an enumeration
 * @property {boolean} [secret] never repeat the value in an error
 */

/**
 * @template T
 * @param {unknown} body the parsed JSON of a request
 * @param {Shape<T>} shape
 * @param {{ strict: boolean }} options
 * @returns {T}
 */
export function readRequest(body, shape, { strict }) {
  /** @type {Reading} */
  const reading = { breaches: [], strict };
  const value = shape.read(body, '', reading);
  const { breaches } = reading;
  if (breaches.length > 0) {
    const noun = breaches.length === 1 ? 'error' : 'errors';
    throw invalidParameter(`${breaches.length} validation ${noun} detected: ${breaches.join('; ')}`);
  }
  return value;
}

/**
 * @template T
 * @param {Shape<T>} shape
 * @returns {RequiredShape<T>}
 */
export const required = (shape) => ({ read: shape.read, required: true });

/**
 * @param {TextConstraints} [constraints]
 * @returns {Shape<string>}
 */
export function text(constraints = {}) {
  return {
    read(value, path, reading) {
      if (typeof value !== 'string') throw wrongType(value, 'String');
      const breach = textBreach(value, constraints);
      if (breach !== undefined) {
        const shown = constraints.secret ? 'Value' : `Value '${value.slice(0, 256)}'`;
        reading.breaches.push(`${shown} at '${path}' failed to satisfy constraint: ${breach}`);
      }
      return value;
    },
  };
}

/** @returns {Shape<boolean>} */
export const boolean = () => ({
  read(value) {
    if (typeof value !== 'boolean') throw wrongType(value, 'Boolean');
    return value;
  },
});

/**
 * @param {{ min: number, max: number }} range
 * @returns {Shape<number>}
 */
export const integer = ({ min, max }) => ({
  read(value, path, reading) {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(value, 'Integer');
    if (value < min || value > max) {
      const limit = value < min ? `greater than or equal to ${min}` : `less than or equal to ${max}`;
      reading.breaches.push(
        `Value '${value}' at '${path}' failed to satisfy constraint: Member must have value ${limit}`,
      );
    }
    return value;
  },
});

/**
 * @template T
 * @param {Shape<T>} member
 * @param {{ max?: number }} [limits]
 * @returns {Shape<T[]>}
 */
export const list = (member, { max = 100 } = {}) => ({
  read(value, path, reading) {
    if (!Array.isArray(value)) throw wrongType(value, 'List');
    if (value.length > max) {
      reading.breaches.push(
        `Value at '${path}' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
      );
    }
    return value.slice(0, max).map((item, index) => member.read(item, `${path}.${index + 1}.member`, reading));
  },
});

/**
 * A map whose keys are texts and whose values have one shape.
 *
 * @template T
 * @param {Shape<T>} member
 * @returns {Shape<Record<string, T>>}
 */
export const map = (member) => ({
  read(value, path, reading) {
    const read = /** @type {Record<string, T>} */ (Object.create(null));
    for (const [key, item] of members(value)) {
      read[key] = member.read(item, `${path}.${key}`, reading);
    }
    return read;
  },
});

/**
 * A member that AWS has and this program has not. To ignore it would give another result.
 *
 * @returns {Shape<undefined>}
 */
export const notSupported = () => ({
  read(_value, path) {
    throw invalidParameter(`The local Cognito does not support '${path}'.`);
  },
});

/**
 * @template {Record<string, Shape<any> | RequiredShape<any>>} M
 * @param {M} shapes
 * @returns {Shape<StructureOf<M>>}
 */
export const structure = (shapes) => ({
  read(value, path, reading) {
    const given = new Map(members(value));
    const read = /** @type {Record<string, unknown>} */ ({});
    for (const [name, shape] of Object.entries(shapes)) {
      const member = given.get(name);
      given.delete(name);
      const memberPath = path === '' ? lowerFirst(name) : `${path}.${lowerFirst(name)}`;
      if (member !== undefined) {
        read[name] = shape.read(member, memberPath, reading);
      } else if (shape.required) {
        reading.breaches.push(`Value at '${memberPath}' failed to satisfy constraint: Member must not be null`);
      }
    }
    const [unknown] = given.keys();
    if (reading.strict && unknown !== undefined) {
      throw serialization(`Unknown member '${path === '' ? unknown : `${path}.${unknown}`}'`);
    }
    return /** @type {StructureOf<M>} */ (read);
  },
});

/**
 * Any JSON, for settings that are stored and returned but have no effect.
 *
 * @returns {Shape<unknown>}
 */
export const anything = () => ({ read: (value) => value });

/** @param {string} message */
export const serialization = (message) => new ServiceError('SerializationException', message);

/**
 * The members of a JSON object. As with AWS, `null` means absent.
 *
 * @param {unknown} value
 * @returns {[string, unknown][]}
 */
function members(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType(value, 'Map');
  }
  return Object.entries(value).filter(([, member]) => member !== null);
}

/**
 * @param {string} value
 * @param {TextConstraints} constraints
 * @returns {string | undefined}
 */
function textBreach(value, { min = 0, max = Infinity, pattern, patternText, values }) {
  if (values !== undefined) {
    if (values.includes(value)) return undefined;
    return `Member must satisfy enum value set: [${values.join(', ')}]`;
  }
  if (value.length < min) return `Member must have length greater than or equal to ${min}`;
  // Check the length before the pattern, which is slow on long texts.
  if (value.length > max) return `Member must have length less than or equal to ${max}`;
  if (pattern === undefined || pattern.test(value)) return undefined;
  return `Member must satisfy regular expression pattern: ${patternText ?? pattern.source}`;
}

/**
 * @param {unknown} value
 * @param {string} wanted
 */
function wrongType(value, wanted) {
  if (value !== null && typeof value === 'object') {
    return serialization('Start of structure or map found where not expected.');
  }
  const found = typeof value === 'boolean' ? `${String(value).toUpperCase()}_VALUE` : tokenOf(value);
  return serialization(`${found} can not be converted to a ${wanted}`);
}

/** @param {unknown} value */
const tokenOf = (value) => (typeof value === 'number' ? 'NUMBER_VALUE' : 'STRING_VALUE');

/** @param {string} name */
const lowerFirst = (name) => name.charAt(0).toLowerCase() + name.slice(1);

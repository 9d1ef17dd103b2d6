/**
 * Bad inputs, and calls with them. They are created in the page, since functions, symbols and proxies cannot be sent there.
 */

/** Every call gets a new value. */
const empty = {
  undefined: () => undefined,
  null: () => null,
  'empty text': () => '',
  'an empty object': () => ({}),
  'an empty array': () => [],
};

const wrongTypes = {
  zero: () => 0,
  'not a number': () => NaN,
  'a negative number': () => -1.5,
  infinity: () => Infinity,
  false: () => false,
  'a function': () => () => 'result',
  'a class': () => Map,
  'a symbol': () => Symbol('secret'),
  'a big integer': () => 10n ** 30n,
  'a date': () => new Date(0),
  'an invalid date': () => new Date(NaN),
  'a map': () => new Map([['username', 'a']]),
  bytes: () => new Uint8Array(64),
  'an error': () => new TypeError('given'),
  'a promise': () => Promise.resolve({}),
  'a boxed text': () => Object('text'),
  'an object without a prototype': () => Object.create(null),
  'an array of objects': () => [{}, { username: 'a' }],
  'a window': () => globalThis,
  'an element': () => document.body,
  'itself in itself': () => {
    const value = { username: 'a', items: [] };
    value.options = value;
    value.items.push(value);
    return value;
  },
  'an array in itself': () => {
    const value = [];
    value.push(value);
    return value;
  },
  'a getter that throws': () => ({
    get username() {
      throw new RangeError('from a getter');
    },
    get attributeKey() {
      throw new TypeError('from a getter');
    },
    options: {
      get clientMetadata() {
        throw null;
      },
    },
  }),
  'a getter that never ends': () => ({
    get username() {
      return this.username;
    },
  }),
  'a proxy that throws': () => {
    const refuse = () => {
      throw new Error('from a proxy');
    };
    return new Proxy({ username: 'a' }, { get: refuse, ownKeys: refuse, getPrototypeOf: refuse, has: refuse });
  },
  'a proxy of an array that throws': () =>
    new Proxy([1, 2], {
      get() {
        throw new Error('from a proxy');
      },
    }),
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  'a then that throws': () => ({
    get then() {
      throw new Error('from then');
    },
  }),
};

const nest = (wrap) => {
  let value = 'core';
  for (let depth = 0; depth < 10_000; depth++) value = wrap(value);
  return value;
};

const manyMembers = (count) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`custom:attribute${index}`, `value ${index}`]));

/** These take a while, so they are tried only in the first and last place of a row. */
const slow = {
  'a megabyte of text with much to escape': () => '\u0000"\\'.repeat(350_000),
  '10,000 members': () => manyMembers(10_000),
  'more items than are read': () => Array.from({ length: 110_000 }, () => 'name'),
};

const huge = {
  ...slow,
  'a megabyte of text': () => 'x'.repeat(2 ** 20),
  'objects 10,000 deep': () => nest((inner) => ({ options: inner })),
  'arrays 10,000 deep': () => nest((inner) => [inner]),
  '10,000 items': () => Array.from({ length: 10_000 }, (_, index) => `name${index}`),
  'an array of four thousand million holes': () => new Array(2 ** 32 - 1),
};

const nonAscii = {
  'a lone high surrogate': () => '\ud83d',
  'a lone low surrogate': () => 'a\udca9b',
  'an emoji': () => '👩‍👩‍👧‍👦🏳️‍🌈',
  'right-to-left text': () => '‮مرحبا‬ שלום',
  'text with NUL': () => 'a\u0000b',
  'only white space': () => ' \t\u00a0\u2003',
  'combining marks': () => `Z${'\u0351'.repeat(200)}`,
  __proto__: () => '__proto__',
};

/** Every bad value by its description. */
const values = { ...empty, ...wrongTypes, ...huge, ...nonAscii };

/** Values that no function accepts as its input, signal or options, even if every member is optional. */
const neverInputs = [
  'a symbol',
  'a function',
  'a big integer',
  'a negative number',
  'an array of objects',
  'itself in itself',
  'a getter that throws',
  'a getter that never ends',
  'a revoked proxy',
  'objects 10,000 deep',
  'arrays 10,000 deep',
  'a megabyte of text',
  ...Object.keys(nonAscii),
];

/**
 * Calls a function with bad inputs: with each bad value as its argument, and in each place of an otherwise valid
 * input.
 *
 * @param {object} row
 * @param {string} row.path the function, such as `signIn` or `Amplify.configure`
 * @param {unknown[]} row.inputs right arguments
 * @param {string[][]} row.places of the arguments: the index, then the names of members
 * @param {boolean} [row.hasOpener] whether the input gets an opener, which cancels
 * @param {boolean} [row.onlyRefused] whether to leave out what might be accepted
 * @param {boolean} [row.isSynchronous] whether it answers without a promise
 * @param {boolean} [row.readsMembersOnly] whether an input that is no object counts as none
 * @param {string[]} knownNames the names that an error of the package's own may have
 * @returns {Promise<{ calls: number, wrong: string[] }>} how many calls were made, and what was wrong with their outcomes
 */
export async function tryBadInputs(row, knownNames) {
  const { path, places, hasOpener, onlyRefused, isSynchronous, readsMembersOnly } = row;
  const cancelling = async () => ({ type: 'canceled' });
  const inputs = hasOpener ? withValue(row.inputs, ['0', 'options', 'authSessionOpener'], cancelling) : row.inputs;
  const names = onlyRefused ? neverInputs : Object.keys(values);
  const ends = [places[0], places.at(-1)];
  const isTried = (place, name) => ends.includes(place) || !Object.hasOwn(slow, name);
  const cases = places.flatMap((place) =>
    names.filter((name) => isTried(place, name)).map((name) => ({ place, name })),
  );
  const wrong = [];
  const waiting = cases.values();
  const work = async () => {
    for (const { place, name } of waiting) {
      const mustBeRefused = !isSynchronous && isRead(place, readsMembersOnly) && neverInputs.includes(name);
      const bad = withValue(inputs, place, values[name]());
      const problem = await problemOf(path, { isSynchronous, mustBeRefused }, bad, knownNames);
      if (problem) wrong.push(`${path} with ${name} at ${place.join('.')}: ${problem}`);
    }
  };
  // As many at once as the browser has connections to one server.
  await Promise.all(Array.from({ length: 6 }, work));
  return { calls: cases.length, wrong };
}

/** A copy of `target` with another value at `place`. */
function withValue(target, [key, ...rest], value) {
  const copy = Array.isArray(target) ? [...target] : { ...target };
  copy[key] = rest.length === 0 ? value : withValue(copy[key], rest, value);
  return copy;
}

/** Whether a place is an input, a signal or options, and the function reads it. */
function isRead(place, readsMembersOnly) {
  if (place.at(-1) === 'signal') return true;
  const isInput = place.length === 1 && place[0] === '0';
  return !readsMembersOnly && (isInput || place.at(-1) === 'options');
}

async function problemOf(path, { isSynchronous, mustBeRefused }, inputs, knownNames) {
  const keys = path.split('.');
  const name = keys.pop();
  const owner = keys.reduce((object, key) => object[key], globalThis.harness.library);
  let outcome;
  try {
    outcome = owner[name](...inputs);
  } catch (error) {
    return isSynchronous ? problemWith(error, knownNames) : `threw instead of rejecting: ${String(error)}`;
  }
  try {
    // A function that answers at once may give back what it was given, such as an object with a `then` that throws.
    if (!isSynchronous) await outcome;
    return mustBeRefused ? 'accepted' : undefined;
  } catch (error) {
    return problemWith(error, knownNames);
  }
}

/** What is wrong with an error; undefined if it is a proper error of the package or of Cognito. */
function problemWith(error, knownNames) {
  if (!(error instanceof globalThis.harness.library.AuthError)) {
    const isDocumented = error instanceof Error && knownNames.includes(error.message);
    return isDocumented ? undefined : `not an AuthError: ${String(error)}`;
  }
  const isOfService = error.metadata?.httpStatusCode >= 400;
  if (isOfService || knownNames.includes(error.name)) return undefined;
  return `${error.name}: ${error.message} (${String(error.cause)})`;
}

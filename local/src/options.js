/** The options of `createLocalCognito` and `startServer`. Tests give them, so a mistake is named before anything starts. */

/** @typedef {{ form: string, fits: (value: unknown) => boolean }} Kind `form` is for messages */
/** @typedef {Readonly<Record<string, Kind>>} OptionTable */

const isText = (/** @type {unknown} */ value) => typeof value === 'string';
const isList = (/** @type {unknown} */ value) => Array.isArray(value);
const isObject = (/** @type {unknown} */ value) => typeof value === 'object' && value !== null && !isList(value);
const isPort = (/** @type {unknown} */ value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535;

const FLAG = { form: 'true or false', fits: (/** @type {unknown} */ value) => typeof value === 'boolean' };
const TEXT = { form: 'a text', fits: isText };
const LIST = { form: 'a list', fits: isList };
const TEXTS = {
  form: 'a list of texts',
  fits: (/** @type {unknown} */ value) => Array.isArray(value) && value.every(isText),
};
const FUNCTION = { form: 'a function', fits: (/** @type {unknown} */ value) => typeof value === 'function' };
const PORT = { form: 'a whole number from 0 to 65535', fits: isPort };
/** What checks it has a better message. */
const CHECKED_ELSEWHERE = { form: '', fits: () => true };

/** @type {Record<keyof import('./triggers.js').TriggerForms, Kind>} */
const TRIGGERS = {
  preSignUp: FUNCTION,
  defineAuthChallenge: FUNCTION,
  createAuthChallenge: FUNCTION,
  verifyAuthChallengeResponse: FUNCTION,
  preTokenGeneration: FUNCTION,
  userMigration: FUNCTION,
};

/** @satisfies {OptionTable} */
export const COGNITO_OPTIONS = {
  deterministic: FLAG,
  strict: FLAG,
  seed: FLAG,
  guests: FLAG,
  configurations: LIST,
  triggers: { form: 'an object of functions', fits: isObject },
  now: FUNCTION,
  hostedUiOrigin: TEXT,
  relyingPartyId: TEXT,
  allowedOrigins: TEXTS,
  allowedHosts: TEXTS,
  callbackUrls: TEXTS,
  logoutUrls: TEXTS,
};

/** @satisfies {OptionTable} */
export const SERVER_OPTIONS = {
  ...COGNITO_OPTIONS,
  port: PORT,
  host: CHECKED_ELSEWHERE,
  apiPorts: {
    form: 'an object of ports, such as { s3: 20005 }',
    fits: (/** @type {unknown} */ value) => isObject(value) && Object.values(Object(value)).every(isPort),
  },
  users: LIST,
  data: TEXT,
  configFiles: TEXTS,
};

/**
 * @param {unknown} options
 * @param {OptionTable} table
 * @throws {TypeError} that names the option that is wrong
 */
export function checkOptions(options, table) {
  checkMembers(options, table, 'The options', 'option');
  const { triggers } = /** @type {{ triggers?: unknown }} */ (options);
  if (triggers !== undefined) checkMembers(triggers, TRIGGERS, 'triggers', 'trigger');
}

/**
 * @param {unknown} value
 * @param {OptionTable} table
 * @param {string} what it is
 * @param {string} noun for one of its members
 */
function checkMembers(value, table, what, noun) {
  if (!isObject(value)) throw new TypeError(`${what} must be an object.`);
  for (const [name, member] of Object.entries(Object(value))) {
    const kind = Object.hasOwn(table, name) ? table[name] : undefined;
    if (kind === undefined) throw new TypeError(`There is no ${noun} ${shown(name)}.${hint(name, Object.keys(table))}`);
    if (member !== undefined && !kind.fits(member)) throw new TypeError(`${name} must be ${kind.form}.`);
  }
}

/** @param {string} name */
const shown = (name) => name.slice(0, 50);

/**
 * The nearest name, or all of them if none is near.
 *
 * @param {string} name
 * @param {string[]} known
 */
function hint(name, known) {
  const ranked = known
    .map((candidate) => ({ candidate, changes: changesBetween(shown(name).toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.changes - b.changes);
  const [nearest] = ranked;
  const isNear = nearest !== undefined && nearest.changes <= 2;
  return isNear ? ` Did you mean ${nearest.candidate}?` : ` There are ${known.join(', ')}.`;
}

/**
 * How many characters must be added, removed or replaced to turn one text into the other.
 *
 * @param {string} from
 * @param {string} to
 */
function changesBetween(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [at, character] of [...from].entries()) {
    const next = [at + 1];
    for (const [index, other] of [...to].entries()) {
      const replaced = (row[index] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

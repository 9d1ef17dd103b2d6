/** The rules of `deny.toml` for machines without cargo-deny, which takes many minutes to build. */
import { Failure } from '../run/failure.mjs';

/**
 * @typedef {object} Policy
 * @property {string[]} licences
 * @property {string[]} registries
 */

/**
 * @param {string} text of `deny.toml`
 * @returns {Policy}
 */
export function readPolicy(text) {
  return { licences: listIn(text, 'licenses', 'allow'), registries: listIn(text, 'sources', 'allow-registry') };
}

/**
 * @param {string} text
 * @param {string} table
 * @param {string} key
 */
function listIn(text, table, key) {
  const [, content = ''] = new RegExp(`^\\[${table}\\]$([^]*?)(?=^\\[|$(?![^]))`, 'm').exec(text) ?? [];
  const [, list] = new RegExp(`^${key} = \\[([^\\]]*)\\]`, 'm').exec(content) ?? [];
  if (list === undefined) throw new Failure(`deny.toml has no list ${key} in [${table}].`);
  return Array.from(list.matchAll(/"([^"]+)"/g), ([, item = '']) => item);
}

/**
 * Violations of the policy: licences, sources, missing checksums, and several versions of one crate.
 *
 * @param {import('../pack/crates.mjs').Crate[]} crates
 * @param {Policy} policy
 * @returns {string[]}
 */
export function problemsOf(crates, { licences, registries }) {
  const sources = new Set(['', ...registries.map((address) => `registry+${address}`)]);
  const versions = grouped(crates);
  return [
    ...crates.flatMap(({ id, license }) =>
      isAllowed(license, licences) ? [] : [`${id}: licence ${license || 'unknown'}`],
    ),
    ...crates.flatMap(({ id, source }) => (sources.has(source) ? [] : [`${id}: from ${source}`])),
    ...crates.flatMap(({ id, source, checksum }) =>
      source !== '' && checksum === '' ? [`${id}: no checksum in Cargo.lock`] : [],
    ),
    ...[...versions].flatMap(([name, found]) => (found.length > 1 ? [`${name}: ${found.length} versions`] : [])),
  ];
}

/**
 * The crates of a lock file that are not from an allowed registry or have no checksum. Tools and tests are not shipped, so their
 * licences do not matter.
 *
 * @param {string} lockFile
 * @param {Policy} policy
 * @returns {string[]}
 */
export function unpinned(lockFile, { registries }) {
  const field = (/** @type {string} */ entry, /** @type {string} */ key) =>
    new RegExp(`^${key} = "(.+)"$`, 'm').exec(entry)?.[1] ?? '';
  return lockFile.split('[[package]]\n').flatMap((entry) => {
    const [source, checksum] = [field(entry, 'source'), field(entry, 'checksum')];
    // A crate of this repository has no source.
    if (source === '' || (checksum !== '' && registries.some((address) => source === `registry+${address}`))) return [];
    return [`${field(entry, 'name')} ${field(entry, 'version')}: from ${source}, checksum ${checksum || 'missing'}`];
  });
}

/** @param {import('../pack/crates.mjs').Crate[]} crates */
function grouped(crates) {
  /** @type {Map<string, import('../pack/crates.mjs').Crate[]>} */
  const groups = new Map();
  for (const crate of crates) groups.set(crate.name, [...(groups.get(crate.name) ?? []), crate]);
  return groups;
}

/**
 * Whether these licences satisfy an SPDX expression.
 *
 * @param {string} expression with `OR`, `AND`, parentheses; the old `/` is `OR`
 * @param {readonly string[]} licences
 */
export function isAllowed(expression, licences) {
  const tokens = expression.replaceAll('/', ' OR ').match(/[()]|[^\s()]+(?: WITH [^\s()]+)?/g) ?? [];
  let at = 0;
  const either = () => {
    let met = both();
    while (tokens[at] === 'OR') {
      at += 1;
      const other = both();
      met ||= other;
    }
    return met;
  };
  const both = () => {
    let met = one();
    while (tokens[at] === 'AND') {
      at += 1;
      const other = one();
      met &&= other;
    }
    return met;
  };
  /** @returns {boolean} */
  const one = () => {
    const token = tokens[at];
    at += 1;
    if (token !== '(') return token !== undefined && licences.includes(token);
    const met = either();
    if (tokens[at] !== ')') return false;
    at += 1;
    return met;
  };
  const met = either();
  return met && at === tokens.length;
}

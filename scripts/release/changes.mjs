import { released } from './changelog.mjs';
import { isLower, isVersion, versionedFiles, withVersion } from './versions.mjs';
import { Failure } from '../run/failure.mjs';

/**
 * A file that a release writes.
 *
 * @typedef {object} Change
 * @property {string} path from the root
 * @property {string} before
 * @property {string} after
 */

/**
 * The files that a release changes.
 *
 * @param {(path: string) => string} read a file's contents
 * @param {string | undefined} wanted version; the default is the one in package.json, for the first release
 * @param {string} date
 * @returns {{ version: string, changes: Change[] }}
 */
export function releaseChanges(read, wanted, date) {
  const current = JSON.parse(read('package.json')).version;
  const version = wanted ?? current;
  if (!isVersion(version)) throw new Failure(`${version} is not a version of three numbers, such as 1.2.3.`);
  if (isLower(version, current)) throw new Failure(`${version} is lower than ${current}, the version in package.json.`);
  const all = versionedFiles.map((path) => {
    const before = read(path);
    const after = withVersion(path, before, current, version);
    if (after === before && version !== current) throw new Failure(`${path} does not name the version ${current}.`);
    return { path, before, after };
  });
  const before = read('CHANGELOG.md');
  all.push({ path: 'CHANGELOG.md', before, after: released(before, version, date) });
  return { version, changes: all.filter((change) => change.after !== change.before) };
}

/**
 * The lines of a change, as in a diff without context.
 *
 * @param {Change} change
 * @returns {string[]}
 */
export function changedLines({ before, after }) {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const [kept, known] = [new Set(now), new Set(old)];
  return [
    ...old.filter((line) => !kept.has(line)).map((line) => `- ${line.trim()}`),
    ...now.filter((line) => !known.has(line)).map((line) => `+ ${line.trim()}`),
  ];
}

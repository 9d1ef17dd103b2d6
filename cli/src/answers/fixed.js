import { isDeepStrictEqual } from 'node:util';
import { CliError } from '../errors.js';

/**
 * Refuses what AWS cannot change in a pool that has been made.
 *
 * @param {import('./answers.js').Answers} before
 * @param {import('./answers.js').Answers} after
 */
export function refuseFixed({ userPool: before }, { userPool: after }) {
  /** @type {[unknown, unknown, string][]} */
  const fixed = [
    [before.signInMethod, after.signInMethod, 'how users sign in'],
    [[...before.aliases].sort(), [...after.aliases].sort(), 'the aliases'],
    [[...before.requiredAttributes].sort(), [...after.requiredAttributes].sort(), 'the required attributes'],
  ];
  const found = fixed.find(([old, wanted]) => !isDeepStrictEqual(old, wanted))?.[2];
  if (found !== undefined) throw refused(found);
  const changed = before.customAttributes.find(
    (old) => !after.customAttributes.some((attribute) => isDeepStrictEqual(attribute, old)),
  );
  if (changed) throw refused(`the custom attribute ${changed.name}`);
}

/** @param {string} what */
const refused = (what) =>
  new CliError(
    `AWS cannot change ${what} of a user pool that has been made. Remove auth, push, and add it anew; its users are lost then.`,
  );

/** The roles that a user gets from groups. */
import { groupKey } from './groups.js';

/**
 * The preferred role is that of the group with the lowest precedence; there is none if two groups with this precedence
 * disagree. A group without a precedence comes last.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html
 *
 * @param {import('./store.js').Store} store
 * @param {string} poolId
 * @param {string[]} names of the groups
 * @returns {{ roles: string[], preferredRole: string | undefined }}
 */
export function rolesOfGroups(store, poolId, names) {
  const ranked = names
    .flatMap((name) => store.groups.get(groupKey(poolId, name)) ?? [])
    .flatMap(({ roleArn, precedence = Infinity }) => (roleArn === undefined ? [] : [{ roleArn, precedence }]))
    .sort((left, right) => rank(left.precedence) - rank(right.precedence));
  const first = ranked.filter(({ precedence }) => precedence === ranked[0]?.precedence);
  const candidates = new Set(first.map(({ roleArn }) => roleArn));
  const [preferredRole] = candidates.size === 1 ? candidates : [];
  return { roles: [...new Set(ranked.map(({ roleArn }) => roleArn))], preferredRole };
}

/** @param {number} precedence */
const rank = (precedence) => Math.min(precedence, 2 ** 31);

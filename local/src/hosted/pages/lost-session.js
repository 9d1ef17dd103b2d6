/** A sign-in that took too long, or that cannot go on. */
import { ServiceError } from '../../errors.js';
import { goTo } from './visit.js';

/** The texts of the engine for a session that is used up, unknown or expired. */
const LOST = /^Invalid session for the user/;

/**
 * Begins again with the sign-in page.
 *
 * @param {import('./visit.js').Visit} visit
 * @param {import('../../hosted-records.js').ChallengeStep} step
 * @param {unknown} error
 * @returns {Response | undefined} undefined for other errors, after which the user can try again
 */
export function lostSession(visit, { username }, error) {
  if (!(error instanceof ServiceError) || !LOST.test(error.message)) return undefined;
  const text = 'The sign-in took too long. Begin again.';
  return goTo(visit, '/login', { kind: 'notice', login: username, text });
}

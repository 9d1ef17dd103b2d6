/** Changes of a session's tokens and their claims. */

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./sessions.mjs').Session} Session */
/** @typedef {import('./faults.mjs').Fault} Fault */

export const lone = '\ud800';

/** @type {(random: Random) => 'access' | 'id'} */
export const either = (random) => random.pick(['access', 'id']);

/** @type {(session: Session, use: 'access' | 'id', text: string | undefined) => void} */
export function storeToken(session, use, text) {
  session.items[`${session.owner}.${use}Token`] = text;
}

/**
 * Replaces a claim of one of the tokens, or of both.
 *
 * @type {(name: string, values: readonly unknown[], which?: 'access' | 'id' | 'both') => Fault['apply']}
 */
export const claim = (name, values, which) => (session, random) => {
  const value = random.pick(values);
  for (const use of which === 'both' ? /** @type {const} */ (['access', 'id']) : [which ?? either(random)])
    session[use] = { ...session[use], [name]: value };
};

export const ofAnItem = ['accessToken', 'idToken', 'refreshToken', 'clockDrift'];

/** Sessions that are stored by halves, or that belong to two users or to another time. */
import { claim, lone, ofAnItem } from './claims.mjs';
import { wholeSession } from './sessions.mjs';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./sessions.mjs').Session} Session */
/** @typedef {import('./faults.mjs').Fault} Fault */

/** @type {Readonly<Record<string, Fault>>} */
export const tornFaults = {
  'several items missing, empty or garbled': {
    by: undefined,
    apply: (session, random) => {
      for (const name of [...ofAnItem, 'signInDetails', 'oauthMetadata'])
        if (random.chance(0.4))
          session.items[`${session.owner}.${name}`] = random.pick([undefined, '', 'x', 'a.b.c', '{}', lone]);
    },
  },
  'tokens of two users': {
    by: 'module',
    apply: (session, random) => {
      const [mine, other] = random.pick([
        ['access', 'id'],
        ['id', 'access'],
      ]);
      const stranger = wholeSession(random)[other];
      // In half of the cases, neither has the name under which they are stored.
      const name = random.pick([session.owner, 'somebody']);
      session[other] = { ...stranger, sub: 'another', [other === 'id' ? 'cognito:username' : 'username']: 'stranger' };
      session[mine] = { ...session[mine], [mine === 'id' ? 'cognito:username' : 'username']: name };
      if (random.chance(0.3)) session.items[`${session.owner}.refreshToken`] = random.pick([undefined, '']);
    },
  },
  'both tokens of another user': {
    by: undefined,
    apply: (session, random) => {
      const { access, id } = wholeSession(random);
      Object.assign(session, { access, id });
    },
  },
  'both tokens of another pool, client or use': {
    by: 'module',
    apply: (session, random) => {
      if (random.chance(0.5)) session.items[`${session.owner}.refreshToken`] = random.pick([undefined, '']);
      random.pick([
        claim('iss', ['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other'], 'both'),
        claim('token_use', ['refresh'], 'both'),
        (/** @type {Session} */ given) => {
          given.access = { ...given.access, client_id: 'other' };
          given.id = { ...given.id, aud: 'other' };
        },
      ])(session, random);
    },
  },
  'a clock that was put back': {
    by: 'module',
    apply: (session, random) => {
      const ahead = Math.floor((session.now + Number(session.drift)) / 1_000) + random.pick([301, 3_600, 86_400]);
      claim('exp', [ahead + 3_600], 'both')(session, random);
      claim('iat', [ahead], random.pick(['access', 'both']))(session, random);
    },
  },
  'a clock that is a little behind': {
    by: 'glance',
    apply: (session, random) =>
      claim('iat', [Math.floor((session.now + Number(session.drift)) / 1_000) + 299], 'both')(session, random),
  },
  'an odd time of issue': {
    by: undefined,
    apply: claim('iat', [undefined, null, '9999999999', true, {}, [], -1, 0, 1e300, -1e300, 2 ** 53, '']),
  },
};

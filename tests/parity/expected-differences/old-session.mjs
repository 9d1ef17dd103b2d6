/** What differs in a session that an older library stored. */
import { absent } from '../differences.mjs';

/** @typedef {import('../expected-differences.mjs').Expected} Expected */

/** @type {Expected[]} */
export const inOldSessions = [
  {
    because: 'what is not known is left out, and not there as undefined',
    steps: / in an old session$/,
    path: /^outcome\/value\/tokens\/signInDetails$/,
    amplify: undefined,
    ours: absent,
  },
  {
    because: 'details that say nothing tell that the clock drift is no longer that of the older library',
    steps:
      /^(a refresh in an old session|getCurrentUser in an old session that was refreshed|.* after the tokens have expired)$/,
    path: /^localStorage\/[^/]+\.signInDetails$/,
    amplify: absent,
    ours: '{}',
  },
  {
    because: 'the attributes that the older library stored are removed with the session',
    steps: /^signOut in an old session$/,
    path: /^localStorage\/[^/]+\.userData$/,
    ours: absent,
  },
  {
    because: 'the older clock drift is understood, so that tokens that have expired are refreshed and not handed out',
    steps: /^fetchAuthSession in an old session on a slow clock after the tokens have expired$/,
    path: /^(outcome\/(value|error)|requests\/[2-4]|events\/1$|localStorage\/[^/]+\.clockDrift$)/,
  },
];

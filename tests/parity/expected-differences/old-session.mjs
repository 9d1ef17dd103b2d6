/** Differences in a session that an older library stored. */
import { absent } from '../differences.mjs';

/** @typedef {import('../expected-differences.mjs').Expected} Expected */

/** @type {Expected[]} */
export const inOldSessions = [
  {
    because: 'what is unknown is absent instead of undefined',
    steps: / in an old session$/,
    path: /^outcome\/value\/tokens\/signInDetails$/,
    amplify: undefined,
    ours: absent,
  },
  {
    because: 'empty details mark that the clock drift is no longer in the format of the older library',
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
    because: 'the older clock drift is understood, so expired tokens are refreshed and not returned',
    steps: /^fetchAuthSession in an old session on a slow clock after the tokens have expired$/,
    path: /^(outcome\/(value|error)|requests\/[2-4]|events\/1$|localStorage\/[^/]+\.clockDrift$)/,
  },
];

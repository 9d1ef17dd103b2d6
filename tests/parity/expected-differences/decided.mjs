/** Where the mobile libraries are followed, or a better answer is given. */
import { absent } from '../differences.mjs';

/** @typedef {import('../expected-differences.mjs').Expected} Expected */

/** @type {Expected[]} */
export const decided = [
  {
    because: 'the service is not told which page asks',
    path: /^requests\/\d+\/headers\/referer$/,
    ours: absent,
  },
  {
    because:
      'the name is that of Amplify before it had contexts, which tells the same and is of category configuration',
    steps: /^(signUp|signIn|getCurrentUser|signOut) before configure$/,
    path: /^outcome\/error\/name$/,
    amplify: 'NoAmplifyContextError',
    ours: 'AuthUserPoolException',
  },
  {
    because: 'a session that cannot be known is not a signed-out one',
    steps: /^fetchAuthSession before configure$/,
    path: /^outcome\/value$/,
    ours: absent,
  },
  {
    because: 'a session that cannot be known is not a signed-out one',
    steps: /^fetchAuthSession before configure$/,
    path: /^outcome\/error$/,
    amplify: absent,
  },
  {
    because: 'a session that has ended is told once as an event',
    steps: /^a refresh that is refused$/,
    path: /^events\/1$/,
    amplify: absent,
    ours: { channel: 'auth', source: 'Auth', event: 'sessionExpired' },
  },
  {
    because: 'a global sign-out revokes the refresh token as well, as the mobile libraries do',
    steps: /^signOut everywhere$/,
    path: /^requests\/1$/,
    amplify: absent,
  },
  {
    because: 'an identity pool that fails costs the credentials, and not the tokens',
    steps: /^fetchAuthSession when the identity pool refuses$/,
    path: /^outcome\/error$/,
    ours: absent,
  },
  {
    because: 'an identity pool that fails costs the credentials, and not the tokens',
    steps: /^fetchAuthSession when the identity pool refuses$/,
    path: /^outcome\/value$/,
    amplify: absent,
  },
  {
    because: 'a sign-out revokes the refresh token whether or not the access token says that it can be',
    steps: /^signOut without token revocation$/,
    path: /^requests\/2$/,
    amplify: absent,
  },
  {
    because: 'a global sign-out that is refused still revokes the refresh token of this session',
    steps: /^signOut everywhere that is refused$/,
    path: /^requests\/3$/,
    amplify: absent,
  },
];

/** Differences that follow the mobile libraries or give a better answer. */
import { absent } from '../differences.mjs';

/** @typedef {import('../expected-differences.mjs').Expected} Expected */

/** @type {Expected[]} */
export const decided = [
  {
    because: 'the request has no referrer',
    path: /^requests\/\d+\/headers\/referer$/,
    ours: absent,
  },
  {
    because: 'the name is the one that Amplify used before it had contexts',
    steps: /^(signUp|signIn|getCurrentUser|signOut) before configure$/,
    path: /^outcome\/error\/name$/,
    amplify: 'NoAmplifyContextError',
    ours: 'AuthUserPoolException',
  },
  {
    because: 'if the state of the session is unknown, the user does not count as signed out',
    steps: /^fetchAuthSession before configure$/,
    path: /^outcome\/value$/,
    ours: absent,
  },
  {
    because: 'if the state of the session is unknown, the user does not count as signed out',
    steps: /^fetchAuthSession before configure$/,
    path: /^outcome\/error$/,
    amplify: absent,
  },
  {
    because: 'the identity is stored with the session, so that the next page need not ask for it',
    path: /^localStorage\/CognitoIdentityServiceProvider\.\w+\.[^/]+\.identity$/,
    amplify: absent,
  },
  {
    because: 'the identity is known from the page before, so GetId is not called',
    steps: /^fetchAuthSession after a reload$/,
    path: /^requests\/0\/operation$/,
    amplify: 'GetId',
    ours: 'GetCredentialsForIdentity',
  },
  {
    because: 'the identity is known from the page before, so GetId is not called',
    steps: /^fetchAuthSession after a reload$/,
    path: /^requests\/0\/(body\/Identity(Pool)?Id|headers\/x-amz-target)$/,
  },
  {
    because: 'the identity is known from the page before, so GetId is not called',
    steps: /^fetchAuthSession after a reload$/,
    path: /^requests\/1$/,
    ours: absent,
  },
  {
    because: 'the end of a session is one event',
    steps: /^a refresh that is refused$/,
    path: /^events\/1$/,
    amplify: absent,
  },
  {
    because: 'a global sign-out also revokes the refresh token, as in the mobile libraries',
    steps: /^signOut everywhere$/,
    path: /^requests\/1$/,
    amplify: absent,
  },
  {
    because: 'if the identity pool fails, the tokens are still returned',
    steps: /^fetchAuthSession when the identity pool refuses$/,
    path: /^outcome\/error$/,
    ours: absent,
  },
  {
    because: 'if the identity pool fails, the tokens are still returned',
    steps: /^fetchAuthSession when the identity pool refuses$/,
    path: /^outcome\/value$/,
    amplify: absent,
  },
  {
    because: 'a sign-out always revokes the refresh token, whatever the access token says',
    steps: /^signOut without token revocation$/,
    path: /^requests\/2$/,
    amplify: absent,
  },
  {
    because: 'if a global sign-out is refused, the refresh token of this session is still revoked',
    steps: /^signOut everywhere that is refused$/,
    path: /^requests\/3$/,
    amplify: absent,
  },
];

/**
 * Every difference between the two libraries that is meant. A difference that no entry covers fails its step, and so does
 * an entry that covers none.
 *
 * @typedef {object} Expected
 * @property {string} because why it is meant
 * @property {RegExp} [steps] by their names; without it, all
 * @property {RegExp} path of what differs; what lies below is covered too
 * @property {unknown} [amplify] what `aws-amplify` has there, where it is always the same
 * @property {unknown} [ours] what this library has there, where it is always the same
 */
import { absent } from './differences.mjs';
import { decided } from './expected-differences/decided.mjs';
import { inDevices } from './expected-differences/devices.mjs';
import { inMembers } from './expected-differences/members.mjs';
import { inOldSessions } from './expected-differences/old-session.mjs';

const errors = String.raw`(outcome/error|events/\d+/data/error)`;
const ownErrors = new RegExp(
  [
    'before configure',
    'signed out$',
    'without signIn$',
    / of \{/.source,
    'without a password$',
    'signIn signed in$',
    'after it is done$',
    'gets no answer$',
    'proxy',
    'reply is lost$',
    'is empty$',
    '^forgetDevice whose',
  ].join('|'),
);

/**
 * What there is more of.
 *
 * @type {Expected[]}
 */
const superset = [
  {
    because: 'the session tells as well what the mobile libraries tell',
    path: /^outcome(\/\d)?\/value\/(isSignedIn|(identityId|awsCredentials|userSub|userPoolTokens)Result)$/,
    amplify: absent,
  },
  {
    because: 'signOut tells what it achieved, as the mobile libraries do',
    steps: /^signOut/,
    path: /^outcome\/value$/,
    amplify: undefined,
  },
  {
    because: 'an error says who is to act',
    path: new RegExp(`^${errors}/category$`),
    amplify: undefined,
  },
  {
    because: 'an error says whether the same call may succeed later',
    path: new RegExp(`^${errors}/retryable$`),
    amplify: undefined,
  },
  {
    because: 'the texts of errors are our own, and every one says what to do; those of the service pass through',
    path: new RegExp(`^${errors}/recoverySuggestion$`),
  },
  {
    because: 'the texts of errors are our own, and every one says what to do; those of the service pass through',
    steps: ownErrors,
    path: new RegExp(`^${errors}/message$`),
  },
  {
    because: 'an error has the one that led to it as its cause',
    path: new RegExp(`^${errors}/cause$`),
    amplify: undefined,
  },
  {
    because: 'what the service did not send is left out, and not there as undefined',
    path: new RegExp(`^${errors}/metadata/extendedRequestId$`),
    amplify: undefined,
    ours: absent,
  },
  {
    because: 'the library names itself',
    path: /^requests\/\d+\/headers\/x-amz-user-agent$/,
  },
];

/**
 * Weaknesses of `aws-amplify` that are mended.
 *
 * @type {Expected[]}
 */
const mended = [
  {
    because: 'five callers of one refresh hear of it once',
    steps: /^five refreshes at once$/,
    path: /^events\/[1-4]$/,
    ours: absent,
  },
  {
    because: 'five callers of one refresh get credentials with one request, and the same ones',
    steps: /^five refreshes at once$/,
    path: /^(requests\/[2-5]|outcome\/[1-4]\/value\/credentials)/,
  },
  {
    because: 'a refresh that ends after a sign-out does not bring the session back',
    steps: /^signOut during a refresh$/,
    path: /^(outcome\/value\/(tokens|credentials|identityId|userSub)|requests\/[23]|events\/1|localStorage\/[^/]+)$/,
  },
  {
    because: 'the session that came back is signed out now',
    steps: /^signOut after a signOut during a refresh$/,
    path: /^requests\/0$/,
    ours: absent,
  },
  {
    because: 'a sign-in does not start over tokens that are there and could not be refreshed',
    steps: /^signIn when a refresh gets no answer$/,
    path: /^(outcome\/value|requests\/[34]|events\/1)$/,
    ours: absent,
  },
  {
    because: 'a sign-in does not start over tokens that are there and could not be refreshed',
    steps: /^signIn when a refresh gets no answer$/,
    path: /^outcome\/error$/,
    amplify: absent,
  },
  {
    because: 'errors of SignUp have the metadata that all others have',
    steps: /^signUp/,
    path: /^outcome\/error\/metadata$/,
    amplify: undefined,
  },
  {
    because: 'a page of a proxy is a typed error',
    steps: /^a page of a proxy/,
    path: /^outcome\/error\/name$/,
    amplify: 'SyntaxError',
    ours: 'UnknownError',
  },
  {
    because: 'a page of a proxy is a typed error',
    steps: /^a page of a proxy/,
    path: /^outcome\/error\/metadata$/,
    amplify: undefined,
    ours: { httpStatusCode: 403 },
  },
  {
    because: 'a call that is not sure to be harmless twice is not repeated blindly',
    steps: /^signUp whose reply is lost$/,
    path: /^outcome\/error\/name$/,
    amplify: 'UsernameExistsException',
    ours: 'NetworkError',
  },
  {
    because: 'a call that is not sure to be harmless twice is not repeated blindly',
    steps: /^signUp whose reply is lost$/,
    path: /^requests\/1$/,
    ours: absent,
  },
  {
    because: 'trying again would use up the quota of the user',
    steps: /^resendSignUpCode that is over the quota$/,
    path: /^requests\/[12]$/,
    ours: absent,
  },
  {
    because: 'how the user signs in is known after a reload, too',
    steps:
      /^(signIn (with a temporary password|of somebody invited)|confirmSignIn (with a password that is too short|whose .*))$/,
    path: /^sessionStorage\/CognitoSignInState\.signInDetails$/,
    amplify: absent,
    ours: '{"loginId":"invited","authFlowType":"USER_SRP_AUTH"}',
  },
  {
    because: 'every error is an AuthError',
    steps: /(before configure|gets no answer|proxy)/,
    path: new RegExp(`^${errors}/isAuthError$`),
    amplify: false,
    ours: true,
  },
];

export const expectedDifferences = [...superset, ...mended, ...decided, ...inDevices, ...inOldSessions, ...inMembers];

/**
 * Every intended difference between the two libraries. A difference without an entry fails its step. An entry without a
 * difference fails too.
 *
 * @typedef {object} Expected
 * @property {string} because why it is intended
 * @property {RegExp} [steps] the names of the steps; all if left out
 * @property {RegExp} path of the difference; also covers what is below
 * @property {unknown} [amplify] the value in `aws-amplify`, if it is always the same
 * @property {unknown} [ours] the value in this library, if it is always the same
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
    'provided tokens$',
  ].join('|'),
);

/**
 * What this library has in addition.
 *
 * @type {Expected[]}
 */
const superset = [
  {
    because: 'the session also has the members of the mobile libraries',
    path: /^outcome(\/\d)?\/value\/(isSignedIn|(identityId|awsCredentials|userSub|userPoolTokens)Result)$/,
    amplify: absent,
  },
  {
    because: 'the session says whether its tokens are good',
    path: /^outcome(\/\d)?\/value\/status$/,
    amplify: absent,
  },
  {
    because: 'the event says why the user has been signed out',
    path: /^events\/\d\/data$/,
    amplify: absent,
    ours: { reason: 'user' },
  },
  {
    because: 'the tab keeps a history of decisions, for diagnostics',
    path: /^sessionStorage\/cognito-wasm\.diagnostics\.\w+$/,
    amplify: absent,
  },
  {
    because: 'signOut returns its result, as in the mobile libraries',
    steps: /^signOut/,
    path: /^outcome\/value$/,
    amplify: undefined,
  },
  {
    because: 'an error says who can fix it',
    path: new RegExp(`^${errors}/category$`),
    amplify: undefined,
  },
  {
    because: 'an error says whether the same call may succeed later',
    path: new RegExp(`^${errors}/retryable$`),
    amplify: undefined,
  },
  {
    because: 'the messages are our own and say what to do; those of the service stay unchanged',
    path: new RegExp(`^${errors}/recoverySuggestion$`),
  },
  {
    because: 'the messages are our own and say what to do; those of the service stay unchanged',
    steps: ownErrors,
    path: new RegExp(`^${errors}/message$`),
  },
  {
    because: 'an error has the one that led to it as its cause',
    path: new RegExp(`^${errors}/cause$`),
    amplify: undefined,
  },
  {
    because: 'what the service did not send is absent instead of undefined',
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
 * Weaknesses of `aws-amplify` that this library does not have.
 *
 * @type {Expected[]}
 */
const mended = [
  {
    because: 'one refresh with five callers is one event',
    steps: /^five refreshes at once$/,
    path: /^events\/[1-4]$/,
    ours: absent,
  },
  {
    because: 'five callers of one refresh share one request for credentials',
    steps: /^five refreshes at once$/,
    path: /^(requests\/[2-5]|outcome\/[1-4]\/value\/credentials)/,
  },
  {
    because: 'a refresh that ends after a sign-out does not bring the session back',
    steps: /^signOut during a refresh$/,
    path: /^(outcome\/value\/(tokens|credentials|identityId|userSub)|requests\/[23]|events\/1|localStorage\/[^/]+)$/,
  },
  {
    because: 'Amplify brought the session back, so this signs it out',
    steps: /^signOut after a signOut during a refresh$/,
    path: /^requests\/0$/,
    ours: absent,
  },
  {
    because: 'a sign-in does not start while there are tokens that could not be refreshed',
    steps: /^signIn when a refresh gets no answer$/,
    path: /^(outcome\/value|requests\/[34]|events\/1)$/,
    ours: absent,
  },
  {
    because: 'a sign-in does not start while there are tokens that could not be refreshed',
    steps: /^signIn when a refresh gets no answer$/,
    path: /^outcome\/error$/,
    amplify: absent,
  },
  {
    because: 'errors of SignUp have metadata like all others',
    steps: /^signUp/,
    path: /^outcome\/error\/metadata$/,
    amplify: undefined,
  },
  {
    because: "a proxy's page is a typed error",
    steps: /^a page of a proxy/,
    path: /^outcome\/error\/name$/,
    amplify: 'SyntaxError',
    ours: 'UnknownError',
  },
  {
    because: "a proxy's page is a typed error",
    steps: /^a page of a proxy/,
    path: /^outcome\/error\/metadata$/,
    amplify: undefined,
    ours: { httpStatusCode: 403 },
  },
  {
    because: 'a request that may do harm if sent twice is not repeated',
    steps: /^signUp whose reply is lost$/,
    path: /^outcome\/error\/name$/,
    amplify: 'UsernameExistsException',
    ours: 'NetworkError',
  },
  {
    because: 'a request that may do harm if sent twice is not repeated',
    steps: /^signUp whose reply is lost$/,
    path: /^requests\/1$/,
    ours: absent,
  },
  {
    because: "another try would use up the user's quota",
    steps: /^resendSignUpCode that is over the quota$/,
    path: /^requests\/[12]$/,
    ours: absent,
  },
  {
    because: 'the details of the sign-in survive a reload',
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

/**
 * What is done with each library, step by step, in one page with one local Cognito. A step begins where the last one
 * ended.
 *
 * @typedef {object} Stage what a step works with
 * @property {(path: string, ...inputs: unknown[]) => Promise<unknown>} call calls a function of the library and gives its
 *   outcome, `{ value }` or `{ error }`
 * @property {(times: number, path: string, ...inputs: unknown[]) => Promise<unknown>} callAtOnce calls it several times
 * @property {(path: string, ...inputs: unknown[]) => Promise<() => Promise<unknown>>} start begins a call; the result
 *   waits for its outcome
 * @property {() => Promise<void>} reload loads the page again and configures the library
 * @property {(changes?: object) => object} config the backend as Amplify's `ResourcesConfig`
 * @property {() => Promise<string>} accessToken the stored one
 * @property {(milliseconds: number) => Promise<void>} passTime for the service and for the page
 * @property {(operation: string, body: object) => Promise<unknown>} userPools calls an operation as an administrator would
 * @property {() => Promise<void>} allowGuests lets the identity pool give credentials to guests
 * @property {(number: number) => Promise<string>} code the code in a letter, counted from 1; waits until it is sent
 * @property {(fault: { operation: string, kind: import('../../local/src/faults.js').Fault['kind'], times?: number, status?: number, type?: string, message?: string }) => void} fault
 *   a failure to come
 * @property {() => void} clearFaults forgets the failures, and lets go of the replies that are held
 * @property {(operation: string) => Promise<void>} arrivalOf waits for a request
 *
 * @typedef {[name: string, act: (stage: Stage) => Promise<unknown>]} Step
 */

const username = 'username';
const password = 'Password123';
const userAttributes = { email: 'my@email.com' };
const registration = { username, password, options: { userAttributes } };
const credentials = { username, password };
const poolId = 'us-east-1_SeedPool1';
const hour = 3_600_000;
const clientId = 'native00000000000000000001';

/** @param {object} settings */
const client = (settings) => ({ UserPoolId: poolId, ClientId: clientId, ...settings });

/** @type {Step[]} */
const beforeConfigure = [
  ['signUp before configure', ({ call }) => call('signUp', registration)],
  ['signIn before configure', ({ call }) => call('signIn', credentials)],
  ['getCurrentUser before configure', ({ call }) => call('getCurrentUser')],
  ['fetchAuthSession before configure', ({ call }) => call('fetchAuthSession')],
  ['signOut before configure', ({ call }) => call('signOut')],
  ['getConfig before configure', ({ call }) => call('Amplify.getConfig')],
  ['configure', ({ call, config }) => call('Amplify.configure', config())],
  ['getConfig', ({ call }) => call('Amplify.getConfig')],
];

/** @type {Step[]} */
const signedOut = [
  ['fetchAuthSession signed out', ({ call }) => call('fetchAuthSession')],
  ['getCurrentUser signed out', ({ call }) => call('getCurrentUser')],
  ['signOut signed out', ({ call }) => call('signOut')],
  ['confirmSignIn without signIn', ({ call }) => call('confirmSignIn', { challengeResponse: '1' })],
];

/** @type {[path: string, input: object][]} */
const emptyInputs = [
  ['signUp', { ...registration, username: '' }],
  ['confirmSignUp', { username: '', confirmationCode: '1' }],
  ['confirmSignUp', { username, confirmationCode: '' }],
  ['resendSignUpCode', { username: '' }],
  ['signIn', { ...credentials, username: '' }],
  ['signIn', { ...credentials, password: '' }],
  ['signIn', { ...credentials, password: '', options: { authFlowType: 'USER_PASSWORD_AUTH' } }],
  ['confirmSignIn', { challengeResponse: '' }],
];
/** @type {Step[]} */
const validation = emptyInputs.map(([path, input]) => [
  `${path} of ${JSON.stringify(input)}`,
  ({ call }) => call(path, input),
]);

/** @type {Step[]} */
const signUp = [
  ['signUp without an e-mail address', ({ call }) => call('signUp', credentials)],
  ['signUp with a short password', ({ call }) => call('signUp', { ...registration, password: 'Pass12' })],
  ['signUp without a password', ({ call }) => call('signUp', { ...registration, password: undefined })],
  [
    'signUp',
    ({ call }) => {
      const options = { userAttributes, validationData: { a: '1' }, clientMetadata: { b: '2' } };
      return call('signUp', { ...registration, options });
    },
  ],
  ['signUp of a name that is taken', ({ call }) => call('signUp', registration)],
  ['signIn unconfirmed', ({ call }) => call('signIn', credentials)],
  ['confirmSignUp with a wrong code', ({ call }) => call('confirmSignUp', { username, confirmationCode: '000000' })],
  ['resendSignUpCode', ({ call }) => call('resendSignUpCode', { username, options: { clientMetadata: { c: '3' } } })],
  [
    'confirmSignUp',
    async ({ call, code }) => {
      const options = { forceAliasCreation: true, clientMetadata: { d: '4' } };
      return call('confirmSignUp', { username, confirmationCode: await code(2), options });
    },
  ],
  [
    'confirmSignUp again',
    async ({ call, code }) => call('confirmSignUp', { username, confirmationCode: await code(2) }),
  ],
  ['resendSignUpCode of a confirmed user', ({ call }) => call('resendSignUpCode', { username })],
];

/** @type {Step[]} */
const signIn = [
  ['signIn of an unknown user', ({ call }) => call('signIn', { ...credentials, username: 'nobody' })],
  ['signIn with a wrong password', ({ call }) => call('signIn', { ...credentials, password: 'Password124' })],
  [
    'signIn in a flow that is not enabled',
    ({ call }) => call('signIn', { ...credentials, options: { authFlowType: 'USER_PASSWORD_AUTH' } }),
  ],
  ['signIn', ({ call }) => call('signIn', { ...credentials, options: { clientMetadata: { e: '5' } } })],
  ['signIn signed in', ({ call }) => call('signIn', credentials)],
  ['getCurrentUser', ({ call }) => call('getCurrentUser')],
];

/** @type {Step[]} */
const session = [
  ['fetchAuthSession', ({ call }) => call('fetchAuthSession')],
  ['fetchAuthSession again', ({ call }) => call('fetchAuthSession')],
  [
    'fetchAuthSession after a reload',
    async ({ call, reload }) => {
      await reload();
      return call('fetchAuthSession');
    },
  ],
  ['getCurrentUser after a reload', ({ call }) => call('getCurrentUser')],
  [
    'fetchAuthSession with expired tokens',
    async ({ call, passTime }) => {
      await passTime(hour);
      return call('fetchAuthSession');
    },
  ],
  [
    'fetchAuthSession forced',
    ({ call }) => call('fetchAuthSession', { forceRefresh: true, clientMetadata: { f: '6' } }),
  ],
  ['decodeJWT', async ({ call, accessToken }) => call('decodeJWT', await accessToken())],
  ['decodeJWT of what is not a token', ({ call }) => call('decodeJWT', 'a.b')],
  ['decodeJWT of a token without claims', ({ call }) => call('decodeJWT', 'a.b.c')],
];

/** @type {Step[]} */
const signOut = [
  ['signOut', ({ call }) => call('signOut')],
  ['fetchAuthSession after signOut', ({ call }) => call('fetchAuthSession')],
  [
    'signIn with the password itself',
    async ({ call, userPools }) => {
      const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
      await userPools('UpdateUserPoolClient', client({ ExplicitAuthFlows }));
      return call('signIn', { ...credentials, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
    },
  ],
  ['signOut everywhere', ({ call }) => call('signOut', { global: true })],
  [
    'signOut without token revocation',
    async ({ call, userPools }) => {
      await userPools('UpdateUserPoolClient', client({ EnableTokenRevocation: false }));
      await call('signIn', credentials);
      return call('signOut');
    },
  ],
  [
    'signOut that cannot revoke',
    async ({ call, userPools, fault }) => {
      await userPools('UpdateUserPoolClient', client({}));
      await call('signIn', credentials);
      fault({ operation: 'RevokeToken', kind: 'error', type: 'UnsupportedOperationException' });
      return call('signOut');
    },
  ],
  [
    'signOut everywhere that is refused',
    async ({ call, fault }) => {
      await call('signIn', credentials);
      fault({ operation: 'GlobalSignOut', kind: 'error', type: 'NotAuthorizedException' });
      return call('signOut', { global: true });
    },
  ],
];

/** @type {Step[]} */
const challenges = [
  [
    'signIn with a temporary password',
    async ({ call, userPools }) => {
      const invitation = { TemporaryPassword: 'Temporary123', MessageAction: 'SUPPRESS' };
      await userPools('AdminCreateUser', { UserPoolId: poolId, Username: 'invited', ...invitation });
      return call('signIn', { username: 'invited', password: 'Temporary123' });
    },
  ],
  [
    'confirmSignIn with a password that is too short',
    ({ call }) => call('confirmSignIn', { challengeResponse: 'short' }),
  ],
  [
    'confirmSignIn',
    ({ call }) => {
      const options = { userAttributes: { email: 'invited@email.com' }, clientMetadata: { g: '7' } };
      return call('confirmSignIn', { challengeResponse: password, options });
    },
  ],
  ['confirmSignIn after it is done', ({ call }) => call('confirmSignIn', { challengeResponse: password })],
  [
    'signIn when the password must be reset',
    async ({ call, userPools }) => {
      await call('signOut');
      await userPools('AdminResetUserPassword', { UserPoolId: poolId, Username: username });
      return call('signIn', credentials);
    },
  ],
  [
    'signIn after the password was set',
    async ({ call, userPools }) => {
      const Password = password;
      await userPools('AdminSetUserPassword', { UserPoolId: poolId, Username: username, Password, Permanent: true });
      return call('signIn', credentials);
    },
  ],
];

/** @type {Step[]} */
const guests = [
  [
    'configure with guest access',
    async ({ call, config, allowGuests }) => {
      await allowGuests();
      return call('Amplify.configure', config({ allowGuestAccess: true }));
    },
  ],
  ['fetchAuthSession of a guest', ({ call }) => call('fetchAuthSession')],
  ['fetchAuthSession of a guest again', ({ call }) => call('fetchAuthSession')],
  [
    'fetchAuthSession of a guest who signed in',
    async ({ call }) => {
      await call('signIn', credentials);
      return call('fetchAuthSession');
    },
  ],
  ['signOut of a former guest', ({ call }) => call('signOut')],
  [
    'configure with a user pool alone',
    ({ call, config }) =>
      call('Amplify.configure', config({ identityPoolId: undefined, identityPoolEndpoint: undefined })),
  ],
  [
    'fetchAuthSession of a user pool alone',
    async ({ call }) => {
      await call('signIn', credentials);
      return call('fetchAuthSession');
    },
  ],
  ['configure with both pools again', ({ call, config }) => call('Amplify.configure', config())],
  ['fetchAuthSession of the same session with both pools', ({ call }) => call('fetchAuthSession')],
];

/**
 * Last, since the two libraries do not end them in the same state.
 *
 * @type {Step[]}
 */
const failures = [
  [
    'a refresh that is throttled',
    ({ call, fault }) => {
      fault({ operation: 'GetTokensFromRefreshToken', kind: 'error', type: 'TooManyRequestsException' });
      return call('fetchAuthSession', { forceRefresh: true });
    },
  ],
  ['five refreshes at once', ({ callAtOnce }) => callAtOnce(5, 'fetchAuthSession', { forceRefresh: true })],
  [
    'getCurrentUser when a refresh gets no answer',
    async ({ call, fault, passTime }) => {
      await passTime(hour);
      fault({ operation: 'GetTokensFromRefreshToken', kind: 'drop', times: 3 });
      return call('getCurrentUser');
    },
  ],
  [
    'signIn when a refresh gets no answer',
    ({ call, fault }) => {
      fault({ operation: 'GetTokensFromRefreshToken', kind: 'drop', times: 3 });
      return call('signIn', credentials);
    },
  ],
  [
    'a refresh that is refused',
    ({ call, fault }) => {
      fault({
        operation: 'GetTokensFromRefreshToken',
        kind: 'error',
        type: 'NotAuthorizedException',
        message: 'Revoked',
      });
      return call('fetchAuthSession', { forceRefresh: true });
    },
  ],
  ['fetchAuthSession after the session ended', ({ call }) => call('fetchAuthSession')],
  [
    'signOut after a new signIn',
    async ({ call }) => {
      await call('signIn', credentials);
      return call('signOut');
    },
  ],
  [
    'fetchAuthSession when the identity pool refuses',
    async ({ call, fault }) => {
      await call('signIn', credentials);
      fault({
        operation: 'GetId',
        kind: 'error',
        type: 'InvalidIdentityPoolConfigurationException',
        message: 'No role',
      });
      return call('fetchAuthSession');
    },
  ],
  [
    'signOut during a refresh',
    async ({ call, start, fault, arrivalOf, clearFaults }) => {
      fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
      const refresh = await start('fetchAuthSession', { forceRefresh: true });
      await arrivalOf('GetTokensFromRefreshToken');
      await call('signOut');
      clearFaults();
      return refresh();
    },
  ],
  ['signOut after a signOut during a refresh', ({ call }) => call('signOut')],
  [
    'a page of a proxy in the place of a reply',
    ({ call, fault }) => {
      fault({ operation: 'InitiateAuth', kind: 'html', status: 403 });
      return call('signIn', credentials);
    },
  ],
  [
    'resendSignUpCode that is over the quota',
    ({ call, fault }) => {
      const over = { type: 'LimitExceededException', message: 'Too many', times: 3 };
      fault({ operation: 'ResendConfirmationCode', kind: 'error', ...over });
      return call('resendSignUpCode', { username });
    },
  ],
  [
    'signUp whose reply is lost',
    ({ call, fault }) => {
      fault({ operation: 'SignUp', kind: 'lose-reply' });
      return call('signUp', { ...registration, username: 'lost' });
    },
  ],
];

/** @type {Step[]} */
export const scenario = [
  ...beforeConfigure,
  ...signedOut,
  ...validation,
  ...signUp,
  ...signIn,
  ...session,
  ...signOut,
  ...challenges,
  ...guests,
  ...failures,
];

/** Every public function with a valid input, and the places where bad values are tried. */

/** One function. A place such as `0.options.signal` is the index of the argument, then the names of members. */
export interface Row {
  /** The user that it is about, if it does not matter whether a user is signed in. */
  readonly of?: 'user' | 'anyone';
  readonly inputs: readonly unknown[];
  readonly places: readonly string[];
  /** Whether an input that is no object counts as none. */
  readonly readsMembersOnly?: true;
  /** Whether any accepted input ends the session or deletes the user. */
  readonly ends?: true;
  /** Whether the input gets an opener, which cancels, so that no page is left. */
  readonly hasOpener?: true;
}

const clientMetadata = { source: 'test' };
const username = 'nobody';
const password = 'Password123';

const nothing: Row = { inputs: [{}], places: ['0', '0.signal', '0.options'] };

const part: Row = { inputs: [{ forceRefresh: false }], places: ['0', '0.forceRefresh', '0.signal'] };

/** The functions that require an input, by name. */
export const requests: Readonly<Record<string, Row>> = {
  associateWebAuthnCredential: { ...nothing, of: 'user' },
  autoSignIn: nothing,
  clearCredentials: { ...nothing, readsMembersOnly: true, ends: true },
  clearFederationToIdentityPool: nothing,
  confirmResetPassword: {
    of: 'anyone',
    inputs: [{ username, newPassword: password, confirmationCode: '123456', options: { clientMetadata } }],
    places: ['0', '0.username', '0.newPassword', '0.confirmationCode', '0.options', '0.options.clientMetadata'],
  },
  confirmSignIn: {
    inputs: [{ challengeResponse: '123456', options: { clientMetadata, userAttributes: { name: 'A' } } }],
    places: [
      '0',
      '0.challengeResponse',
      '0.options',
      '0.options.clientMetadata',
      '0.options.clientMetadata.source',
      '0.options.friendlyDeviceName',
      '0.options.userAttributes',
      '0.options.userAttributes.name',
      '0.options.signal',
    ],
  },
  confirmSignUp: {
    of: 'anyone',
    inputs: [{ username, confirmationCode: '123456', options: { clientMetadata, forceAliasCreation: false } }],
    places: [
      '0',
      '0.username',
      '0.confirmationCode',
      '0.options',
      '0.options.clientMetadata',
      '0.options.forceAliasCreation',
    ],
  },
  confirmUserAttribute: {
    of: 'user',
    inputs: [{ userAttributeKey: 'email', confirmationCode: '123456' }],
    places: ['0', '0.userAttributeKey', '0.confirmationCode'],
  },
  deleteUser: { ...nothing, of: 'user', ends: true },
  deleteUserAttributes: {
    of: 'user',
    inputs: [{ userAttributeKeys: ['name'] }],
    places: ['0', '0.userAttributeKeys', '0.userAttributeKeys.0'],
  },
  deleteWebAuthnCredential: { of: 'user', inputs: [{ credentialId: 'none' }], places: ['0', '0.credentialId'] },
  exportSession: { of: 'user', inputs: [{}], places: ['0', '0.includeRefreshToken', '0.signal', '0.options'] },
  federateToIdentityPool: {
    inputs: [{ token: 'token', provider: 'google', options: { developerProvidedIdentityId: 'us-east-1:1' } }],
    places: ['0', '0.token', '0.provider', '0.options', '0.options.developerProvidedIdentityId', '0.options.signal'],
  },
  fetchAuthSession: {
    inputs: [{ forceRefresh: false, allowStale: false, clientMetadata }],
    places: ['0', '0.forceRefresh', '0.allowStale', '0.clientMetadata', '0.clientMetadata.source', '0.signal'],
  },
  fetchDevices: { ...nothing, of: 'user' },
  fetchMFAPreference: { ...nothing, of: 'user' },
  fetchUserAttributes: nothing,
  forgetDevice: {
    of: 'user',
    inputs: [{ device: { id: 'none', name: 'none' } }],
    places: ['0', '0.device', '0.device.id'],
  },
  getAccessToken: part,
  getCurrentUser: {
    inputs: [{ allowStale: false }],
    places: ['0', '0.allowStale', '0.signal', '0.options'],
    readsMembersOnly: true,
  },
  getIdentityId: part,
  getIdToken: part,
  importSession: {
    of: 'anyone',
    inputs: [{ accessToken: 'a.e30.c', idToken: 'a.e30.c', refreshToken: 'r', options: { onExistingSession: 'add' } }],
    places: [
      '0',
      '0.accessToken',
      '0.idToken',
      '0.refreshToken',
      '0.username',
      '0.signInDetails',
      '0.clockDrift',
      '0.options',
      '0.options.onExistingSession',
      '0.options.persistence',
    ],
  },
  invalidateCachedCredentials: { ...nothing, readsMembersOnly: true },
  listCurrentUsers: { ...nothing, readsMembersOnly: true },
  listWebAuthnCredentials: {
    of: 'user',
    inputs: [{ pageSize: 5, nextToken: 'none' }],
    places: ['0', '0.pageSize', '0.nextToken'],
  },
  prepareSignIn: { ...nothing, readsMembersOnly: true },
  rememberDevice: { ...nothing, of: 'user' },
  resendSignUpCode: {
    of: 'anyone',
    inputs: [{ username, options: { clientMetadata } }],
    places: ['0', '0.username', '0.options', '0.options.clientMetadata'],
  },
  resetPassword: {
    of: 'anyone',
    inputs: [{ username, options: { clientMetadata } }],
    places: ['0', '0.username', '0.options', '0.options.clientMetadata'],
  },
  sendUserAttributeVerificationCode: {
    of: 'user',
    inputs: [{ userAttributeKey: 'phone_number', options: { clientMetadata } }],
    places: ['0', '0.userAttributeKey', '0.options', '0.options.clientMetadata'],
  },
  setCurrentUser: { of: 'anyone', inputs: [username], places: ['0'] },
  setPersistence: { of: 'user', inputs: [{ persistence: 'local' }], places: ['0', '0.persistence', '0.signal'] },
  setUpTOTP: { ...nothing, of: 'user' },
  signIn: {
    inputs: [{ username, password, options: { clientMetadata, authFlowType: 'USER_SRP_AUTH' } }],
    places: [
      '0',
      '0.username',
      '0.password',
      '0.options',
      '0.options.authFlowType',
      '0.options.clientMetadata',
      '0.options.preferredChallenge',
      '0.options.mediation',
      '0.options.signal',
    ],
  },
  signOut: { inputs: [{ global: false }], places: ['0', '0.global'], ends: true },
  signUp: {
    of: 'anyone',
    inputs: [
      {
        username: 'somebody',
        password,
        options: { clientMetadata, userAttributes: { email: 'my@email.com' }, validationData: { a: '1' } },
      },
    ],
    places: [
      '0',
      '0.username',
      '0.password',
      '0.options',
      '0.options.autoSignIn',
      '0.options.clientMetadata',
      '0.options.userAttributes',
      '0.options.userAttributes.email',
      '0.options.validationData',
      '0.options.validationData.a',
    ],
  },
  updateMFAPreference: { of: 'user', inputs: [{ totp: 'ENABLED' }], places: ['0', '0.totp', '0.sms', '0.email'] },
  updatePassword: {
    inputs: [{ oldPassword: 'Wrong12345', newPassword: 'Changed123' }],
    places: ['0', '0.oldPassword', '0.newPassword'],
  },
  updateUserAttribute: {
    of: 'user',
    inputs: [{ userAttribute: { attributeKey: 'name', value: 'A' }, options: { clientMetadata } }],
    places: ['0', '0.userAttribute', '0.userAttribute.attributeKey', '0.userAttribute.value', '0.options'],
  },
  updateUserAttributes: {
    of: 'user',
    inputs: [{ userAttributes: { name: 'A' }, options: { clientMetadata } }],
    places: ['0', '0.userAttributes', '0.userAttributes.name', '0.options', '0.options.clientMetadata'],
  },
  verifyTOTPSetup: {
    of: 'user',
    inputs: [{ code: '123456', options: { friendlyDeviceName: 'phone' } }],
    places: ['0', '0.code', '0.options', '0.options.friendlyDeviceName'],
  },
};

const atPages: Row = {
  hasOpener: true,
  inputs: [
    {
      provider: { custom: 'Company' },
      customState: 'cart',
      returnTo: '/cart',
      options: { prompt: 'LOGIN', loginHint: 'ada', lang: 'de', nonce: 'n', onExistingSession: 'replace' },
    },
  ],
  places: [
    '0',
    '0.provider',
    '0.provider.custom',
    '0.customState',
    '0.returnTo',
    '0.redirectUrl',
    '0.options.prompt',
    '0.options.loginHint',
    '0.options.lang',
    '0.options.nonce',
    '0.options.persistence',
    '0.options.onExistingSession',
    '0.options.authSessionOpener',
    '0.options.preferPrivateSession',
    '0.options',
  ],
};

/** Functions that lead to the pages of Cognito. */
export const ofPages: Readonly<Record<string, Row>> = {
  // Any text may be an address.
  handleRedirectCallback: {
    inputs: ['http://localhost/?code=c&state=s'],
    places: ['0'],
    readsMembersOnly: true,
  },
  signInWithRedirect: atPages,
  signInWithWebUI: { ...atPages, places: [...atPages.places, '0.mode', '0.signal', '0.options.signal'] },
};

const signing = {
  method: 'GET',
  url: 'https://api.example.com/',
  headers: { 'x-name': 'value' },
  service: 'execute-api',
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
};
const placesOfSigning = [
  ...['0', '0.method', '0.url', '0.headers', '0.headers.x-name', '0.service', '0.region', '0.date', '0.onSigned'],
  ...['0.credentials', '0.credentials.accessKeyId', '0.credentials.secretAccessKey', '0.credentials.sessionToken'],
];

/** Functions that sign requests. */
export const signers: Readonly<Record<string, Row>> = {
  presignUrl: { inputs: [{ ...signing, expiresIn: 60 }], places: [...placesOfSigning, '0.expiresIn'] },
  signRequest: { inputs: [{ ...signing, body: 'text' }], places: [...placesOfSigning, '0.body', '0.payload'] },
  // Any text may be an address.
  signedFetch: {
    inputs: ['/', { method: 'GET', headers: { 'x-name': 'value' } }, { service: 'execute-api', region: 'us-east-1' }],
    places: [
      ...['1', '1.method', '1.headers', '1.headers.x-name', '1.body', '1.signal', '1.redirect'],
      ...['2', '2.authMode', '2.service', '2.region', '2.payload', '2.onSigned'],
    ],
  },
};

/** Functions that take no input. */
export const withoutInput: Readonly<Record<string, Row>> = {
  diagnostics: { inputs: [], places: ['0'], readsMembersOnly: true },
  recordActivity: { inputs: [], places: ['0'], readsMembersOnly: true },
};

/** Other options of a provider are Amplify's, and not read. */
const membersOfPart: Row = { inputs: [{ forceRefresh: false }], places: ['0'], readsMembersOnly: true };

/** Methods that are about the session of the functions above. */
export const sessions: Readonly<Record<string, Row>> = {
  'Amplify.fetchAuthSession': { inputs: [{ forceRefresh: false }], places: ['0', '0.forceRefresh', '0.signal'] },
  'Amplify.getTokens': { inputs: [{ forceRefresh: false }], places: ['0', '0.forceRefresh', '0.signal'] },
  'cognitoUserPoolsTokenProvider.getTokens': part,
  'tokenProvider.getTokens': part,
  'Amplify.Auth.tokenProvider.getTokens': part,
  'credentialsAndIdentityIdProvider.getCredentialsAndIdentityId': membersOfPart,
  'Amplify.Auth.credentialsAndIdentityIdProvider.getCredentialsAndIdentityId': membersOfPart,
};

/** The synchronous functions, which throw instead of rejecting. */
export const immediate: Readonly<Record<string, Row>> = {
  'Amplify.addPlugin': { inputs: [{ key: 'awsCognitoAuthPlugin' }], places: ['0', '0.key'] },
  'Amplify.Auth.getPlugin': { inputs: ['awsCognitoAuthPlugin'], places: ['0'] },
  'Amplify.Auth.credentialsProvider': { inputs: [], places: ['0'] },
  'Amplify.Auth.getEscapeHatch': { inputs: [], places: ['0'] },
  credentialsProvider: { inputs: [], places: ['0'] },
  getEscapeHatch: { inputs: [], places: ['0'] },
  'Amplify.getConfig': { inputs: [], places: ['0'] },
  'Amplify.getPlugin': { inputs: ['awsCognitoAuthPlugin'], places: ['0'] },
  'Hub.dispatch': {
    inputs: ['a channel', { event: 'e' }, 'source', undefined],
    places: ['0', '1', '1.event', '2', '3'],
  },
  'Hub.listen': { inputs: ['a channel', null, 'name'], places: ['0', '1', '2'] },
  'cognitoUserPoolsTokenProvider.setClientMetadataProvider': { inputs: [null], places: ['0'] },
  'cognitoUserPoolsTokenProvider.setKeyValueStorage': { inputs: [null], places: ['0'] },
  'cognitoUserPoolsTokenProvider.teardownNotify': { inputs: [], places: ['0'] },
  createAmplifyContext: {
    inputs: [{ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } }, {}],
    places: ['0', '0.Auth', '0.Auth.Cognito', '0.Auth.Cognito.userPoolId', '1', '1.secretHash', '1.ssr'],
  },
  createAuth: {
    inputs: [{ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } }, {}],
    places: ['0', '0.Auth', '0.Auth.Cognito', '0.Auth.Cognito.userPoolId', '1', '1.hub'],
  },
  // The page of the tests has no windows.
  openPopup: { inputs: [], places: ['0'] },
  createKeysForAuthStorage: { inputs: ['CognitoIdentityServiceProvider', 'client.username'], places: ['0', '1'] },
  decodeJWT: { inputs: ['a.e30.c'], places: ['0'] },
  'I18n.get': { inputs: ['Sign in', 'Sign in'], places: ['0', '1'] },
  'I18n.putVocabularies': { inputs: [{ de: { a: 'b' } }], places: ['0', '0.de', '0.de.a'] },
  'I18n.putVocabulariesForLanguage': { inputs: ['de', { a: 'b' }], places: ['0', '1', '1.a'] },
  'I18n.setLanguage': { inputs: ['de'], places: ['0'] },
  parseAmplifyConfig: {
    inputs: [{ aws_user_pools_id: 'eu-west-1_Pool', oauth: { redirectSignIn: 'a,b' }, aws_cognito_mfa_types: ['SMS'] }],
    places: ['0', '0.aws_user_pools_id', '0.oauth', '0.oauth.redirectSignIn', '0.aws_cognito_mfa_types', '0.version'],
  },
  // Last, because the configuration is a bad one afterwards.
  'cognitoUserPoolsTokenProvider.setAuthConfig': {
    inputs: [{ Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } }],
    places: ['0', '0.Cognito', '0.Cognito.userPoolId'],
  },
};

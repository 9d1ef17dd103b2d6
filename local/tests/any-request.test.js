/** Whatever an operation receives, the server replies, with an error if need be. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { operationTargets } from '../src/operations/index.js';
import { SEED_USER, call, confirmedUser, freshCognito, send, targetOf, test, withClient } from './support/calls.js';
import { SRP_A, beginSrp, proof, signInWithSrp, verifierAnswer } from './support/srp-client.js';

const { userPoolId: UserPoolId, identityPoolId: IdentityPoolId } = SEED;

const VALUES = [
  '',
  'username',
  '__proto__',
  'constructor',
  'a.b.c',
  'eyJhbGciOiJub25lIn0.e30.',
  '\u0000',
  '💥'.repeat(40),
  'us-east-1_SeedPool1',
  'f'.repeat(3000),
  7,
  -1.5,
  1e300,
  true,
  null,
  [],
  {},
  [[]],
  [{ Name: '__proto__', Value: 'x' }],
  [{ Name: 'email' }],
  { a: 'x' },
  JSON.parse('{"__proto__":"x","USERNAME":"__proto__"}'),
];

/** Copies of the body, with each member replaced by each of the values. */
function* variants(body) {
  for (const [name, member] of Object.entries(body)) {
    for (const value of VALUES) yield { ...body, [name]: value };
    if (typeof member !== 'object') continue;
    for (const inner of variants(member)) yield { ...body, [name]: inner };
  }
}

/** A user who has signed in with a device, at a pool with every feature. */
async function signedIn(cognito) {
  await confirmedUser(cognito);
  await test(cognito, 'POST', 'pool', {
    mfa: 'OPTIONAL',
    passwordless: true,
    devices: 'always',
    customChallenge: true,
  });
  const { AuthenticationResult: tokens } = await signInWithSrp(cognito);
  const { AccessToken } = tokens;
  const { DeviceKey } = tokens.NewDeviceMetadata;
  const config = { PasswordVerifier: btoa('verifier'), Salt: btoa('salt') };
  await call(cognito, 'ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig: config });
  const Logins = { [`cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`]: tokens.IdToken };
  const { IdentityId } = await call(cognito, 'GetId', { IdentityPoolId, Logins });
  return { tokens, DeviceKey, config, Logins, IdentityId };
}

/** Valid requests for the operations of the hosted UI. */
function hostedRequests() {
  const domain = { UserPoolId, Domain: 'seed' };
  const server = { UserPoolId, Identifier: 'files' };
  const scopes = { Name: 'Files', Scopes: [{ ScopeName: 'read', ScopeDescription: 'Reads' }] };
  const provider = { UserPoolId, ProviderName: 'Other' };
  const ProviderDetails = { MetadataURL: 'https://idp.example/metadata' };
  const account = {
    ProviderName: 'Other',
    ProviderAttributeName: 'Cognito_Subject',
    ProviderAttributeValue: 'subject',
  };
  return {
    UpdateUserPoolDomain: { ...domain, ManagedLoginVersion: 2 },
    DescribeUserPoolDomain: { Domain: 'seed' },
    DeleteUserPoolDomain: domain,
    CreateUserPoolDomain: { ...domain, Domain: 'another', ManagedLoginVersion: 1 },
    CreateResourceServer: { ...server, ...scopes },
    UpdateResourceServer: { ...server, ...scopes },
    DescribeResourceServer: server,
    ListResourceServers: { UserPoolId, MaxResults: 5, NextToken: 'from-0' },
    DeleteResourceServer: server,
    CreateIdentityProvider: { ...provider, ProviderType: 'SAML', ProviderDetails, IdpIdentifiers: ['other.example'] },
    UpdateIdentityProvider: { ...provider, ProviderDetails, AttributeMapping: { email: 'mail' } },
    DescribeIdentityProvider: provider,
    ListIdentityProviders: { UserPoolId, MaxResults: 5, NextToken: 'from-0' },
    GetIdentityProviderByIdentifier: { UserPoolId, IdpIdentifier: 'other.example' },
    AdminLinkProviderForUser: {
      UserPoolId,
      DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'username' },
      SourceUser: account,
    },
    AdminDisableProviderForUser: { UserPoolId, User: account },
    DeleteIdentityProvider: provider,
  };
}

/** Valid requests for the operations of identities, those of a developer among them. */
async function identityRequests(cognito, { Logins, IdentityId }) {
  const { IdentityPoolId: Id } = await call(cognito, 'CreateIdentityPool', {
    IdentityPoolName: 'developers',
    AllowUnauthenticatedIdentities: true,
    DeveloperProviderName: 'login.example',
  });
  const pool = { IdentityPoolId: Id };
  const users = ['first', 'second', 'third'];
  for (const user of users) {
    const developer = { ...pool, Logins: { 'login.example': user } };
    await call(cognito, 'GetOpenIdTokenForDeveloperIdentity', developer);
  }
  const found = await call(cognito, 'LookupDeveloperIdentity', { ...pool, DeveloperUserIdentifier: 'third' });
  const guest = await call(cognito, 'GetId', pool);
  const ResourceArn = `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${Id}`;
  const map = { ...pool, IdentityProviderName: 'login.example' };
  const service = 'AWSCognitoIdentityService';
  return {
    GetOpenIdToken: { IdentityId, Logins },
    DescribeIdentity: { IdentityId },
    ListIdentities: { ...pool, MaxResults: 5, NextToken: 'from-0', HideDisabled: true },
    GetOpenIdTokenForDeveloperIdentity: {
      ...pool,
      IdentityId: guest.IdentityId,
      Logins: { 'login.example': 'fourth' },
      PrincipalTags: { team: 'a' },
      TokenDuration: 60,
    },
    LookupDeveloperIdentity: { ...pool, DeveloperUserIdentifier: 'first', MaxResults: 5, NextToken: 'from-0' },
    MergeDeveloperIdentities: {
      ...pool,
      SourceUserIdentifier: 'first',
      DestinationUserIdentifier: 'second',
      DeveloperProviderName: 'login.example',
    },
    UnlinkDeveloperIdentity: {
      ...pool,
      IdentityId: found.IdentityId,
      DeveloperProviderName: 'login.example',
      DeveloperUserIdentifier: 'third',
    },
    SetPrincipalTagAttributeMap: { ...map, UseDefaults: false, PrincipalTags: { team: 'custom:team' } },
    GetPrincipalTagAttributeMap: map,
    [`${service}.TagResource`]: { ResourceArn, Tags: { app: 'x' } },
    [`${service}.UntagResource`]: { ResourceArn, TagKeys: ['app'] },
    [`${service}.ListTagsForResource`]: { ResourceArn },
    DeleteIdentities: { IdentityIdsToDelete: [guest.IdentityId] },
    UnlinkIdentity: { IdentityId, Logins, LoginsToRemove: Object.keys(Logins) },
  };
}

/** A valid request for every operation. Those that make others fail come last. */
async function goodRequests(cognito) {
  const otherIdentityPool = await call(cognito, 'CreateIdentityPool', {
    IdentityPoolName: 'q',
    AllowUnauthenticatedIdentities: true,
  });
  const ResourceArn = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPoolId}`;
  const { tokens, DeviceKey, config, Logins, IdentityId } = await signedIn(cognito);
  const identities = await identityRequests(cognito, { Logins, IdentityId });
  const { AccessToken, RefreshToken } = tokens;
  const { Password } = SEED_USER;
  const named = { UserPoolId, Username: 'username' };
  const code = { Username: 'username', ConfirmationCode: '123456' };
  const device = { AccessToken, DeviceKey };
  const group = { UserPoolId, GroupName: 'admins' };
  const RoleARN = 'arn:aws:iam::000000000000:role/users';
  const attribute = { Name: 'name', Value: 'A' };
  const preference = { Enabled: false, PreferredMfa: false };
  const preferences = {
    SMSMfaSettings: preference,
    SoftwareTokenMfaSettings: preference,
    EmailMfaSettings: preference,
  };
  const client = { UserPoolId, ClientId: SEED.webClientId, TokenValidityUnits: { AccessToken: 'hours' } };
  const hosted = hostedRequests();
  const other = await call(cognito, 'CreateUserPool', { PoolName: 'other' });
  const otherClient = await call(cognito, 'CreateUserPoolClient', { UserPoolId: other.UserPool.Id, ClientName: 'c' });
  return {
    SignUp: withClient({ ...SEED_USER, Username: 'another', ClientMetadata: { a: 'b' } }),
    ConfirmSignUp: withClient({ ...code, ForceAliasCreation: true }),
    ResendConfirmationCode: withClient({ Username: 'username' }),
    InitiateAuth: withClient({ AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'username', SRP_A } }),
    RespondToAuthChallenge: verifierAnswer(await proof(await beginSrp(cognito))),
    GetTokensFromRefreshToken: withClient({ RefreshToken, DeviceKey }),
    GetUser: { AccessToken },
    ForgotPassword: withClient({ Username: 'username' }),
    ConfirmForgotPassword: withClient({ ...code, Password }),
    ChangePassword: { AccessToken, PreviousPassword: Password, ProposedPassword: Password },
    UpdateUserAttributes: { AccessToken, UserAttributes: [attribute], ClientMetadata: { a: 'b' } },
    DeleteUserAttributes: { AccessToken, UserAttributeNames: ['name'] },
    GetUserAttributeVerificationCode: { AccessToken, AttributeName: 'email' },
    VerifyUserAttribute: { AccessToken, AttributeName: 'email', Code: '123456' },
    AssociateSoftwareToken: { AccessToken },
    VerifySoftwareToken: { AccessToken, UserCode: '123456', FriendlyDeviceName: 'phone' },
    SetUserMFAPreference: { AccessToken, ...preferences },
    ConfirmDevice: { ...device, DeviceName: 'd', DeviceSecretVerifierConfig: config },
    UpdateDeviceStatus: { ...device, DeviceRememberedStatus: 'remembered' },
    GetDevice: device,
    ListDevices: { AccessToken, Limit: 5, PaginationToken: 'from-0' },
    StartWebAuthnRegistration: { AccessToken },
    CompleteWebAuthnRegistration: {
      AccessToken,
      Credential: {
        id: 'AAAA',
        rawId: 'AAAA',
        type: 'public-key',
        response: { clientDataJSON: 'e30', attestationObject: 'oA', transports: ['internal'] },
      },
    },
    ListWebAuthnCredentials: { AccessToken, MaxResults: 5, NextToken: 'from-0' },
    DeleteWebAuthnCredential: { AccessToken, CredentialId: 'AAAA' },
    GetId: { IdentityPoolId, Logins },
    GetCredentialsForIdentity: { IdentityId, Logins },
    ...identities,
    CreateUserPool: {
      PoolName: 'p',
      Schema: [{ Name: 'email' }],
      Policies: { PasswordPolicy: { MinimumLength: 8 } },
    },
    UpdateUserPool: {
      UserPoolId,
      AutoVerifiedAttributes: ['email'],
      Policies: { PasswordPolicy: { MinimumLength: 8 } },
    },
    DescribeUserPool: { UserPoolId },
    ListUserPools: { MaxResults: 5, NextToken: 'from-0' },
    SetUserPoolMfaConfig: {
      UserPoolId,
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    },
    GetUserPoolMfaConfig: { UserPoolId },
    CreateUserPoolClient: { UserPoolId, ClientName: 'c', ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] },
    UpdateUserPoolClient: {
      ...client,
      AccessTokenValidity: 1,
      ReadAttributes: ['email'],
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: ['http://localhost:3000/'],
    },
    ...hosted,
    DescribeUserPoolClient: { UserPoolId, ClientId: SEED.nativeClientId },
    ListUserPoolClients: { UserPoolId, MaxResults: 5, NextToken: 'from-0' },
    CreateGroup: { ...group, Description: 'd', Precedence: 1, RoleArn: RoleARN },
    UpdateGroup: { ...group, Description: 'd', Precedence: 1 },
    GetGroup: group,
    ListGroups: { UserPoolId, Limit: 5, NextToken: 'from-0' },
    AdminAddUserToGroup: { ...named, ...group },
    ListUsersInGroup: { ...group, Limit: 5, NextToken: 'from-0' },
    AdminListGroupsForUser: { ...named, Limit: 5, NextToken: 'from-0' },
    AdminRemoveUserFromGroup: { ...named, ...group },
    DeleteGroup: group,
    AdminCreateUser: { ...named, Username: 'invited', UserAttributes: [{ Name: 'email', Value: 'a@b.cc' }] },
    AdminGetUser: named,
    AdminSetUserPassword: { ...named, Password, Permanent: true },
    AdminConfirmSignUp: named,
    AdminResetUserPassword: named,
    AdminEnableUser: named,
    AdminUpdateUserAttributes: { ...named, UserAttributes: [attribute] },
    AdminDeleteUserAttributes: { ...named, UserAttributeNames: ['name'] },
    AdminSetUserMFAPreference: { ...named, ...preferences },
    ListUsers: { UserPoolId, AttributesToGet: ['email'], Limit: 5, PaginationToken: 'from-0' },
    DescribeIdentityPool: { IdentityPoolId },
    CreateIdentityPool: { IdentityPoolName: 'p', AllowUnauthenticatedIdentities: true },
    UpdateIdentityPool: { IdentityPoolId, IdentityPoolName: 'p', AllowUnauthenticatedIdentities: false },
    ListIdentityPools: { MaxResults: 5, NextToken: 'from-0' },
    SetIdentityPoolRoles: {
      IdentityPoolId,
      Roles: { authenticated: RoleARN },
      RoleMappings: {
        'a:b': {
          Type: 'Rules',
          AmbiguousRoleResolution: 'Deny',
          RulesConfiguration: { Rules: [{ Claim: 'a', MatchType: 'Equals', Value: 'b', RoleARN }] },
        },
      },
    },
    GetIdentityPoolRoles: { IdentityPoolId },
    DeleteIdentityPool: { IdentityPoolId: otherIdentityPool.IdentityPoolId },
    AddCustomAttributes: { UserPoolId, CustomAttributes: [{ Name: 'level', AttributeDataType: 'Number' }] },
    TagResource: { ResourceArn, Tags: { app: 'x' } },
    UntagResource: { ResourceArn, TagKeys: ['app'] },
    ListTagsForResource: { ResourceArn },
    DeleteUserPoolClient: { UserPoolId: other.UserPool.Id, ClientId: otherClient.UserPoolClient.ClientId },
    DeleteUserPool: { UserPoolId: other.UserPool.Id },
    ForgetDevice: device,
    GlobalSignOut: { AccessToken },
    RevokeToken: withClient({ Token: RefreshToken }),
    AdminUserGlobalSignOut: named,
    AdminDisableUser: named,
    AdminDeleteUser: named,
    DeleteUser: { AccessToken },
  };
}

/** Wrong answers to all challenges. */
const ANSWERS = {
  NEW_PASSWORD_REQUIRED: { NEW_PASSWORD: 'Changed123', 'userAttributes.name': 'A' },
  SMS_MFA: { SMS_MFA_CODE: '123456' },
  EMAIL_OTP: { EMAIL_OTP_CODE: '123456' },
  SMS_OTP: { SMS_OTP_CODE: '123456' },
  SOFTWARE_TOKEN_MFA: { SOFTWARE_TOKEN_MFA_CODE: '123456' },
  SELECT_MFA_TYPE: { ANSWER: 'SMS_MFA' },
  MFA_SETUP: { EMAIL: 'my@email.com' },
  SELECT_CHALLENGE: { ANSWER: 'PASSWORD', PASSWORD: 'Password123' },
  PASSWORD: { PASSWORD: 'Password123' },
  PASSWORD_SRP: { SRP_A },
  WEB_AUTHN: { CREDENTIAL: '{"id":"AAAA","type":"public-key","response":{}}' },
  CUSTOM_CHALLENGE: { ANSWER: '1234' },
  DEVICE_SRP_AUTH: { SRP_A, DEVICE_KEY: 'us-east-1_0' },
  DEVICE_PASSWORD_VERIFIER: {
    PASSWORD_CLAIM_SIGNATURE: 'AAAA',
    PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA',
    TIMESTAMP: 'Tue Jan 2 03:04:05 UTC 2024',
    DEVICE_KEY: 'us-east-1_0',
  },
};

async function survives(cognito, operation, good) {
  for (const body of [good, ...variants(good)]) {
    const { status } = await send(cognito, operation, body);
    assert.ok(status === 200 || status === 400, `${operation} ${JSON.stringify(body)}: ${status}`);
  }
}

describe('any request', () => {
  it('gets a reply or an error, and never breaks the server', async () => {
    const cognito = freshCognito({ strict: false });
    const requests = await goodRequests(cognito);
    assert.deepEqual(Object.keys(requests).map(targetOf).sort(), operationTargets().sort());
    for (const [operation, good] of Object.entries(requests)) await survives(cognito, operation, good);
    assert.equal({}.x, undefined);
  });

  it('is derived from valid ones', async () => {
    const cognito = freshCognito();
    const refusals = [];
    for (const [operation, good] of Object.entries(await goodRequests(cognito))) {
      if ((await send(cognito, operation, good)).status !== 200) refusals.push(operation);
    }
    assert.deepEqual(refusals.sort(), [
      // These need a code or credential that was not sent, or are already done.
      ...['AdminConfirmSignUp', 'CompleteWebAuthnRegistration', 'ConfirmDevice'],
      ...['ConfirmForgotPassword', 'ConfirmSignUp', 'DeleteUser', 'DeleteWebAuthnCredential'],
      ...['ResendConfirmationCode', 'VerifySoftwareToken', 'VerifyUserAttribute'],
    ]);
  });

  it('can be an answer to any challenge', async () => {
    const cognito = freshCognito({ strict: false });
    await signedIn(cognito);
    const begun = { AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'username' } };
    const { Session } = await call(cognito, 'InitiateAuth', withClient(begun));
    for (const [ChallengeName, responses] of Object.entries(ANSWERS)) {
      const ChallengeResponses = { USERNAME: 'username', ...responses };
      await survives(cognito, 'RespondToAuthChallenge', withClient({ ChallengeName, Session, ChallengeResponses }));
    }
  });
});

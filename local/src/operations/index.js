import * as adminUsers from './admin-users.js';
import * as developerIdentities from './developer-identities.js';
import * as devices from './devices.js';
import * as groups from './groups.js';
import * as identities from './identities.js';
import * as identityProviders from './identity-providers.js';
import { GetIdentityPoolRoles, SetIdentityPoolRoles } from './identity-pool-roles.js';
import * as identityPoolTags from './identity-pool-tags.js';
import * as identityPools from './identity-pools.js';
import { InitiateAuth } from './initiate-auth.js';
import { AssociateSoftwareToken, SetUserMFAPreference, VerifySoftwareToken } from './mfa.js';
import * as passkeys from './passkeys.js';
import { ChangePassword, ConfirmForgotPassword, ForgotPassword } from './passwords.js';
import { GetUserPoolMfaConfig, SetUserPoolMfaConfig } from './pool-mfa.js';
import { GetPrincipalTagAttributeMap, SetPrincipalTagAttributeMap } from './principal-tags.js';
import { AdminDisableProviderForUser, AdminLinkProviderForUser } from './provider-links.js';
import { GetTokensFromRefreshToken } from './refresh.js';
import * as resourceServers from './resource-servers.js';
import { RespondToAuthChallenge } from './respond-to-auth-challenge.js';
import * as signUp from './sign-up.js';
import * as signedInUser from './signed-in-user.js';
import { ListTagsForResource, TagResource, UntagResource } from './tags.js';
import * as userAttributes from './user-attributes.js';
import { AddCustomAttributes } from './custom-attributes.js';
import * as userPoolClients from './user-pool-clients.js';
import * as userPoolDomains from './user-pool-domains.js';
import * as userPools from './user-pools.js';

/** @typedef {import('./operation.js').Operation<any>} AnyOperation */

const {
  AdminConfirmSignUp,
  AdminCreateUser,
  AdminDeleteUser,
  AdminDeleteUserAttributes,
  AdminDisableUser,
  AdminEnableUser,
  AdminGetUser,
  AdminResetUserPassword,
  AdminSetUserMFAPreference,
  AdminSetUserPassword,
  AdminUpdateUserAttributes,
  AdminUserGlobalSignOut,
  ListUsers,
} = adminUsers;
const {
  AdminAddUserToGroup,
  AdminListGroupsForUser,
  AdminRemoveUserFromGroup,
  CreateGroup,
  DeleteGroup,
  GetGroup,
  ListGroups,
  ListUsersInGroup,
  UpdateGroup,
} = groups;
const { ConfirmSignUp, ResendConfirmationCode, SignUp } = signUp;
const { DeleteUser, GetUser, GlobalSignOut, RevokeToken } = signedInUser;
const { DeleteUserAttributes, GetUserAttributeVerificationCode, UpdateUserAttributes, VerifyUserAttribute } =
  userAttributes;
const { ConfirmDevice, ForgetDevice, GetDevice, ListDevices, UpdateDeviceStatus } = devices;
const { CompleteWebAuthnRegistration, DeleteWebAuthnCredential, ListWebAuthnCredentials, StartWebAuthnRegistration } =
  passkeys;
const { CreateUserPool, DeleteUserPool, DescribeUserPool, ListUserPools, UpdateUserPool } = userPools;
const {
  CreateUserPoolClient,
  DeleteUserPoolClient,
  DescribeUserPoolClient,
  ListUserPoolClients,
  UpdateUserPoolClient,
} = userPoolClients;
const { CreateUserPoolDomain, DeleteUserPoolDomain, DescribeUserPoolDomain, UpdateUserPoolDomain } = userPoolDomains;
const {
  CreateResourceServer,
  DeleteResourceServer,
  DescribeResourceServer,
  ListResourceServers,
  UpdateResourceServer,
} = resourceServers;
const {
  CreateIdentityProvider,
  DeleteIdentityProvider,
  DescribeIdentityProvider,
  GetIdentityProviderByIdentifier,
  ListIdentityProviders,
  UpdateIdentityProvider,
} = identityProviders;
const { CreateIdentityPool, DeleteIdentityPool, DescribeIdentityPool, ListIdentityPools, UpdateIdentityPool } =
  identityPools;
const {
  DeleteIdentities,
  DescribeIdentity,
  GetCredentialsForIdentity,
  GetId,
  GetOpenIdToken,
  ListIdentities,
  UnlinkIdentity,
} = identities;
const {
  GetOpenIdTokenForDeveloperIdentity,
  LookupDeveloperIdentity,
  MergeDeveloperIdentities,
  UnlinkDeveloperIdentity,
} = developerIdentities;

/**
 * Every operation, by the two parts of its `x-amz-target`. A new operation needs one line here.
 *
 * @type {Record<string, Record<string, AnyOperation>>}
 */
const OPERATIONS = {
  AWSCognitoIdentityProviderService: {
    SignUp,
    ConfirmSignUp,
    ResendConfirmationCode,
    InitiateAuth,
    RespondToAuthChallenge,
    GetTokensFromRefreshToken,
    RevokeToken,
    GlobalSignOut,
    GetUser,
    DeleteUser,
    ForgotPassword,
    ConfirmForgotPassword,
    ChangePassword,
    UpdateUserAttributes,
    DeleteUserAttributes,
    GetUserAttributeVerificationCode,
    VerifyUserAttribute,
    AssociateSoftwareToken,
    VerifySoftwareToken,
    SetUserMFAPreference,
    ConfirmDevice,
    UpdateDeviceStatus,
    ForgetDevice,
    GetDevice,
    ListDevices,
    StartWebAuthnRegistration,
    CompleteWebAuthnRegistration,
    ListWebAuthnCredentials,
    DeleteWebAuthnCredential,
    CreateUserPool,
    UpdateUserPool,
    DescribeUserPool,
    ListUserPools,
    DeleteUserPool,
    AddCustomAttributes,
    TagResource,
    UntagResource,
    ListTagsForResource,
    SetUserPoolMfaConfig,
    GetUserPoolMfaConfig,
    CreateUserPoolClient,
    UpdateUserPoolClient,
    DescribeUserPoolClient,
    ListUserPoolClients,
    DeleteUserPoolClient,
    CreateUserPoolDomain,
    UpdateUserPoolDomain,
    DescribeUserPoolDomain,
    DeleteUserPoolDomain,
    CreateResourceServer,
    UpdateResourceServer,
    DescribeResourceServer,
    ListResourceServers,
    DeleteResourceServer,
    CreateIdentityProvider,
    UpdateIdentityProvider,
    DescribeIdentityProvider,
    GetIdentityProviderByIdentifier,
    ListIdentityProviders,
    DeleteIdentityProvider,
    CreateGroup,
    UpdateGroup,
    GetGroup,
    ListGroups,
    ListUsersInGroup,
    DeleteGroup,
    AdminCreateUser,
    AdminGetUser,
    AdminSetUserPassword,
    AdminConfirmSignUp,
    AdminResetUserPassword,
    AdminDisableUser,
    AdminEnableUser,
    AdminDeleteUser,
    AdminUpdateUserAttributes,
    AdminDeleteUserAttributes,
    AdminSetUserMFAPreference,
    AdminUserGlobalSignOut,
    AdminAddUserToGroup,
    AdminRemoveUserFromGroup,
    AdminListGroupsForUser,
    AdminLinkProviderForUser,
    AdminDisableProviderForUser,
    ListUsers,
  },
  AWSCognitoIdentityService: {
    GetId,
    GetCredentialsForIdentity,
    GetOpenIdToken,
    DescribeIdentity,
    ListIdentities,
    DeleteIdentities,
    UnlinkIdentity,
    GetOpenIdTokenForDeveloperIdentity,
    LookupDeveloperIdentity,
    MergeDeveloperIdentities,
    UnlinkDeveloperIdentity,
    CreateIdentityPool,
    DescribeIdentityPool,
    UpdateIdentityPool,
    ListIdentityPools,
    DeleteIdentityPool,
    SetIdentityPoolRoles,
    GetIdentityPoolRoles,
    SetPrincipalTagAttributeMap,
    GetPrincipalTagAttributeMap,
    TagResource: identityPoolTags.TagResource,
    UntagResource: identityPoolTags.UntagResource,
    ListTagsForResource: identityPoolTags.ListTagsForResource,
  },
};

/** The targets of all operations, for tests that try each. */
export const operationTargets = () =>
  Object.entries(OPERATIONS).flatMap(([service, operations]) =>
    Object.keys(operations).map((name) => `${service}.${name}`),
  );

/**
 * @param {string} target for example `AWSCognitoIdentityProviderService.SignUp`
 * @returns {AnyOperation | undefined}
 */
export function operationFor(target) {
  const [service = '', name = '', ...rest] = target.split('.');
  const operations = Object.hasOwn(OPERATIONS, service) ? OPERATIONS[service] : undefined;
  if (operations === undefined || rest.length > 0) return undefined;
  return Object.hasOwn(operations, name) ? operations[name] : undefined;
}

import * as adminUsers from './admin-users.js';
import * as identities from './identities.js';
import * as identityPools from './identity-pools.js';
import { InitiateAuth } from './initiate-auth.js';
import { GetTokensFromRefreshToken } from './refresh.js';
import { RespondToAuthChallenge } from './respond-to-auth-challenge.js';
import * as signUp from './sign-up.js';
import * as signedInUser from './signed-in-user.js';
import * as userPoolClients from './user-pool-clients.js';
import * as userPools from './user-pools.js';

/** @typedef {import('./operation.js').Operation<any>} AnyOperation */

const {
  AdminConfirmSignUp,
  AdminCreateUser,
  AdminDeleteUser,
  AdminDisableUser,
  AdminEnableUser,
  AdminGetUser,
  AdminResetUserPassword,
  AdminSetUserPassword,
} = adminUsers;
const { ConfirmSignUp, ResendConfirmationCode, SignUp } = signUp;
const { GetUser, GlobalSignOut, RevokeToken } = signedInUser;
const { CreateUserPool, DescribeUserPool } = userPools;
const { CreateUserPoolClient, DescribeUserPoolClient, UpdateUserPoolClient } = userPoolClients;
const { CreateIdentityPool, DescribeIdentityPool, UpdateIdentityPool } = identityPools;
const { GetCredentialsForIdentity, GetId } = identities;

/**
 * Every operation, by the two parts of its `x-amz-target`. A new one is one line here.
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
    CreateUserPool,
    DescribeUserPool,
    CreateUserPoolClient,
    UpdateUserPoolClient,
    DescribeUserPoolClient,
    AdminCreateUser,
    AdminGetUser,
    AdminSetUserPassword,
    AdminConfirmSignUp,
    AdminResetUserPassword,
    AdminDisableUser,
    AdminEnableUser,
    AdminDeleteUser,
  },
  AWSCognitoIdentityService: {
    GetId,
    GetCredentialsForIdentity,
    CreateIdentityPool,
    DescribeIdentityPool,
    UpdateIdentityPool,
  },
};

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

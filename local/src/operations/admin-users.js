import { attributePairs, deleteAttributes, writtenAttributes } from '../attributes.js';
import { poolById } from '../clients.js';
import { sendCode, verificationChannel } from '../codes.js';
import { ServiceError, invalidParameter, notAuthorized } from '../errors.js';
import { randomToken } from '../identifiers.js';
import * as members from '../members.js';
import { describedMfa } from '../mfa.js';
import { page } from '../paging.js';
import { checkPolicy, credentialFor, temporaryCredentialFor } from '../passwords.js';
import { boolean, integer, list, notSupported, required, structure, text } from '../schema.js';
import { checkMayResetPassword, claimVerifiedAliases, keepUser, newUser, noSuchUser, touch } from '../user-accounts.js';
import { PREFERENCES, setPreference } from './mfa.js';
import { operation } from './operation.js';

// The administrator's operations. AWS requires signed requests; this server accepts them from anyone who can reach it.

const ONE_USER = {
  UserPoolId: required(members.userPoolId),
  Username: required(members.username),
};

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').User} User
 * @typedef {import('../records.js').UserPool} UserPool
 */

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export const AdminCreateUser = operation(
  structure({
    ...ONE_USER,
    ClientMetadata: members.texts,
    DesiredDeliveryMediums: list(text({ values: ['SMS', 'EMAIL'] })),
    ForceAliasCreation: boolean(),
    MessageAction: text({ values: ['RESEND', 'SUPPRESS'] }),
    TemporaryPassword: members.password,
    UserAttributes: members.attributes,
    ValidationData: members.attributes,
  }),
  async (context, input) => {
    const pool = poolById(context, input.UserPoolId);
    const password = input.TemporaryPassword ?? generatedPassword();
    checkPolicy(pool, password);
    const resend = input.MessageAction === 'RESEND';
    const user = resend ? invited(context, pool, input.Username) : invitedAnew(context, pool, input);
    const nowMs = context.clock.nowMs();
    user.credential = await temporaryCredentialFor(pool, user.username, password, nowMs);
    if (resend) touch(context, user);
    else {
      claimVerifiedAliases(context, pool, user, input.ForceAliasCreation);
      keepUser(context, pool, user, input.Username);
    }
    if (input.MessageAction !== 'SUPPRESS') {
      const reachable = user.attributes.phone_number ? 'SMS' : 'EMAIL';
      sendInvitation(context, user, password, input.DesiredDeliveryMediums ?? [reachable]);
    }
    return { User: { ...described(user), Attributes: attributePairs(user) } };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const AdminGetUser = operation(structure(ONE_USER), (context, input) => {
  const { user } = userOf(context, input);
  return { ...described(user), UserAttributes: attributePairs(user), ...describedMfa(user) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
export const AdminSetUserPassword = operation(
  structure({ ...ONE_USER, Password: required(members.password), Permanent: boolean() }),
  async (context, input) => {
    const { pool, user } = userOf(context, input);
    checkPolicy(pool, input.Password);
    const nowMs = context.clock.nowMs();
    user.credential = input.Permanent
      ? await credentialFor(pool, user.username, input.Password)
      : await temporaryCredentialFor(pool, user.username, input.Password, nowMs);
    user.status = input.Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
    touch(context, user);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html */
export const AdminConfirmSignUp = operation(
  structure({ ...ONE_USER, ClientMetadata: members.texts }),
  (context, input) => {
    const { user } = userOf(context, input);
    if (user.status !== 'UNCONFIRMED') {
      throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
    }
    user.status = 'CONFIRMED';
    touch(context, user);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html */
export const AdminResetUserPassword = operation(
  structure({ ...ONE_USER, ClientMetadata: members.texts }),
  (context, input) => {
    const { pool, user } = userOf(context, input);
    const channel = verificationChannel(pool, user);
    if (channel === undefined || user.attributes[`${channel}_verified`] !== 'true') {
      throw invalidParameter(
        'Cannot reset password for the user as there is no registered/verified email or phone_number',
      );
    }
    checkMayResetPassword(user);
    user.status = 'RESET_REQUIRED';
    sendCode(context, user, 'RESET_PASSWORD', channel);
    touch(context, user);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html */
export const AdminDisableUser = operation(structure(ONE_USER), (context, input) => {
  const { user } = userOf(context, input);
  user.enabled = false;
  // The sessions of a disabled user stay revoked when the user is enabled again.
  for (const session of context.store.sessionsOf(user)) session.revoked = true;
  touch(context, user);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export const AdminEnableUser = operation(structure(ONE_USER), (context, input) => {
  const { user } = userOf(context, input);
  user.enabled = true;
  touch(context, user);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export const AdminDeleteUser = operation(structure(ONE_USER), (context, input) => {
  context.store.deleteUser(userOf(context, input).user);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const AdminUpdateUserAttributes = operation(
  structure({ ...ONE_USER, ClientMetadata: members.texts, UserAttributes: required(members.attributes) }),
  (context, input) => {
    const { pool, user } = userOf(context, input);
    const written = writtenAttributes(pool, input.UserAttributes);
    const unverified = ['email', 'phone_number']
      .filter((name) => written[name] !== undefined && written[name] !== user.attributes[name])
      .map((name) => [`${name}_verified`, 'false']);
    const attributes = { ...user.attributes, ...Object.fromEntries(unverified), ...written };
    claimVerifiedAliases(context, pool, { ...user, attributes }, true);
    user.attributes = attributes;
    touch(context, user);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export const AdminDeleteUserAttributes = operation(
  structure({ ...ONE_USER, UserAttributeNames: required(list(text({ min: 1, max: 32 }))) }),
  (context, input) => {
    const { pool, user } = userOf(context, input);
    deleteAttributes(pool, user, input.UserAttributeNames);
    touch(context, user);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export const AdminSetUserMFAPreference = operation(structure({ ...ONE_USER, ...PREFERENCES }), (context, input) => {
  const { UserPoolId, Username, ...preferences } = input;
  const whose = userOf(context, { UserPoolId, Username });
  setPreference(whose, preferences);
  touch(context, whose.user);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
export const AdminUserGlobalSignOut = operation(structure(ONE_USER), (context, input) => {
  for (const session of context.store.sessionsOf(userOf(context, input).user)) session.revoked = true;
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const ListUsers = operation(
  structure({
    UserPoolId: required(members.userPoolId),
    AttributesToGet: list(text({ min: 1, max: 32 })),
    Filter: notSupported(),
    Limit: integer({ min: 0, max: 60 }),
    PaginationToken: members.pageToken,
  }),
  (context, { UserPoolId, AttributesToGet, Limit, PaginationToken }) => {
    const users = context.store.usersOf(poolById(context, UserPoolId));
    const { items, next } = page(users, Limit || undefined, PaginationToken);
    const wanted = AttributesToGet === undefined ? undefined : new Set(AttributesToGet);
    return {
      Users: items.map((user) => listedUser(user, wanted)),
      PaginationToken: next,
    };
  },
);

/**
 * An administrator can also name a user by `sub`.
 *
 * @param {Context} context
 * @param {{ UserPoolId: string, Username: string }} input
 */
export function userOf(context, { UserPoolId, Username }) {
  const pool = poolById(context, UserPoolId);
  const { store } = context;
  const user = store.userByLogin(pool, Username) ?? store.userBySub(pool, Username);
  if (user === undefined) throw noSuchUser();
  return { pool, user };
}

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {{ Username: string, UserAttributes?: { Name: string, Value?: string }[] }} input
 */
function invitedAnew(context, pool, { Username, UserAttributes }) {
  const attributes = writtenAttributes(pool, UserAttributes);
  return newUser(context, pool, {
    username: Username,
    attributes,
    status: 'FORCE_CHANGE_PASSWORD',
  });
}

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {string} username
 */
function invited({ store }, pool, username) {
  const user = store.userByLogin(pool, username);
  if (user === undefined) throw noSuchUser();
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new ServiceError(
      'UnsupportedUserStateException',
      `Resend not possible. ${username} status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  return user;
}

/**
 * @param {Context} context
 * @param {User} user
 * @param {string} password
 * @param {string[]} mediums
 */
function sendInvitation({ outbox, clock }, user, password, mediums) {
  for (const medium of /** @type {('SMS' | 'EMAIL')[]} */ (mediums)) {
    const destination = user.attributes[medium === 'EMAIL' ? 'email' : 'phone_number'] ?? '';
    if (destination === '') continue;
    const message = { username: user.username, destination, medium, purpose: 'INVITATION' };
    outbox.send({ ...message, code: password, at: clock.nowMs() });
  }
}

/** One character of each class that a policy can require, plus random ones. */
const generatedPassword = () => `Aa1!${randomToken(12)}`;

/**
 * A user, as in lists.
 *
 * @param {User} user
 * @param {ReadonlySet<string>} [wanted] attributes; absent means all
 */
export const listedUser = (user, wanted) => ({
  ...described(user),
  Attributes: attributePairs(user).filter(({ Name }) => wanted?.has(Name) ?? true),
});

/** @param {User} user */
function described(user) {
  return {
    Username: user.username,
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

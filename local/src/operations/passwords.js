import { checkSecretHash, clientAndPool } from '../clients.js';
import { checkCode, codeMismatch, forgetCode, inventedDelivery, recoveryChannel, sendCode } from '../codes.js';
import { ServiceError, invalidParameter, notAuthorized, wrongPassword } from '../errors.js';
import * as members from '../members.js';
import { migratedUser } from '../migration.js';
import { checkPolicy, countedAttempt, credentialFor, matchesPassword } from '../passwords.js';
import { required, structure } from '../schema.js';
import { noFailures } from '../store.js';
import { bearer } from '../tokens.js';
import { checkMayResetPassword, noSuchUserForCode, touch } from '../user-accounts.js';
import { operation } from './operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export const ForgotPassword = operation(
  structure({
    ...members.clientContext,
    ClientId: required(members.clientId),
    SecretHash: members.secretHash,
    Username: required(members.username),
  }),
  async (context, input) => {
    const { client, pool } = clientAndPool(context, input.ClientId);
    const { Username: username, ClientMetadata: clientMetadata } = input;
    await checkSecretHash(client, username, input.SecretHash);
    const user =
      context.store.userByLogin(pool, username) ??
      (await migratedUser(context, pool, client, { username, clientMetadata }));
    const channel = user && recoveryChannel(user);
    const isHidden = client.hidesUnknownUsers && (!user?.enabled || channel === undefined);
    if (isHidden || user?.status === 'UNCONFIRMED') {
      // Nothing is sent, but the reply looks the same.
      return { CodeDeliveryDetails: await inventedDelivery(context, pool, username) };
    }
    if (user === undefined) throw noSuchUserForCode();
    if (!user.enabled) throw notAuthorized('User is disabled.');
    checkMayResetPassword(user);
    if (channel === undefined) {
      throw invalidParameter(
        'Cannot reset password for the user as there is no registered/verified email or phone_number',
      );
    }
    return { CodeDeliveryDetails: sendCode(context, user, 'RESET_PASSWORD', channel) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
export const ConfirmForgotPassword = operation(
  structure({
    ...members.clientContext,
    ClientId: required(members.clientId),
    SecretHash: members.secretHash,
    Username: required(members.username),
    ConfirmationCode: required(members.confirmationCode),
    Password: required(members.password),
  }),
  async (context, input) => {
    const { client, pool } = clientAndPool(context, input.ClientId);
    await checkSecretHash(client, input.Username, input.SecretHash);
    const user = context.store.userByLogin(pool, input.Username);
    if (client.hidesUnknownUsers && !user?.enabled) throw codeMismatch();
    if (user === undefined) throw noSuchUserForCode();
    if (!user.enabled) throw notAuthorized('User is disabled.');
    if (user.status === 'UNCONFIRMED') throw new ServiceError('UserNotConfirmedException', 'User is not confirmed.');
    const { ConfirmationCode: code, Password: password } = input;
    checkCode(context, user, 'RESET_PASSWORD', code);
    checkPolicy(pool, password);
    const credential = await credentialFor(pool, user.username, password);
    // Check again: of two simultaneous calls, only one may use the code.
    checkCode(context, user, 'RESET_PASSWORD', code);
    forgetCode(user, 'RESET_PASSWORD');
    Object.assign(user, { credential, status: 'CONFIRMED', passwordFailures: noFailures() });
    touch(context, user);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
export const ChangePassword = operation(
  structure({
    AccessToken: required(members.token),
    PreviousPassword: members.password,
    ProposedPassword: required(members.password),
  }),
  async (context, { AccessToken, PreviousPassword, ProposedPassword }) => {
    const { pool, user } = await bearer(context, AccessToken);
    const { credential, username } = user;
    // AWS documents that they need a password from an administrator first, but not this error.
    if (user.status === 'EXTERNAL_PROVIDER') throw wrongPassword();
    if (credential !== undefined) {
      if (PreviousPassword === undefined) throw invalidParameter('Missing required parameter OldPassword');
      await countedAttempt(user, context.clock.nowMs(), () =>
        matchesPassword(pool, username, PreviousPassword, credential),
      );
    }
    checkPolicy(pool, ProposedPassword);
    user.credential = await credentialFor(pool, username, ProposedPassword);
    touch(context, user);
    return {};
  },
);

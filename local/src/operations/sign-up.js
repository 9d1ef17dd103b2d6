import { checkRequiredAttributes, fromPairs, writtenAttributes } from '../attributes.js';
import { checkSecretHash, clientAndPool } from '../clients.js';
import { checkCode, codeMismatch, forgetCode, inventedDelivery, sendCode, verificationChannel } from '../codes.js';
import { invalidParameter, notAuthorized } from '../errors.js';
import * as members from '../members.js';
import { checkPolicy, credentialFor } from '../passwords.js';
import { keepPending, pendingChallenge, spend } from '../pending.js';
import { required, structure } from '../schema.js';
import { claimAlias, claimVerifiedAliases, keepUser, newUser, noSuchUserForCode, touch } from '../user-accounts.js';
import { operation } from './operation.js';

/**
 * @typedef {import('../records.js').UserPool} UserPool
 * @typedef {import('../records.js').AppClient} AppClient
 */

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export const SignUp = operation(
  structure({
    ...members.clientContext,
    ClientId: required(members.clientId),
    SecretHash: members.secretHash,
    Username: required(members.username),
    Password: members.password,
    UserAttributes: members.attributes,
    ValidationData: members.attributes,
  }),
  async (context, input) => {
    const { client, pool } = clientAndPool(context, input.ClientId);
    await checkSecretHash(client, input.Username, input.SecretHash);
    if (pool.adminCreatesUsersOnly) {
      throw notAuthorized('SignUp is not permitted for this user pool');
    }
    const attributes = writtenAttributes(pool, input.UserAttributes, client);
    const user = newUser(context, pool, {
      username: input.Username,
      attributes,
      status: 'UNCONFIRMED',
    });
    checkPasswordGiven(pool, client, input.Password);
    checkRequiredAttributes(pool, user.attributes);

    const decision = await context.triggers.run(
      'preSignUp',
      'PreSignUp_SignUp',
      { userPoolId: pool.id, userName: user.username, clientId: client.id },
      {
        userAttributes: { ...user.attributes },
        validationData: fromPairs(input.ValidationData),
        clientMetadata: { ...input.ClientMetadata },
      },
      { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    );
    if (decision.autoConfirmUser) user.status = 'CONFIRMED';
    if (decision.autoVerifyEmail && user.attributes.email) verify(user, 'email');
    if (decision.autoVerifyPhone && user.attributes.phone_number) verify(user, 'phone_number');
    claimVerifiedAliases(context, pool, user, false);
    if (input.Password !== undefined) user.credential = await credentialFor(pool, user.username, input.Password);
    keepUser(context, pool, user, input.Username);

    const confirmed = user.status === 'CONFIRMED';
    const channel = confirmed ? undefined : verificationChannel(pool, user);
    const delivery = channel && sendCode(context, user, 'SIGN_UP', channel);
    return {
      UserConfirmed: confirmed,
      UserSub: user.sub,
      ...(delivery && { CodeDeliveryDetails: delivery }),
      ...sessionFor(context, pool, client, user),
    };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
export const ConfirmSignUp = operation(
  structure({
    ...members.clientContext,
    ClientId: required(members.clientId),
    SecretHash: members.secretHash,
    Username: required(members.username),
    ConfirmationCode: required(members.confirmationCode),
    ForceAliasCreation: members.flag,
    Session: members.session,
  }),
  async (context, input) => {
    const { client, pool } = clientAndPool(context, input.ClientId);
    await checkSecretHash(client, input.Username, input.SecretHash);
    const user = context.store.userByLogin(pool, input.Username);
    if (user === undefined) throw client.hidesUnknownUsers ? codeMismatch() : noSuchUserForCode();
    if (!user.enabled) throw notAuthorized('User is disabled.');
    if (user.status !== 'UNCONFIRMED') {
      throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
    }

    if (input.Session !== undefined) pendingChallenge(context, { client, user }, ['SIGN_UP'], input.Session);
    const proven = checkCode(context, user, 'SIGN_UP', input.ConfirmationCode);
    claimAlias(context, pool, user, proven, input.ForceAliasCreation);
    forgetCode(user, 'SIGN_UP');
    user.status = 'CONFIRMED';
    verify(user, proven);
    touch(context, user);
    // Clients such as Amplify's do not send the session of the sign-up. They get one, too.
    if (input.Session !== undefined) spend(context, input.Session);
    return sessionFor(context, pool, client, user);
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export const ResendConfirmationCode = operation(
  structure({
    ...members.clientContext,
    ClientId: required(members.clientId),
    SecretHash: members.secretHash,
    Username: required(members.username),
  }),
  async (context, input) => {
    const { client, pool } = clientAndPool(context, input.ClientId);
    await checkSecretHash(client, input.Username, input.SecretHash);
    const user = context.store.userByLogin(pool, input.Username);
    if (client.hidesUnknownUsers && !user?.enabled) {
      return { CodeDeliveryDetails: await inventedDelivery(context, pool, input.Username) };
    }
    if (user === undefined) throw noSuchUserForCode();
    if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
    const channel = verificationChannel(pool, user);
    if (channel === undefined) {
      throw invalidParameter('Cannot resend codes. Auto verification not turned on.');
    }
    return { CodeDeliveryDetails: sendCode(context, user, 'SIGN_UP', channel) };
  },
);

/**
 * @param {import('../records.js').User} user
 * @param {'email' | 'phone_number'} attribute
 */
function verify(user, attribute) {
  user.attributes[`${attribute}_verified`] = 'true';
}

/**
 * The password is optional if users can sign in without one.
 *
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {string | undefined} password
 */
function checkPasswordGiven(pool, client, password) {
  if (password !== undefined) {
    checkPolicy(pool, password);
    return;
  }
  const passwordless = pool.firstFactors.some((factor) => factor === 'EMAIL_OTP' || factor === 'SMS_OTP');
  if (passwordless && client.flows.has('ALLOW_USER_AUTH')) return;
  throw invalidParameter(
    "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
  );
}

/**
 * A session with which the user can sign in after a sign-up without further proof.
 *
 * @param {import('../context.js').Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {import('../records.js').User} user
 */
function sessionFor(context, pool, client, user) {
  if (!client.flows.has('ALLOW_USER_AUTH')) return {};
  const name = user.status === 'CONFIRMED' ? 'SIGNED_UP' : 'SIGN_UP';
  return { Session: keepPending(context, { pool, client, user }, name) };
}

/** Links users to their accounts at external providers. */
import { poolById } from '../clients.js';
import { invalidParameter } from '../errors.js';
import { isAccount, linkedUser, newIdentity } from '../federated-users.js';
import * as members from '../members.js';
import { required, structure, text } from '../schema.js';
import { noSuchUser, touch } from '../user-accounts.js';
import { providerOf } from './identity-providers.js';
import { operation } from './operation.js';

/** AWS's limit. */
const MOST_LINKED = 5;
/** The name that stands for the user's id at a provider. */
const SUBJECT = 'Cognito_Subject';

const account = structure({
  ProviderName: text({ min: 1, max: 32 }),
  ProviderAttributeName: text({ max: 131072 }),
  ProviderAttributeValue: text({ max: 131072 }),
});

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').UserPool} UserPool
 * @typedef {{ ProviderName?: string | undefined, ProviderAttributeName?: string, ProviderAttributeValue?: string }} Account
 */

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html */
export const AdminLinkProviderForUser = operation(
  structure({
    UserPoolId: required(members.userPoolId),
    DestinationUser: required(account),
    SourceUser: required(account),
  }),
  (context, { UserPoolId, DestinationUser, SourceUser }) => {
    const pool = poolById(context, UserPoolId);
    const { ProviderName = '', ProviderAttributeName = '', ProviderAttributeValue: value = '' } = SourceUser;
    if (ProviderName === 'Cognito') {
      throw invalidParameter(
        'Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
      );
    }
    const { provider } = providerOf(context, { UserPoolId, ProviderName });
    if (value === '' || ProviderAttributeName === '') throw invalidParameter('SourceUser is incomplete.');
    const isSubject = ProviderAttributeName === SUBJECT;
    if (!isSubject && provider.type !== 'SAML' && provider.type !== 'OIDC') {
      throw invalidParameter(`ProviderAttributeName must be ${SUBJECT} for ${ProviderName}.`);
    }
    const user = destinationOf(context, pool, DestinationUser);
    if (user === undefined) throw noSuchUser();
    const holder = accountHolder(context, pool, SourceUser);
    if (holder === user) throw invalidParameter('SourceUser is already linked to DestinationUser');
    if (holder !== undefined) {
      throw invalidParameter(
        'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
      );
    }
    if (user.identities.length >= MOST_LINKED) {
      throw invalidParameter(`A user can be linked to at most ${MOST_LINKED} accounts.`);
    }
    const nowMs = context.clock.nowMs();
    const attribute = isSubject ? {} : { attribute: ProviderAttributeName };
    user.identities.push(newIdentity(provider, value, { primary: false, nowMs, ...attribute }));
    touch(context, user);
    return {};
  },
);

/**
 * Unlinks an account from a user. If the user was created by signing in there, disables the user; a user of the pool
 * itself can no longer sign in with the password. The first and the last are documented, the second is our decision.
 *
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableProviderForUser.html
 */
export const AdminDisableProviderForUser = operation(
  structure({ UserPoolId: required(members.userPoolId), User: required(account) }),
  (context, { UserPoolId, User }) => {
    const pool = poolById(context, UserPoolId);
    const { ProviderName = '', ProviderAttributeValue = '' } = User;
    if (ProviderName === 'Cognito') {
      const user = context.store.userByLogin(pool, ProviderAttributeValue);
      if (user === undefined) throw noSuchUser();
      delete user.credential;
      touch(context, user);
      return {};
    }
    const user = accountHolder(context, pool, User);
    const identity = user?.identities.find((other) => isAccount(other, { name: ProviderName }, profileOf(User)));
    if (user === undefined || identity === undefined) throw noSuchUser();
    if (identity.primary) {
      user.enabled = false;
      for (const session of context.store.sessionsOf(user)) session.revoked = true;
    } else {
      user.identities = user.identities.filter((other) => other !== identity);
    }
    touch(context, user);
    return {};
  },
);

/**
 * The user that an account is linked to: a user of the pool, or one of a provider.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {Account} destination
 */
function destinationOf(context, pool, { ProviderName, ProviderAttributeValue = '' }) {
  if (ProviderName === 'Cognito') return context.store.userByLogin(pool, ProviderAttributeValue);
  // AWS documents that the name of the attribute is ignored here.
  return accountHolder(context, pool, { ProviderName, ProviderAttributeName: SUBJECT, ProviderAttributeValue });
}

/**
 * The user who has an account at a provider.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {Account} account
 */
const accountHolder = (context, pool, { ProviderName = '', ...account }) =>
  linkedUser(context, pool, { name: ProviderName }, profileOf(account));

/**
 * What the provider would say about the account.
 *
 * @param {Account} account
 * @returns {import('../federated-users.js').Profile}
 */
function profileOf({ ProviderAttributeName: name = '', ProviderAttributeValue: value = '' }) {
  return name === SUBJECT ? { subject: value, claims: {} } : { subject: '', claims: { [name]: value } };
}

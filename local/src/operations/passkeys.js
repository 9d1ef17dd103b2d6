import { ServiceError, notFound } from '../errors.js';
import * as members from '../members.js';
import { page } from '../paging.js';
import { addPasskey, creationOptions } from '../passkeys.js';
import { anything, integer, required, structure, text } from '../schema.js';
import { bearer } from '../tokens.js';
import { touch } from '../user-accounts.js';
import { operation } from './operation.js';

const MOST_PASSKEYS = 20;

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').Passkey} Passkey
 */

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartWebAuthnRegistration.html */
export const StartWebAuthnRegistration = operation(
  structure({ AccessToken: required(members.token) }),
  async (context, input) => ({ CredentialCreationOptions: creationOptions(context, await owner(context, input)) }),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CompleteWebAuthnRegistration.html */
export const CompleteWebAuthnRegistration = operation(
  structure({ AccessToken: required(members.token), Credential: required(anything()) }),
  async (context, input) => {
    await addPasskey(context, await owner(context, input), input.Credential);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListWebAuthnCredentials.html */
export const ListWebAuthnCredentials = operation(
  structure({
    AccessToken: required(members.token),
    MaxResults: integer({ min: 1, max: 20 }),
    NextToken: members.pageToken,
  }),
  async (context, input) => {
    const { user } = await bearer(context, input.AccessToken);
    const { items, next } = page(user.passkeys, input.MaxResults ?? MOST_PASSKEYS, input.NextToken);
    return { Credentials: items.map(described), NextToken: next };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteWebAuthnCredential.html */
export const DeleteWebAuthnCredential = operation(
  structure({ AccessToken: required(members.token), CredentialId: required(text({ min: 1, max: 2048 })) }),
  async (context, input) => {
    const { user } = await bearer(context, input.AccessToken);
    const others = user.passkeys.filter(({ id }) => id !== input.CredentialId);
    if (others.length === user.passkeys.length) throw notFound('WebAuthn credential does not exist.');
    user.passkeys = others;
    touch(context, user);
    return {};
  },
);

/**
 * The user who registers a passkey. Throws if the pool does not allow passkeys.
 *
 * @param {Context} context
 * @param {{ AccessToken: string }} input
 */
async function owner(context, { AccessToken }) {
  const attempt = await bearer(context, AccessToken);
  if (!attempt.pool.firstFactors.includes('WEB_AUTHN')) {
    throw new ServiceError('WebAuthnNotEnabledException', 'Passkeys are not enabled for this user pool.');
  }
  return attempt;
}

/** @param {Passkey} passkey */
const described = ({ id, name, relyingPartyId, attachment, transports, createdAt }) => ({
  CredentialId: id,
  FriendlyCredentialName: name,
  RelyingPartyId: relyingPartyId,
  AuthenticatorAttachment: attachment,
  AuthenticatorTransports: transports,
  CreatedAt: createdAt / 1000,
});

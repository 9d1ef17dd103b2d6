import { requiredTexts } from '../challenge-responses.js';
import { checkSecretHash, clientAndPool } from '../clients.js';
import { invalidParameter, wrongPassword } from '../errors.js';
import * as members from '../members.js';
import { countedAttempt, matchesPassword } from '../passwords.js';
import { required, structure, text } from '../schema.js';
import { afterPassword } from '../sign-in.js';
import { askDecoy, askForProof, inventedUserId, readPublicValue } from '../srp-exchange.js';
import { checkMaySignIn, noSuchUser } from '../user-accounts.js';
import { operation } from './operation.js';
import { refreshTokens } from './refresh.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').AppClient} AppClient
 * @typedef {import('../records.js').UserPool} UserPool
 */

/**
 * @typedef {object} Flow
 * @property {string} allowedBy the entry of `ExplicitAuthFlows` that switches it on
 * @property {(context: Context, pool: UserPool, client: AppClient, parameters: Record<string, string>) => Promise<object>} begin
 */

/** @type {Record<string, Flow>} */
const FLOWS = {
  USER_SRP_AUTH: { allowedBy: 'ALLOW_USER_SRP_AUTH', begin: beginSrp },
  USER_PASSWORD_AUTH: { allowedBy: 'ALLOW_USER_PASSWORD_AUTH', begin: beginPassword },
  REFRESH_TOKEN_AUTH: { allowedBy: 'ALLOW_REFRESH_TOKEN_AUTH', begin: beginRefresh },
  REFRESH_TOKEN: { allowedBy: 'ALLOW_REFRESH_TOKEN_AUTH', begin: beginRefresh },
  CUSTOM_AUTH: { allowedBy: 'ALLOW_CUSTOM_AUTH', begin: beginCustom },
};

const FLOW_NAMES = [
  'USER_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'CUSTOM_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
];

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export const InitiateAuth = operation(
  structure({
    ...members.clientContext,
    AuthFlow: required(text({ values: FLOW_NAMES })),
    AuthParameters: members.texts,
    ClientId: required(members.clientId),
    Session: members.session,
  }),
  async (context, input) => {
    const { client, pool } = clientAndPool(context, input.ClientId);
    const flow = FLOWS[input.AuthFlow];
    if (input.AuthFlow.startsWith('ADMIN_')) {
      throw invalidParameter('Initiate Auth method not supported.');
    }
    if (flow === undefined) {
      throw invalidParameter(`This local Cognito does not offer ${input.AuthFlow} yet.`);
    }
    if (!client.flows.has(flow.allowedBy)) {
      throw invalidParameter(`${input.AuthFlow} flow not enabled for this client`);
    }
    return flow.begin(context, pool, client, input.AuthParameters ?? {});
  },
);

/** @type {Flow['begin']} */
async function beginSrp(context, pool, client, parameters) {
  const { USERNAME, SRP_A } = requiredTexts(parameters, ['USERNAME', 'SRP_A']);
  const A = readPublicValue(SRP_A);
  await checkSecretHash(client, USERNAME, parameters.SECRET_HASH);
  const user = context.store.userByLogin(pool, USERNAME);
  if (user !== undefined) {
    checkMaySignIn(user);
    return askForProof(context, client, user, A);
  }
  if (!client.hidesUnknownUsers) throw noSuchUser();
  const takesAttribute = pool.usernameAttributes.length > 0;
  const userId = takesAttribute ? await inventedUserId(context, pool.id, USERNAME) : USERNAME;
  return askDecoy(context, client, pool.id, userId, A);
}

/** @type {Flow['begin']} */
async function beginPassword(context, pool, client, parameters) {
  const { USERNAME, PASSWORD } = requiredTexts(parameters, ['USERNAME', 'PASSWORD']);
  await checkSecretHash(client, USERNAME, parameters.SECRET_HASH);
  const user = context.store.userByLogin(pool, USERNAME);
  if (user === undefined) throw client.hidesUnknownUsers ? wrongPassword() : noSuchUser();
  checkMaySignIn(user);
  const { credential, username } = user;
  await countedAttempt(user, context.clock.nowMs(), async () => {
    if (credential === undefined) return false;
    return matchesPassword(pool, username, PASSWORD, credential);
  });
  return afterPassword(context, pool, client, user);
}

/** @type {Flow['begin']} */
async function beginRefresh(context, pool, client, parameters) {
  const { REFRESH_TOKEN } = requiredTexts(parameters, ['REFRESH_TOKEN']);
  const authenticationResult = await refreshTokens(context, pool, client, {
    refreshToken: REFRESH_TOKEN,
    // A bad refresh token is reported before a bad hash.
    proveClient: (username) =>
      checkSecretHash(client, username, parameters.SECRET_HASH, { toleratesSuperfluous: true }),
  });
  return { AuthenticationResult: authenticationResult, ChallengeParameters: {} };
}

/** @type {Flow['begin']} */
async function beginCustom() {
  throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
}

import { requiredTexts } from '../challenge-responses.js';
import { checkSecretHash, clientAndPool } from '../clients.js';
import { beginCustomAuth } from '../custom-auth.js';
import { invalidParameter, wrongPassword } from '../errors.js';
import { beginWithChoice, provePassword } from '../first-factors.js';
import * as members from '../members.js';
import { migratedUser } from '../migration.js';
import { pendingChallenge, spend } from '../pending.js';
import { required, structure, text } from '../schema.js';
import { askForMore } from '../sign-in.js';
import { askDecoy, askForProof, readPublicValue } from '../srp-exchange.js';
import { inventedUsername, unknownUser } from '../unknown-users.js';
import { checkMaySignIn, noSuchUser } from '../user-accounts.js';
import { operation } from './operation.js';
import { refreshTokens } from './refresh.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').AppClient} AppClient
 * @typedef {import('../records.js').UserPool} UserPool
 */

/**
 * @typedef {object} Request
 * @property {Record<string, string>} parameters
 * @property {string | undefined} session
 * @property {Record<string, string> | undefined} clientMetadata
 */

/**
 * @typedef {object} Flow
 * @property {string} allowedBy the entry of `ExplicitAuthFlows` that enables it
 * @property {(context: Context, pool: UserPool, client: AppClient, request: Request) => Promise<object>} begin
 */

/** @type {Record<string, Flow>} */
const FLOWS = {
  USER_SRP_AUTH: { allowedBy: 'ALLOW_USER_SRP_AUTH', begin: beginSrp },
  USER_PASSWORD_AUTH: { allowedBy: 'ALLOW_USER_PASSWORD_AUTH', begin: beginPassword },
  USER_AUTH: { allowedBy: 'ALLOW_USER_AUTH', begin: beginChoice },
  REFRESH_TOKEN_AUTH: { allowedBy: 'ALLOW_REFRESH_TOKEN_AUTH', begin: beginRefresh },
  REFRESH_TOKEN: { allowedBy: 'ALLOW_REFRESH_TOKEN_AUTH', begin: beginRefresh },
  CUSTOM_AUTH: { allowedBy: 'ALLOW_CUSTOM_AUTH', begin: beginCustom },
};

const FLOW_NAMES = [...Object.keys(FLOWS), 'ADMIN_NO_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH'];

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
    if (flow === undefined) throw invalidParameter('Initiate Auth method not supported.');
    if (!client.flows.has(flow.allowedBy)) {
      throw invalidParameter(`${input.AuthFlow} flow not enabled for this client`);
    }
    const { AuthParameters: parameters = {}, Session: session, ClientMetadata: clientMetadata } = input;
    return flow.begin(context, pool, client, { parameters, session, clientMetadata });
  },
);

/** @type {Flow['begin']} */
async function beginSrp(context, pool, client, { parameters }) {
  const { USERNAME, SRP_A } = requiredTexts(parameters, ['USERNAME', 'SRP_A']);
  const A = readPublicValue(SRP_A);
  await checkSecretHash(client, USERNAME, parameters.SECRET_HASH);
  const user = context.store.userByLogin(pool, USERNAME);
  if (user !== undefined) {
    checkMaySignIn(user);
    return askForProof(context, client, user, A, { deviceKey: parameters.DEVICE_KEY });
  }
  if (!client.hidesUnknownUsers) throw noSuchUser();
  return askDecoy(context, client, pool.id, await inventedUsername(context, pool, USERNAME), A);
}

/** @type {Flow['begin']} */
async function beginPassword(context, pool, client, request) {
  const { PASSWORD } = requiredTexts(request.parameters, ['USERNAME', 'PASSWORD']);
  const attempt = await attemptOf(context, pool, client, request);
  return provePassword(context, attempt, PASSWORD);
}

/** @type {Flow['begin']} */
async function beginChoice(context, pool, client, request) {
  const attempt = await attemptOf(context, pool, client, request);
  const { parameters, session } = request;
  if (session !== undefined) {
    // The session of a sign-up allows one sign-in without further proof.
    pendingChallenge(context, attempt, ['SIGNED_UP'], session);
    spend(context, session);
    return askForMore(context, attempt);
  }
  const { PREFERRED_CHALLENGE, PASSWORD, SRP_A } = parameters;
  return beginWithChoice(context, attempt, PREFERRED_CHALLENGE, {
    ...(PASSWORD !== undefined && { PASSWORD }),
    ...(SRP_A !== undefined && { SRP_A }),
  });
}

/** @type {Flow['begin']} */
async function beginCustom(context, pool, client, request) {
  const { CHALLENGE_NAME, SRP_A } = request.parameters;
  const withPassword = CHALLENGE_NAME === 'SRP_A';
  if (withPassword) requiredTexts(request.parameters, ['USERNAME', 'SRP_A']);
  const A = withPassword ? readPublicValue(SRP_A ?? '') : undefined;
  const attempt = await attemptOf(context, pool, client, request, { acceptsUnknownUsers: true });
  return beginCustomAuth(context, attempt, A);
}

/** @type {Flow['begin']} */
async function beginRefresh(context, pool, client, { parameters, clientMetadata }) {
  const { REFRESH_TOKEN } = requiredTexts(parameters, ['REFRESH_TOKEN']);
  const authenticationResult = await refreshTokens(context, pool, client, {
    refreshToken: REFRESH_TOKEN,
    deviceKey: parameters.DEVICE_KEY,
    clientMetadata,
    // An invalid refresh token is reported before an invalid hash.
    proveClient: (username) =>
      checkSecretHash(client, username, parameters.SECRET_HASH, { toleratesSuperfluous: true }),
  });
  return { AuthenticationResult: authenticationResult, ChallengeParameters: {} };
}

/**
 * The user who starts a sign-in. With the password, an unknown user may be migrated from an older directory.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {Request} request
 * @param {{ acceptsUnknownUsers?: boolean }} [options] whether the flow continues for unknown users if the client hides them
 * @returns {Promise<import('../pending.js').Attempt>}
 */
export async function attemptOf(
  context,
  pool,
  client,
  { parameters, clientMetadata },
  { acceptsUnknownUsers = false } = {},
) {
  const { USERNAME } = requiredTexts(parameters, ['USERNAME']);
  const { PASSWORD, DEVICE_KEY: deviceKey } = parameters;
  await checkSecretHash(client, USERNAME, parameters.SECRET_HASH);
  const user =
    context.store.userByLogin(pool, USERNAME) ??
    (PASSWORD === undefined
      ? undefined
      : await migratedUser(context, pool, client, { username: USERNAME, password: PASSWORD, clientMetadata }));
  const metadata = clientMetadata === undefined ? {} : { clientMetadata };
  if (user === undefined && client.hidesUnknownUsers && acceptsUnknownUsers) {
    const unknown = unknownUser(pool, await inventedUsername(context, pool, USERNAME));
    return { pool, client, user: unknown, isUnknown: true, deviceKey, ...metadata };
  }
  if (user === undefined) throw client.hidesUnknownUsers ? wrongPassword() : noSuchUser();
  checkMaySignIn(user);
  return { pool, client, user, deviceKey, ...metadata };
}

/** Sign-in steps that several tests share. */
import { SEED } from '../../src/index.js';
import { call, confirmedUser, freshCognito, test, updateClient, withClient } from './calls.js';
import { signInWithSrp } from './srp-client.js';

export const NAMED = { UserPoolId: SEED.userPoolId, Username: 'username' };

/** The seed's user, in the seed pool with these settings. */
export async function switched(switches, options) {
  const cognito = freshCognito(options);
  await confirmedUser(cognito);
  await test(cognito, 'POST', 'pool', switches);
  return cognito;
}

/** AWS's error for every failed proof of a password. */
export const WRONG = 'Incorrect username or password.';

export const WITH_PASSWORD_FLOW = {
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
};

/** The seed's user, at the seed's client with these settings. */
export async function readyCognito(settings) {
  const cognito = freshCognito();
  await confirmedUser(cognito);
  if (settings !== undefined) await updateClient(cognito, settings);
  return cognito;
}

/** The request that starts a sign-in with SRP. */
export const srpRequest = (AuthParameters) =>
  withClient({ AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'username', ...AuthParameters } });

/** The request that signs in with a plain password. */
export const passwordRequest = (PASSWORD, USERNAME = 'username') =>
  withClient({ AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } });

/** The access token of a sign-in with only a password. */
export async function accessToken(cognito) {
  const { AuthenticationResult } = await signInWithSrp(cognito);
  return AuthenticationResult.AccessToken;
}

/** The request that answers a challenge of the seed's user. */
export const answer = (ChallengeName, Session, responses, rest = {}) =>
  withClient({ ChallengeName, Session, ChallengeResponses: { USERNAME: 'username', ...responses }, ...rest });

export const respond = (cognito, ...parts) => call(cognito, 'RespondToAuthChallenge', answer(...parts));

export const lastCode = (cognito) => cognito.outbox.messages().at(-1).code;

/** Sets attributes of the seed's user as an administrator. */
export const setAttributes = (cognito, attributes) =>
  call(cognito, 'AdminUpdateUserAttributes', {
    ...NAMED,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });

/** Steps of sign-ins that several tests take. */
import { SEED } from '../../src/index.js';
import { call, confirmedUser, freshCognito, test, withClient } from './calls.js';
import { signInWithSrp } from './srp-client.js';

export const NAMED = { UserPoolId: SEED.userPoolId, Username: 'username' };

/** The seed's user in the seed pool, switched as wanted. */
export async function switched(switches, options) {
  const cognito = freshCognito(options);
  await confirmedUser(cognito);
  await test(cognito, 'POST', 'pool', switches);
  return cognito;
}

/** The access token of a sign-in in which nothing but the password is asked for. */
export async function accessToken(cognito) {
  const { AuthenticationResult } = await signInWithSrp(cognito);
  return AuthenticationResult.AccessToken;
}

/** The request that answers a challenge of the seed's user. */
export const answer = (ChallengeName, Session, responses, rest = {}) =>
  withClient({ ChallengeName, Session, ChallengeResponses: { USERNAME: 'username', ...responses }, ...rest });

export const respond = (cognito, ...parts) => call(cognito, 'RespondToAuthChallenge', answer(...parts));

export const lastCode = (cognito) => cognito.outbox.messages().at(-1).code;

/** Sets attributes of the seed's user as an administrator does. */
export const setAttributes = (cognito, attributes) =>
  call(cognito, 'AdminUpdateUserAttributes', {
    ...NAMED,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });

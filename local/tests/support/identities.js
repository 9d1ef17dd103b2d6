/** Identities and their credentials, as several tests need them. */
import { SEED } from '../../src/index.js';
import { SEED_USER, call, confirmedUser } from './calls.js';
import { signInWithSrp } from './srp-client.js';

export const { identityPoolId: IdentityPoolId, userPoolId: UserPoolId } = SEED;
export const PROVIDER = `cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
export const role = (name) => `arn:aws:iam::000000000000:role/${name}`;

export const loginsOf = ({ IdToken }) => ({ [PROVIDER]: IdToken });

/** The tokens of a new user of the seed. */
export async function signedIn(cognito, user = SEED_USER) {
  await confirmedUser(cognito, user);
  const { AuthenticationResult } = await signInWithSrp(cognito, { username: user.Username });
  return AuthenticationResult;
}

/** Changes settings of the seed's identity pool. */
export async function changePool(cognito, settings) {
  const pool = await call(cognito, 'DescribeIdentityPool', { IdentityPoolId });
  await call(cognito, 'UpdateIdentityPool', { ...pool, ...settings });
}

export const allowGuests = (cognito, settings) =>
  changePool(cognito, { AllowUnauthenticatedIdentities: true, ...settings });

/** A guest's identity and credentials. */
export async function guest(cognito) {
  await allowGuests(cognito);
  const { IdentityId } = await call(cognito, 'GetId', { IdentityPoolId });
  return call(cognito, 'GetCredentialsForIdentity', { IdentityId });
}

/** A user's identity and credentials, and the tokens. */
export async function member(cognito, user) {
  const tokens = await signedIn(cognito, user);
  const Logins = loginsOf(tokens);
  const { IdentityId } = await call(cognito, 'GetId', { IdentityPoolId, Logins });
  return { tokens, ...(await call(cognito, 'GetCredentialsForIdentity', { IdentityId, Logins })) };
}

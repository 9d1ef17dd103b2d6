import type { AuthError } from '../errors/authError.js';
import { toAuthError } from '../errors/toAuthError.js';
import type { AWSCredentials } from '../types/authTokens.js';
import { ownMembers } from '../values/members.js';
import type { CredentialsData, ResultData, SessionData, TokensData } from '../wire/sessionData.js';
import { toTokens } from '../wire/toTokens.js';
import type { AuthSession, AuthSessionResult, AuthUserPoolTokens } from './sessionTypes.js';

/** @param failure - The error of another part that is not available for the same reason. */
function toResult<Data, Value>(
  result: ResultData<Data>,
  convert: (data: Data) => Value,
  failure?: AuthError,
): AuthSessionResult<Value> {
  return result.type === 'SUCCESS'
    ? { type: 'SUCCESS', value: convert(result.value) }
    : { type: 'FAILURE', error: failure ?? toAuthError(result.error) };
}

function valueOf<Value>(result: AuthSessionResult<Value>): Value | undefined {
  return result.type === 'SUCCESS' ? result.value : undefined;
}

function errorOf(result: AuthSessionResult<unknown>): AuthError | undefined {
  return result.type === 'FAILURE' ? result.error : undefined;
}

/** Converts AWS credentials for the app. */
export function toCredentials(data: CredentialsData): AWSCredentials {
  const { expiration, ...keys } = ownMembers(data);
  return expiration === undefined ? keys : { ...keys, expiration: new Date(expiration * 1000) };
}

/** Makes the refresh token not enumerable: sessions end up in logs, and the token must not. */
function toPoolTokens(data: TokensData): AuthUserPoolTokens {
  const { refreshToken, ...shown } = ownMembers(data);
  return refreshToken === undefined
    ? shown
    : Object.defineProperty(shown, 'refreshToken', ownMembers({ value: refreshToken }));
}

/** Converts a session for the app: times become dates, errors become `AuthError`s, tokens are decoded. */
export function toSession(given: SessionData): AuthSession {
  const data = ownMembers(given);
  const same = <Value>(value: Value): Value => value;
  const identityIdResult = toResult(data.identityIdResult, same);
  // If two parts of a pair fail, they fail for the same reason. An error with its stack is costly to make.
  const awsCredentialsResult = toResult(data.awsCredentialsResult, toCredentials, errorOf(identityIdResult));
  const userSubResult = toResult(data.userSubResult, same);
  const userPoolTokensResult = toResult(data.userPoolTokensResult, toPoolTokens, errorOf(userSubResult));
  const tokens = valueOf(userPoolTokensResult);
  // Amplify's objects always have these members, even if undefined. Its types do not say so.
  return {
    isSignedIn: data.isSignedIn,
    status: data.status,
    identityIdResult,
    awsCredentialsResult,
    userSubResult,
    userPoolTokensResult,
    tokens: tokens && toTokens(tokens, data.signInDetails),
    credentials: valueOf(awsCredentialsResult),
    identityId: valueOf(identityIdResult),
    userSub: valueOf(userSubResult),
  } as AuthSession;
}

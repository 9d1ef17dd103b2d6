import { ownMembers } from '../values/members.js';
import { decodeJWT } from './decodeJWT.js';
import type { ErrorData } from '../errors/errorData.js';
import { toAuthError } from '../errors/toAuthError.js';
import type { AuthSignInDetails } from '../types/user.js';
import type { AuthSession, AuthSessionResult, AuthTokens, AuthUserPoolTokens, AWSCredentials } from './sessionTypes.js';

type ResultData<Value> =
  { readonly type: 'SUCCESS'; readonly value: Value } | { readonly type: 'FAILURE'; readonly error: ErrorData };

/** AWS credentials as Rust sends them. */
export interface CredentialsData {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Seconds since the epoch. */
  readonly expiration?: number;
}

/** A session as Rust sends it. */
export interface SessionData {
  readonly isSignedIn: boolean;
  readonly identityIdResult: ResultData<string>;
  readonly awsCredentialsResult: ResultData<CredentialsData>;
  readonly userSubResult: ResultData<string>;
  readonly userPoolTokensResult: ResultData<AuthUserPoolTokens>;
  readonly signInDetails?: AuthSignInDetails;
}

function toResult<Data, Value>(result: ResultData<Data>, convert: (data: Data) => Value): AuthSessionResult<Value> {
  return result.type === 'SUCCESS'
    ? { type: 'SUCCESS', value: convert(result.value) }
    : { type: 'FAILURE', error: toAuthError(result.error) };
}

function valueOf<Value>(result: AuthSessionResult<Value>): Value | undefined {
  return result.type === 'SUCCESS' ? result.value : undefined;
}

function toCredentials(data: CredentialsData): AWSCredentials {
  const { expiration, ...keys } = ownMembers(data);
  return expiration === undefined ? keys : { ...keys, expiration: new Date(expiration * 1000) };
}

/** Makes the refresh token not enumerable: sessions end up in logs, and the token must not. */
function toPoolTokens(data: AuthUserPoolTokens): AuthUserPoolTokens {
  const { refreshToken, ...shown } = ownMembers(data);
  return refreshToken === undefined
    ? shown
    : Object.defineProperty(shown, 'refreshToken', ownMembers({ value: refreshToken }));
}

function toTokens(tokens: AuthUserPoolTokens, signInDetails: AuthSignInDetails | undefined): AuthTokens {
  const { accessToken, idToken } = ownMembers(tokens);
  return {
    accessToken: decodeJWT(accessToken),
    ...(idToken === undefined ? {} : { idToken: decodeJWT(idToken) }),
    ...(signInDetails === undefined ? {} : { signInDetails }),
  };
}

/** Converts a session for the app: times become dates, errors become `AuthError`s, tokens are decoded. */
export function toSession(given: SessionData): AuthSession {
  const data = ownMembers(given);
  const same = <Value>(value: Value): Value => value;
  const identityIdResult = toResult(data.identityIdResult, same);
  const awsCredentialsResult = toResult(data.awsCredentialsResult, toCredentials);
  const userSubResult = toResult(data.userSubResult, same);
  const userPoolTokensResult = toResult(data.userPoolTokensResult, toPoolTokens);
  const tokens = valueOf(userPoolTokensResult);
  // Amplify's objects always have these members, even if undefined. Its types do not say so.
  return {
    isSignedIn: data.isSignedIn,
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

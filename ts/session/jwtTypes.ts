/** A JSON value. */
export type JsonValue = null | string | number | boolean | JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** The claims that RFC 7519 and OAuth name. The times are seconds since the epoch. */
export interface JwtStandardClaims {
  /** Who issued the token. */
  readonly iss?: string;
  /** Whom the token is about. */
  readonly sub?: string;
  /** Whom the token is for. */
  readonly aud?: string | string[];
  /** When the token ends, in seconds since the epoch. */
  readonly exp?: number;
  /** When the token begins, in seconds since the epoch. */
  readonly nbf?: number;
  /** When the token was issued, in seconds since the epoch. */
  readonly iat?: number;
  /** The identity of the token. */
  readonly jti?: string;
  /** What the token allows, with spaces in between. */
  readonly scope?: string;
}

/**
 * The claims that Cognito adds. Some are in one of the tokens only. A pre token generation Lambda trigger can leave any of
 * them out and add others.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 */
export interface CognitoClaims {
  /** Which token it is. Whoever accepts one has to look at this. */
  readonly token_use?: 'access' | 'id';
  /** The groups of the user; absent when there are none. */
  readonly 'cognito:groups'?: string[];
  /** When the user typed the password or did what stands for it, in seconds since the epoch. */
  readonly auth_time?: number;
  /** The identity of the sign-in's first token; revoking the refresh token revokes the tokens that have it. */
  readonly origin_jti?: string;
  /** The event of the sign-in in the pool's threat protection. */
  readonly event_id?: string;
  /** Access token: the app client. The ID token has it as `aud`. */
  readonly client_id?: string;
  /** Access token: the user name in the pool. */
  readonly username?: string;
  /** Access token: the version of its format. */
  readonly version?: number;
  /** Access token: the remembered device that the user signed in with. */
  readonly device_key?: string;
  /** ID token: the user name in the pool. */
  readonly 'cognito:username'?: string;
  /** ID token: the ARNs of the IAM roles of the user's groups. */
  readonly 'cognito:roles'?: string[];
  /** ID token: the ARN of the role of the group with the best precedence. */
  readonly 'cognito:preferred_role'?: string;
  /** ID token: the e-mail address. */
  readonly email?: string;
  /** ID token: whether the address has been verified. */
  readonly email_verified?: boolean;
  /** ID token: the phone number in E.164 form. */
  readonly phone_number?: string;
  /** ID token: whether the number has been verified. */
  readonly phone_number_verified?: boolean;
  /** ID token: the full name. */
  readonly name?: string;
  /** ID token: the first name. */
  readonly given_name?: string;
  /** ID token: the last name. */
  readonly family_name?: string;
  /** ID token: the name that the user wants to go by. */
  readonly preferred_username?: string;
  /** ID token: the pool's own attributes, as text whatever their kind. */
  readonly [custom: `custom:${string}`]: string;
}

/** The claims of a token: the standard ones, those of Cognito and those of the app. */
export type JwtPayload = JwtStandardClaims & CognitoClaims & JsonObject;

/** A decoded token. Its signature has not been checked: a server that receives it must do that. */
export interface JWT {
  /** The claims. */
  readonly payload: JwtPayload;
  /** The token as it was received. */
  toString(): string;
}

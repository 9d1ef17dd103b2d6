/** A JSON value. */
export type JsonValue = null | string | number | boolean | JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** The claims of RFC 7519 and OAuth. Times are in seconds since the epoch. */
export interface JwtStandardClaims {
  /** The issuer. */
  readonly iss?: string;
  /** The user. */
  readonly sub?: string;
  /** The audience. */
  readonly aud?: string | string[];
  /** When the token expires, in seconds since the epoch. */
  readonly exp?: number;
  /** When the token becomes valid, in seconds since the epoch. */
  readonly nbf?: number;
  /** When the token was issued, in seconds since the epoch. */
  readonly iat?: number;
  /** The id of the token. */
  readonly jti?: string;
  /** The scopes, separated by spaces. */
  readonly scope?: string;
}

/** An account at an external identity provider that belongs to the user. Cognito writes all values as strings. */
export type IdentityClaim = Readonly<{
  /** The user's name at the provider. */
  userId?: string;
  /** The name that the user pool has for the provider, such as `Google`. */
  providerName?: string;
  /** The kind of the provider, such as `Google`, `SAML` or `OIDC`. */
  providerType?: string;
  /** The issuer of the provider's tokens, if it is known. */
  issuer?: string | null;
  /** Whether the user was created by a sign-in with this provider. */
  primary?: string;
  /** When it was linked, in milliseconds since the epoch. */
  dateCreated?: string;
}>;

/**
 * Cognito's claims. Some are only in one of the tokens. A pre token generation Lambda trigger can remove any of them and add
 * others.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 */
export interface CognitoClaims {
  /** The kind of token. Check it before you accept a token. */
  readonly token_use?: 'access' | 'id';
  /** The groups of the user. Absent if there are none. */
  readonly 'cognito:groups'?: string[];
  /** When the user authenticated, in seconds since the epoch. */
  readonly auth_time?: number;
  /** The id of the sign-in's first token. Revoking the refresh token revokes all tokens with this id. */
  readonly origin_jti?: string;
  /** The id of the sign-in's event in the pool's threat protection. */
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
  /** ID token: the user's accounts at external identity providers. Absent if there are none. */
  readonly identities?: IdentityClaim[];
  /** ID token: the e-mail address. */
  readonly email?: string;
  /** ID token: whether the address has been verified. */
  readonly email_verified?: boolean;
  /** ID token: the phone number in E.164 format. */
  readonly phone_number?: string;
  /** ID token: whether the number has been verified. */
  readonly phone_number_verified?: boolean;
  /** ID token: the full name. */
  readonly name?: string;
  /** ID token: the first name. */
  readonly given_name?: string;
  /** ID token: the last name. */
  readonly family_name?: string;
  /** ID token: the name that the user prefers. */
  readonly preferred_username?: string;
  /** ID token: custom attributes, all as strings. */
  readonly [custom: `custom:${string}`]: string;
}

/** The claims of a token: standard ones, Cognito's and the app's. */
export type JwtPayload = JwtStandardClaims & CognitoClaims & JsonObject;

/** A decoded token. Its signature has not been verified; a server that receives it must do that. */
export interface JWT {
  /** The claims. */
  readonly payload: JwtPayload;
  /** The encoded token. */
  toString(): string;
}

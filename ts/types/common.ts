import type { WebAbortSignal } from '../platform/webTypes.js';

/** What every call accepts: a signal that cancels it. */
export interface CallOptions {
  /**
   * Cancels the call. The promise rejects with an `AuthError` named `AbortError` whose `cause` is `signal.reason`.
   * A signal that is already aborted makes no request.
   */
  readonly signal?: WebAbortSignal | undefined;
}

/** Text pairs that Cognito hands to the Lambda triggers of the user pool. */
export type ClientMetadata = Readonly<Record<string, string>>;

/** Options of the calls that can start a Lambda trigger. */
export interface ClientMetadataOptions extends CallOptions {
  /** Handed to the Lambda triggers of the user pool. Cognito neither stores nor checks it. */
  readonly clientMetadata?: ClientMetadata | undefined;
  /** The same under the name that Amplify's mobile libraries use; `clientMetadata` wins when both are given. */
  readonly metadata?: ClientMetadata | undefined;
}

/** The standard attributes of a user, as OpenID Connect names them. */
export type AuthStandardAttributeKey =
  | 'address'
  | 'birthdate'
  | 'email'
  | 'email_verified'
  | 'family_name'
  | 'gender'
  | 'given_name'
  | 'locale'
  | 'middle_name'
  | 'name'
  | 'nickname'
  | 'phone_number'
  | 'phone_number_verified'
  | 'picture'
  | 'preferred_username'
  | 'profile'
  | 'sub'
  | 'updated_at'
  | 'website'
  | 'zoneinfo';

/** An attribute that the user pool was given beside the standard ones, with the prefix that Cognito adds to its name. */
export type CustomAttributeKey = `custom:${string}`;

/**
 * A user attribute: a standard one, or the app's own as `custom:name`. Any text is accepted, as Amplify does, because the
 * name often comes from a form; editors suggest the standard ones.
 */
export type UserAttributeKey = AuthStandardAttributeKey | CustomAttributeKey | (string & Record<never, never>);

/** The attributes that Cognito can verify with a code. */
export type VerifiableUserAttributeKey = 'email' | 'phone_number';

/**
 * User attributes by name; all values are text. `phone_number` is in E.164 form (`+15555550123`), `birthdate` is
 * `YYYY-MM-DD`, `updated_at` is seconds since the epoch. A name in a literal is standard or begins with `custom:`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export type UserAttributes = Readonly<
  Partial<Record<AuthStandardAttributeKey | CustomAttributeKey, string | undefined>>
>;

/** Where a code was sent. */
export interface CodeDeliveryDetails {
  /** The masked address or number, such as `m***@e***`. */
  readonly destination?: string;
  /** How the code travels. */
  readonly deliveryMedium?: 'EMAIL' | 'SMS' | 'PHONE' | 'UNKNOWN';
  /** The attribute that receiving the code will verify. */
  readonly attributeName?: VerifiableUserAttributeKey;
}

/** The ways to sign in, as Amplify names them. */
export type AuthFlowType =
  'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'CUSTOM_WITH_SRP' | 'CUSTOM_WITHOUT_SRP' | 'USER_AUTH';

/** How the present session was begun. */
export interface AuthSignInDetails {
  /** What the user typed as the user name; an alias where the pool allows one. */
  readonly loginId?: string;
  /** The flow that was used. */
  readonly authFlowType?: AuthFlowType;
}

/** The signed-in user. */
export interface AuthUser {
  /** The user name in the pool, which differs from the typed one when that was an alias. */
  readonly username: string;
  /** The `sub` of the user: a UUID that never changes. */
  readonly userId: string;
  /** How the session was begun, if that is known. */
  readonly signInDetails?: AuthSignInDetails;
}

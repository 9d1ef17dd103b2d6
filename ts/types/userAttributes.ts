/** The standard attributes of a user, by their OpenID Connect names. */
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

/** A custom attribute of the user pool, with Cognito's prefix. */
export type CustomAttributeKey = `custom:${string}`;

/**
 * The name of a user attribute: a standard one, or a custom one such as `custom:name`. Any string is accepted, as in Amplify,
 * because the name often comes from a form. Editors suggest the standard names.
 */
export type UserAttributeKey = AuthStandardAttributeKey | CustomAttributeKey | (string & Record<never, never>);

/** The attributes that Cognito can verify with a code. */
export type VerifiableUserAttributeKey = 'email' | 'phone_number';

/**
 * User attributes by name. All values are strings: `phone_number` in E.164 format (`+15555550123`), `birthdate` as
 * `YYYY-MM-DD`, `updated_at` in seconds since the epoch. In an object literal, a name must be standard or start with `custom:`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export type UserAttributes = Readonly<
  Partial<Record<AuthStandardAttributeKey | CustomAttributeKey, string | undefined>>
>;

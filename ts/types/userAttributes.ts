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

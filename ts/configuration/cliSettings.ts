import { isObject, type Members, own, renamed, text, texts } from './given.js';

/** How a shape names what the Amplify CLI writes about a user pool: the same in its file for the web and in that for mobile apps. */
export interface SettingNames {
  readonly usernames: string;
  readonly signUp: string;
  readonly verification: string;
  readonly mfa: string;
  readonly factors: string;
  readonly password: string;
  readonly providers: string;
  readonly oauth: string;
}

/** How a shape names the members of `oauth`. */
export interface OAuthNames {
  readonly domain: string;
  readonly scopes: string;
  readonly redirectSignIn: string;
  readonly redirectSignOut: string;
}

export const webOAuth: OAuthNames = {
  domain: 'domain',
  scopes: 'scope',
  redirectSignIn: 'redirectSignIn',
  redirectSignOut: 'redirectSignOut',
};

/** `GOOGLE` is `Google` in `ResourcesConfig`. */
const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();

/** `loginWith.oauth`, without `responseType`, if the section has any members. */
export function oauthIn(
  given: object | undefined,
  { redirectSignIn, redirectSignOut, ...names }: OAuthNames,
): Members | undefined {
  const split = (name: string): readonly string[] => text(given, name)?.split(',') ?? [];
  return given && Object.keys(given).length > 0
    ? {
        ...renamed(given, { ...names }),
        redirectSignIn: split(redirectSignIn),
        redirectSignOut: split(redirectSignOut),
      }
    : undefined;
}

/** The settings in `Auth.Cognito`. */
export function cliSettings(given: unknown, names: SettingNames, oauth: Members | undefined): Members {
  const has = (items: readonly string[] | undefined, item: string): boolean => items?.includes(item) ?? false;
  const required = [...(texts(given, names.verification) ?? []), ...(texts(given, names.signUp) ?? [])];
  const status = text(given, names.mfa);
  const factors = texts(given, names.factors);
  const password = own(given, names.password);
  const rules = texts(password, 'passwordPolicyCharacters');
  const usernames = texts(given, names.usernames);
  const email = has(usernames, 'EMAIL');
  const phone = has(usernames, 'PHONE_NUMBER');
  const providers = texts(given, names.providers)?.map(capitalised);
  return {
    userAttributes: Object.fromEntries(required.map((name) => [name.toLowerCase(), { required: true }])),
    mfa: status
      ? { status: status.toLowerCase(), totpEnabled: has(factors, 'TOTP'), smsEnabled: has(factors, 'SMS') }
      : undefined,
    passwordFormat: isObject(password)
      ? {
          minLength: own(password, 'passwordPolicyMinLength'),
          requireLowercase: has(rules, 'REQUIRES_LOWERCASE'),
          requireUppercase: has(rules, 'REQUIRES_UPPERCASE'),
          requireNumbers: has(rules, 'REQUIRES_NUMBERS'),
          requireSpecialCharacters: has(rules, 'REQUIRES_SYMBOLS'),
        }
      : undefined,
    loginWith: {
      username: !(email || phone),
      email,
      phone,
      ...(oauth && { oauth: { ...oauth, ...(providers?.length && { providers }) } }),
    },
  };
}

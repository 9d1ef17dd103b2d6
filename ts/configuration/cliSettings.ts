import { type Members, own, taken } from './given.js';

/** `loginWith.oauth`, if a section has any members. `names` are those of `taken`; the addresses are joined by commas. */
export function oauthIn(given: object | undefined, names: string): Members | undefined {
  if (!given || Object.keys(given).length === 0) return undefined;
  const { redirectSignIn, redirectSignOut, ...others } = taken(given, names);
  const split = (joined: unknown): readonly string[] => (joined as string | null | undefined)?.split(',') ?? [];
  return { ...others, redirectSignIn: split(redirectSignIn), redirectSignOut: split(redirectSignOut) };
}

type Names = readonly string[] | undefined;

/** What the Amplify CLI writes about a user pool: the same in its file for the web and in that for mobile apps. */
export function cliSettings(get: (name: string) => unknown, oauth: Members | undefined): Members {
  const has = (list: unknown, item: string): boolean => (list as Names)?.includes(item) ?? false;
  const required = ['verificationMechanisms', 'signupAttributes'].flatMap((name) =>
    Array.from((get(name) as Names) ?? [], (attribute) => [attribute.toLowerCase(), { required: true }] as const),
  );
  const status = get('mfaConfiguration') as string | undefined;
  const mfa = status
    ? {
        status: status.toLowerCase(),
        totpEnabled: has(get('mfaTypes'), 'TOTP'),
        smsEnabled: has(get('mfaTypes'), 'SMS'),
      }
    : undefined;
  const password = get('passwordProtectionSettings');
  const requires = (kind: string): boolean => has(own(password, 'passwordPolicyCharacters'), `REQUIRES_${kind}`);
  const passwordFormat = password
    ? {
        minLength: own(password, 'passwordPolicyMinLength'),
        requireLowercase: requires('LOWERCASE'),
        requireUppercase: requires('UPPERCASE'),
        requireNumbers: requires('NUMBERS'),
        requireSpecialCharacters: requires('SYMBOLS'),
      }
    : undefined;
  const email = has(get('usernameAttributes'), 'EMAIL');
  const phone = has(get('usernameAttributes'), 'PHONE_NUMBER');
  const providers = (get('socialProviders') as Names)?.map(
    // `GOOGLE` is `Google` in `ResourcesConfig`.
    (name) => name.charAt(0).toUpperCase() + name.slice(1).toLowerCase(),
  );
  return {
    userAttributes: Object.fromEntries(required),
    mfa,
    passwordFormat,
    loginWith: {
      username: !(email || phone),
      email,
      phone,
      ...(oauth && { oauth: { ...oauth, ...(providers?.length && { providers }) } }),
    },
  };
}

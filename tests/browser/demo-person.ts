import { person } from './demo-page.js';
import { type LocalCognito, seed } from './local-cognito.js';

/** The user's phone number, once set. */
export const phone = '+15555550123';

/** A time, and the code that an authenticator app with the first secret shows then. */
export const authenticatorApp = { secret: 'JBSWY3DPEHPK3PXP', moment: 1_700_000_000_000, code: '324550' } as const;

const user = { UserPoolId: seed.userPoolId, Username: person.username };

/** Creates a confirmed account with a verified address, without the page. */
export async function haveAccount(
  cognito: LocalCognito,
  attributes: Readonly<Record<string, string>> = {},
): Promise<void> {
  const all = { email: person.email, email_verified: 'true', ...attributes };
  await cognito.userPools('AdminCreateUser', {
    ...user,
    MessageAction: 'SUPPRESS',
    UserAttributes: Object.entries(all).map(([Name, Value]) => ({ Name, Value })),
  });
  await cognito.userPools('AdminSetUserPassword', { ...user, Password: person.password, Permanent: true });
}

/** Gives the user a verified phone number. */
export const withPhone = { phone_number: phone, phone_number_verified: 'true' };

/** Turns on second factors of the user, as an administrator. */
export async function useSecondFactors(cognito: LocalCognito, ...factors: ('SMS' | 'Email')[]): Promise<void> {
  const settings = Object.fromEntries(factors.map((factor) => [`${factor}MfaSettings`, { Enabled: true }]));
  await cognito.userPools('AdminSetUserMFAPreference', { ...user, ...settings });
}

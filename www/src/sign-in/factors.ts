import type { AuthMFAType, ChallengeName } from 'cognito-wasm';
import type { Choice } from '../ui/choices';

const firstFactors: readonly (Choice & { readonly value: ChallengeName })[] = [
  { value: 'WEB_AUTHN', label: 'Passkey', detail: 'Your face, fingerprint, PIN or security key' },
  { value: 'EMAIL_OTP', label: 'Code by e-mail', detail: 'To your confirmed address' },
  { value: 'SMS_OTP', label: 'Code by text message', detail: 'To your confirmed number' },
  { value: 'PASSWORD_SRP', label: 'Password (SRP)', detail: 'Proved with SRP, never sent' },
  { value: 'PASSWORD', label: 'Password (plain)', detail: 'Sent over TLS, for pools that need it' },
];

const secondFactors: Readonly<Record<AuthMFAType, Omit<Choice, 'value'>>> = {
  SMS: { label: 'Text message', detail: 'A code to your phone number' },
  TOTP: { label: 'Authenticator app', detail: 'A code that changes every 30 seconds' },
  EMAIL: { label: 'E-mail', detail: 'A code to your e-mail address' },
};

/** The named first factors; all of them if `names` is undefined. */
export function firstFactorChoices(names: readonly ChallengeName[] | undefined): Choice[] {
  return firstFactors.filter(({ value }) => names?.includes(value) ?? true);
}

export function secondFactorChoices(types: readonly AuthMFAType[] | undefined): Choice[] {
  return (types ?? []).map((value) => ({ value, ...secondFactors[value] }));
}

export function secondFactorLabel(type: AuthMFAType): string {
  return secondFactors[type].label;
}

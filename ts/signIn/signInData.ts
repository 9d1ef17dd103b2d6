import type { AuthNextSignInStep, SignInOutput } from './signInTypes.js';
import { type TotpSetupData, toTotpSetup } from '../mfa/totpSetupData.js';

type PlainStep = Exclude<AuthNextSignInStep, { signInStep: 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP' }>;

/** The result of a sign-in step as Rust sends it. */
export interface SignInData {
  readonly isSignedIn: boolean;
  readonly nextStep:
    PlainStep | { readonly signInStep: 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP'; readonly totpSetupDetails: TotpSetupData };
}

/** Converts the result for the app: the set-up of an authenticator app gets its function. */
export function toSignInOutput({ isSignedIn, nextStep }: SignInData): SignInOutput {
  if (nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') return { isSignedIn, nextStep };
  return { isSignedIn, nextStep: { ...nextStep, totpSetupDetails: toTotpSetup(nextStep.totpSetupDetails) } };
}

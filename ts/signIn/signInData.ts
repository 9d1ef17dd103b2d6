import type { AuthNextSignInStep, SignInOutput } from './signInTypes.js';
import { type TotpSetupData, toTotpSetup } from '../mfa/totpSetupData.js';

type PlainStep = Exclude<AuthNextSignInStep, { signInStep: 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP' }>;

/** The outcome of a step of a sign-in as Rust sends it: data only. */
export interface SignInData {
  readonly isSignedIn: boolean;
  readonly nextStep:
    PlainStep | { readonly signInStep: 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP'; readonly totpSetupDetails: TotpSetupData };
}

/** Turns the data into the output of `signIn`, `confirmSignIn` and `autoSignIn`. */
export function toSignInOutput({ isSignedIn, nextStep }: SignInData): SignInOutput {
  if (nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') return { isSignedIn, nextStep };
  return { isSignedIn, nextStep: { ...nextStep, totpSetupDetails: toTotpSetup(nextStep.totpSetupDetails) } };
}

import { type AuthNextSignInStep, signIn } from 'cognito-wasm';
import type { StoredStep } from './pending-step';

type Choice = Extract<StoredStep, { readonly signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION' }>;

/** What to say if the account lacks the factor with which the user wants to start. */
const texts: Readonly<Record<string, string>> = {
  WEB_AUTHN: 'This account has no passkey. Choose another way.',
  EMAIL_OTP: 'This account has no confirmed e-mail address. Choose another way.',
  SMS_OTP: 'This account has no confirmed phone number. Choose another way.',
  PASSWORD: 'This account has no password. Choose another way.',
  PASSWORD_SRP: 'This account has no password. Choose another way.',
};

/** Whether Cognito lets the user choose, because the account lacks the preferred factor. */
export function missingFactor(
  preferred: string,
  step: AuthNextSignInStep,
): { readonly step: Choice; readonly problem: string } | undefined {
  const problem = texts[preferred];
  if (problem === undefined || !isChoice(step)) return undefined;
  return step.availableChallenges?.some((name) => name === preferred) ? undefined : { step, problem };
}

/**
 * The choice among the factors that the user has. A sign-in that began with a passkey does not know them, so this begins another
 * one.
 */
export async function choiceOf(username: string, step: StoredStep): Promise<StoredStep> {
  if (isChoice(step) && step.availableChallenges) return step;
  try {
    const { nextStep } = await signIn({ username, options: { authFlowType: 'USER_AUTH' } });
    return isChoice(nextStep) ? nextStep : step;
  } catch {
    return step;
  }
}

function isChoice(step: AuthNextSignInStep): step is Choice {
  return step.signInStep === 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION';
}

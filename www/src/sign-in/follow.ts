import type { SignInOutput } from 'cognito-wasm';
import type { PendingStep } from './pending-step';

/** What a sign-in can lead to. */
export interface SignInOutcomes {
  readonly onSignedIn: () => Promise<void>;
  /** The account has not been confirmed yet. */
  readonly onUnconfirmed: (username: string) => void;
  /** The user must reset the password first. */
  readonly onPasswordReset: (username: string) => void;
  /** Cognito asks for something; `problem` says what went wrong with the previous answer. */
  readonly onStep: (username: string, step: PendingStep, problem?: string) => void;
  /** The sign-in cannot continue and must start again. */
  readonly onOver: (username: string, reason: string) => void;
}

/** Reports the output of `signIn`, `confirmSignIn` or `autoSignIn` as an outcome. */
export async function follow(outcomes: SignInOutcomes, username: string, { nextStep }: SignInOutput): Promise<void> {
  switch (nextStep.signInStep) {
    case 'DONE':
      return outcomes.onSignedIn();
    case 'CONFIRM_SIGN_UP':
      outcomes.onUnconfirmed(username);
      return;
    case 'RESET_PASSWORD':
      outcomes.onPasswordReset(username);
      return;
    default:
      outcomes.onStep(username, nextStep);
  }
}

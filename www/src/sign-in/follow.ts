import type { SignInOutput } from 'cognito-wasm';
import type { PendingStep } from './pending-step';

/** Where a sign-in leads. */
export interface SignInWays {
  readonly onSignedIn: () => Promise<void>;
  /** The account still waits for the code that registration sent. */
  readonly onUnconfirmed: (username: string) => void;
  /** The account needs a new password before it can be used. */
  readonly onPasswordReset: (username: string) => void;
  /** Something is asked first; `problem` says what went wrong before. */
  readonly onStep: (username: string, step: PendingStep, problem?: string) => void;
  /** The sign-in cannot go on, and has to begin again. */
  readonly onOver: (username: string, reason: string) => void;
}

/** Goes where the output of `signIn`, `confirmSignIn` or `autoSignIn` leads. */
export async function follow(ways: SignInWays, username: string, { nextStep }: SignInOutput): Promise<void> {
  switch (nextStep.signInStep) {
    case 'DONE':
      return ways.onSignedIn();
    case 'CONFIRM_SIGN_UP':
      ways.onUnconfirmed(username);
      return;
    case 'RESET_PASSWORD':
      ways.onPasswordReset(username);
      return;
    default:
      ways.onStep(username, nextStep);
  }
}

import type { PendingStep, StoredStep } from './pending-step';

/** Texts for the errors of a passkey sign-in after which the user can choose another factor. */
const texts: Readonly<Record<string, string>> = {
  PasskeyAuthenticationCanceled:
    'No passkey was used: this device has none for the account, or the prompt was closed. Try again, or choose another way.',
  PasskeyNotSupported: 'This browser cannot use passkeys. Choose another way.',
  PasskeyRetrievalFailed: 'This device has no passkey for the account. Choose another way.',
  PasskeyOperationAborted: 'The passkey prompt was closed. Try again, or choose another way.',
  RelyingPartyMismatch: 'The passkeys of this pool belong to another site. Choose another way.',
  InvalidPasskeyAuthenticationOptions: 'The passkey options from the pool are not valid. Choose another way.',
};

/** The step after a failed passkey: the user can try again or choose another factor. */
export function afterPasskeyProblem(
  error: unknown,
  before?: PendingStep,
): { readonly step: StoredStep; readonly problem: string } | undefined {
  const problem = error instanceof Error ? texts[error.name] : undefined;
  if (problem === undefined) return undefined;
  const signInStep = 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION';
  return { problem, step: before?.signInStep === signInStep ? before : { signInStep } };
}

import type { PendingStep, StoredStep } from './pending-step';

/** What the browser says when it gives no passkey, in words for the person. */
const texts: Readonly<Record<string, string>> = {
  PasskeyAuthenticationCanceled: 'No passkey was used. Try again, or choose another way.',
  PasskeyNotSupported: 'This browser cannot use passkeys. Choose another way.',
  PasskeyRetrievalFailed: 'The browser found no passkey. Try again, or choose another way.',
  PasskeyOperationAborted: 'The passkey prompt was closed. Try again, or choose another way.',
  RelyingPartyMismatch: 'The passkeys of this pool belong to another site. Choose another way.',
  InvalidPasskeyAuthenticationOptions: 'The pool’s question for a passkey cannot be read. Choose another way.',
};

/** The sign-in goes on after a passkey that did not come about: with the passkey again, or with another factor. */
export function afterPasskeyProblem(
  error: unknown,
  before?: PendingStep,
): { readonly step: StoredStep; readonly problem: string } | undefined {
  const problem = error instanceof Error ? texts[error.name] : undefined;
  if (problem === undefined) return undefined;
  const signInStep = 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION';
  return { problem, step: before?.signInStep === signInStep ? before : { signInStep } };
}

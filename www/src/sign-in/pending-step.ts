import type { AuthNextSignInStep } from 'cognito-wasm';

/** A step of a sign-in that waits for the person's answer. */
export type PendingStep = Exclude<
  AuthNextSignInStep,
  { readonly signInStep: 'DONE' | 'RESET_PASSWORD' | 'CONFIRM_SIGN_UP' }
>;

/** What the page keeps of it: the secret of an authenticator app is not among it. */
export type StoredStep = Exclude<PendingStep, { readonly signInStep: 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP' }>;

export interface PendingSignIn {
  readonly username: string;
  readonly step: StoredStep;
}

const STORAGE_KEY = 'demo.pendingSignIn';
/** As long as the library keeps its half. */
const LIFE_MS = 180_000;

/** Keeps the step for this tab, so that a reload can go on with it. */
export function rememberStep(username: string, step: PendingStep): void {
  const kept: PendingSignIn & { readonly until: number } = {
    username,
    step: withoutSecret(step),
    until: Date.now() + LIFE_MS,
  };
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
}

export function pendingSignIn(): PendingSignIn | undefined {
  const text = sessionStorage.getItem(STORAGE_KEY);
  if (text === null) return undefined;
  const { username, step, until } = JSON.parse(text) as PendingSignIn & { readonly until: number };
  return Date.now() < until ? { username, step } : undefined;
}

export function forgetStep(): void {
  sessionStorage.removeItem(STORAGE_KEY);
}

/** An authenticator app that is being set up gets a new secret: the choice of the app leads to one. */
function withoutSecret(step: PendingStep): StoredStep {
  if (step.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') return step;
  return { signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION', allowedMFATypes: ['TOTP'] };
}

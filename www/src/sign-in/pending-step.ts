import type { AuthNextSignInStep } from 'cognito-wasm';
import { keptInTab } from '../storage/kept';

/** A step of a sign-in that waits for the user's answer. */
export type PendingStep = Exclude<
  AuthNextSignInStep,
  { readonly signInStep: 'DONE' | 'RESET_PASSWORD' | 'CONFIRM_SIGN_UP' }
>;

/** The steps that the page may store: none has the secret of an authenticator app. */
export type StoredStep = Exclude<PendingStep, { readonly signInStep: 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP' }>;

export interface PendingSignIn {
  readonly username: string;
  readonly step: StoredStep;
}

const STORAGE_KEY = 'demo.pendingSignIn';
/** The library keeps its part of the sign-in for the same time. */
const LIFE_MS = 180_000;

/** Stores the step for this tab, so that the sign-in can continue after a reload. */
export function rememberStep(username: string, step: PendingStep): void {
  const kept: PendingSignIn & { readonly until: number } = {
    username,
    step: withoutSecret(step),
    until: Date.now() + LIFE_MS,
  };
  keptInTab.set(STORAGE_KEY, JSON.stringify(kept));
}

export function pendingSignIn(): PendingSignIn | undefined {
  const text = keptInTab.get(STORAGE_KEY);
  if (text === null) return undefined;
  const { username, step, until } = JSON.parse(text) as PendingSignIn & { readonly until: number };
  return Date.now() < until ? { username, step } : undefined;
}

export function forgetStep(): void {
  keptInTab.remove(STORAGE_KEY);
}

/** Goes back to the choice of the factor, which leads to a new secret. */
function withoutSecret(step: PendingStep): StoredStep {
  if (step.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') return step;
  return { signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION', allowedMFATypes: ['TOTP'] };
}

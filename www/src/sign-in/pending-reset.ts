import { keptInTab } from '../storage/kept';

/** A password reset whose code has been sent. */
export interface PendingReset {
  readonly username: string;
  /** Where the code was sent, masked by Cognito (`m***@e***`). */
  readonly destination?: string;
}

const STORAGE_KEY = 'demo.pendingReset';
/** Cognito’s codes for a new password are good for an hour. */
const LIFE_MS = 3_600_000;

/** Stores the reset for this tab, so that it survives a reload. */
export function rememberReset(pending: PendingReset): void {
  keptInTab.set(STORAGE_KEY, JSON.stringify({ ...pending, until: Date.now() + LIFE_MS }));
}

export function pendingReset(): PendingReset | undefined {
  const text = keptInTab.get(STORAGE_KEY);
  if (text === null) return undefined;
  const { until, ...pending } = JSON.parse(text) as PendingReset & { readonly until: number };
  return Date.now() < until ? pending : undefined;
}

export function forgetReset(): void {
  keptInTab.remove(STORAGE_KEY);
}

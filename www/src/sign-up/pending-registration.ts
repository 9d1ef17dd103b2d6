import { keptInTab } from '../storage/kept';

/** A registration that waits for its code. It never contains the password. */
export interface PendingRegistration {
  readonly username: string;
  /** Where the code was sent, masked by Cognito (`m***@e***`). */
  readonly destination?: string;
}

const STORAGE_KEY = 'demo.pendingRegistration';

/** Stores the registration for this tab, so that it survives a reload. */
export function rememberRegistration(pending: PendingRegistration): void {
  keptInTab.set(STORAGE_KEY, JSON.stringify(pending));
}

export function pendingRegistration(): PendingRegistration | undefined {
  const text = keptInTab.get(STORAGE_KEY);
  return text === null ? undefined : (JSON.parse(text) as PendingRegistration);
}

export function forgetRegistration(): void {
  keptInTab.remove(STORAGE_KEY);
}

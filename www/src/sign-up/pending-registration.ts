/** A registration whose code has not been entered yet. The password is never part of it. */
export interface PendingRegistration {
  readonly username: string;
  /** Where the code went, masked by the service (`m***@e***`). */
  readonly destination?: string;
}

const STORAGE_KEY = 'demo.pendingRegistration';

/** Keeps the unfinished registration for this tab, so that a reload comes back to the code. */
export function rememberRegistration(pending: PendingRegistration): void {
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(pending));
}

export function pendingRegistration(): PendingRegistration | undefined {
  const text = sessionStorage.getItem(STORAGE_KEY);
  return text === null ? undefined : (JSON.parse(text) as PendingRegistration);
}

export function forgetRegistration(): void {
  sessionStorage.removeItem(STORAGE_KEY);
}

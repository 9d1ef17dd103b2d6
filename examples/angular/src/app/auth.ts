import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { getCurrentUser, Hub, type AuthUser } from 'cognito-wasm';

/** Knows who is signed in. */
@Injectable({ providedIn: 'root' })
export class Auth {
  readonly #user = signal<AuthUser | null | undefined>(undefined);
  /** `undefined` until it is known, `null` if nobody is signed in. */
  readonly user = this.#user.asReadonly();

  constructor() {
    void this.#read();
    // This page's own sign-ins, sign-outs and refreshes, and those of other tabs.
    const stop = Hub.listen('auth', ({ payload: { event } }) => {
      if (['signedIn', 'signedOut', 'sessionExpired', 'tokenRefresh'].includes(event)) void this.#read();
    });
    inject(DestroyRef).onDestroy(stop);
  }

  async #read(): Promise<void> {
    // With `allowStale`, a user stays signed in while expired tokens cannot be refreshed: offline, for example.
    this.#user.set(await getCurrentUser({ allowStale: true }).catch(() => null));
  }
}

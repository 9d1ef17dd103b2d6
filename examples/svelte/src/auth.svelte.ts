import { getCurrentUser, Hub, type AuthUser } from 'cognito-wasm';

/** Who is signed in. */
class Auth {
  /** Nobody has looked yet whether a user is signed in. */
  isLoading = $state(true);
  user = $state.raw<AuthUser>();

  constructor() {
    void this.#read();
    // This page's own sign-ins, sign-outs and refreshes, and those of other tabs.
    Hub.listen('auth', ({ payload: { event } }) => {
      if (['signedIn', 'signedOut', 'sessionExpired', 'tokenRefresh'].includes(event)) void this.#read();
    });
  }

  async #read() {
    // With `allowStale`, a user stays signed in while expired tokens cannot be refreshed: offline, for example.
    this.user = await getCurrentUser({ allowStale: true }).catch(() => undefined);
    this.isLoading = false;
  }
}

export const auth = new Auth();

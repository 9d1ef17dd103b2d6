import { getCurrentUser, Hub, type AuthUser } from 'cognito-wasm';

/** Who is signed in. */
class Auth {
  /** Nobody has looked yet whether a user is signed in. */
  isLoading = $state(true);
  user = $state.raw<AuthUser>();

  constructor() {
    void this.#read();
    // This page's own sign-ins and sign-outs, and those of other tabs.
    Hub.listen('auth', ({ payload: { event } }) => {
      if (event === 'signedIn' || event === 'signedOut' || event === 'sessionExpired') void this.#read();
    });
  }

  async #read() {
    this.user = await getCurrentUser().catch(() => undefined);
    this.isLoading = false;
  }
}

export const auth = new Auth();

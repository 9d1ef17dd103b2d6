import { readonly, shallowRef } from 'vue';
import { getCurrentUser, Hub, type AuthUser } from 'cognito-wasm';

// Shared by all components.
const user = shallowRef<AuthUser>();
const isLoading = shallowRef(true);
let isListening = false;

async function read() {
  // With `allowStale`, a user stays signed in while expired tokens cannot be refreshed: offline, for example.
  user.value = await getCurrentUser({ allowStale: true }).catch(() => undefined);
  isLoading.value = false;
}

function listen() {
  isListening = true;
  void read();
  // This page's own sign-ins, sign-outs and refreshes, and those of other tabs.
  Hub.listen('auth', ({ payload: { event } }) => {
    if (['signedIn', 'signedOut', 'sessionExpired', 'tokenRefresh'].includes(event)) void read();
  });
}

/** Who is signed in. `isLoading` until that is known. */
export function useAuth() {
  if (!isListening) listen();
  return { user: readonly(user), isLoading: readonly(isLoading) };
}

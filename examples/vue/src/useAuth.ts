import { readonly, shallowRef } from 'vue';
import { getCurrentUser, Hub, type AuthUser } from 'cognito-wasm';

// Shared by all components.
const user = shallowRef<AuthUser>();
const isLoading = shallowRef(true);
let isListening = false;

async function read() {
  user.value = await getCurrentUser().catch(() => undefined);
  isLoading.value = false;
}

function listen() {
  isListening = true;
  void read();
  // This page's own sign-ins and sign-outs, and those of other tabs.
  Hub.listen('auth', ({ payload: { event } }) => {
    if (event === 'signedIn' || event === 'signedOut' || event === 'sessionExpired') void read();
  });
}

/** Who is signed in. `isLoading` until that is known. */
export function useAuth() {
  if (!isListening) listen();
  return { user: readonly(user), isLoading: readonly(isLoading) };
}

import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { getCurrentUser, Hub, type AuthUser } from 'cognito-wasm';

interface Auth {
  /** Nobody has looked yet whether a user is signed in. */
  isLoading: boolean;
  user: AuthUser | undefined;
}

const AuthContext = createContext<Auth | undefined>(undefined);

/** Knows who is signed in, for all components inside. */
export function AuthProvider({ children }: { children: ReactNode }) {
  const [auth, setAuth] = useState<Auth>({ isLoading: true, user: undefined });

  useEffect(() => {
    async function read() {
      // With `allowStale`, a user stays signed in while expired tokens cannot be refreshed: offline, for example.
      const user = await getCurrentUser({ allowStale: true }).catch(() => undefined);
      setAuth({ isLoading: false, user });
    }
    void read();
    // This page's own sign-ins, sign-outs and refreshes, and those of other tabs.
    return Hub.listen('auth', ({ payload: { event } }) => {
      if (['signedIn', 'signedOut', 'sessionExpired', 'tokenRefresh'].includes(event)) void read();
    });
  }, []);

  return <AuthContext value={auth}>{children}</AuthContext>;
}

/** Who is signed in. The component is rendered again when that changes. */
export function useAuth(): Auth {
  const auth = use(AuthContext);
  if (!auth) throw new Error('useAuth needs an <AuthProvider> around the component.');
  return auth;
}

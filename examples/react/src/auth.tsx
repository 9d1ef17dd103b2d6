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
      const user = await getCurrentUser().catch(() => undefined);
      setAuth({ isLoading: false, user });
    }
    void read();
    // This page's own sign-ins and sign-outs, and those of other tabs.
    return Hub.listen('auth', ({ payload: { event } }) => {
      if (event === 'signedIn' || event === 'signedOut' || event === 'sessionExpired') void read();
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

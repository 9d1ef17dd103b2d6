'use client';
import { useEffect } from 'react';
import { useRouter } from 'next/navigation';
import { Amplify, Hub, type ResourcesConfig } from 'cognito-wasm';

/** Configures the page, and has the server render it again for each sign-in and sign-out, also in other tabs. */
export function AuthEvents({ configuration }: { configuration: ResourcesConfig }) {
  const router = useRouter();
  useEffect(() => {
    // `ssr` keeps the session in cookies, which the server can read.
    Amplify.configure(configuration, { ssr: true });
  }, [configuration]);
  useEffect(
    () =>
      Hub.listen('auth', ({ payload: { event } }) => {
        if (event === 'signedIn' || event === 'signedOut' || event === 'sessionExpired') router.refresh();
      }),
    [router],
  );
  return null;
}

'use client';
import { useRouter } from 'next/navigation';
import { Amplify } from 'cognito-wasm';
import { signOut } from 'cognito-wasm/auth';

export function SignOut({ configuration }) {
  const router = useRouter();
  async function leave() {
    Amplify.configure(configuration, { ssr: true });
    await signOut();
    router.refresh();
  }
  return <button onClick={leave}>Sign out</button>;
}

'use client';
import { useState } from 'react';
import { useRouter } from 'next/navigation';
import { Amplify } from 'cognito-wasm';
import { signIn } from 'cognito-wasm/auth';

export function SignIn({ configuration }) {
  const router = useRouter();
  const [problem, setProblem] = useState('');
  async function submit(form) {
    // `ssr` keeps the session in cookies, which the server can read.
    Amplify.configure(configuration, { ssr: true });
    try {
      await signIn({ username: form.get('username'), password: form.get('password') });
      router.refresh();
    } catch (error) {
      setProblem(error.message);
    }
  }
  return (
    <form action={submit}>
      <input name="username" placeholder="User name" autoComplete="username" required />
      <input name="password" type="password" placeholder="Password" autoComplete="current-password" required />
      <button>Sign in</button>
      <p role="alert">{problem}</p>
    </form>
  );
}

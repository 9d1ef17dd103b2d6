'use client';
import { useState } from 'react';
import { signOut } from 'cognito-wasm';
import { Form } from './form';

export function Account({ username }: { username: string }) {
  const [email, setEmail] = useState('');

  async function askApi() {
    // The browser sends the cookies with the request.
    const response = await fetch('/api/me');
    if (!response.ok) throw new Error(`The API replied with ${response.status}.`);
    setEmail((await response.json()).email);
  }

  return (
    <>
      <h1>Welcome</h1>
      <p role="status">
        Signed in as <strong>{username}</strong>
      </p>
      <Form submit="Ask the API for my email address" onSubmit={askApi} />
      {email && <p>{email}</p>}
      <Form submit="Sign out" onSubmit={() => signOut()} />
    </>
  );
}

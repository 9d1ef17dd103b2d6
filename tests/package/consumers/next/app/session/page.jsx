'use client';
import { useEffect, useState } from 'react';
import { Amplify } from 'cognito-wasm';
import { fetchAuthSession, signIn } from 'cognito-wasm/auth';

/** Shows the session of the user whom the address names. Signs her in if there is none. */
export default function Page() {
  const [line, setLine] = useState('');
  useEffect(() => {
    const { username, password, ...pool } = Object.fromEntries(new URLSearchParams(location.search));
    Amplify.configure({ Auth: { Cognito: pool } });
    show(username, password).then(setLine, (error) => setLine(`${error.name}: ${error.message}`));
  }, []);
  return <p id="client">{line}</p>;
}

async function show(username, password) {
  const { isSignedIn } = await fetchAuthSession();
  if (isSignedIn) return 'signed in before';
  await signIn({ username, password });
  return 'signed in now';
}

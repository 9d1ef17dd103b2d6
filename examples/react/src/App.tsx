import { useState } from 'react';
import { signOut } from 'cognito-wasm';
import { useAuth } from './auth';
import { CodeForm, SignInForm, SignUpForm } from './forms';
import { Form } from './Form';

export function App() {
  const { isLoading, user } = useAuth();
  if (isLoading) return null;
  return user ? <Account username={user.username} /> : <Visitor />;
}

function Account({ username }: { username: string }) {
  return (
    <>
      <h1>Welcome</h1>
      <p role="status">
        Signed in as <strong>{username}</strong>
      </p>
      <Form submit="Sign out" onSubmit={() => signOut()} />
    </>
  );
}

function Visitor() {
  const [isNew, setIsNew] = useState(false);
  /** Who has signed up and needs a code. */
  const [unconfirmed, setUnconfirmed] = useState<string>();

  function showSignIn() {
    setUnconfirmed(undefined);
    setIsNew(false);
  }

  if (unconfirmed) return <CodeForm username={unconfirmed} onConfirmed={showSignIn} onCancel={showSignIn} />;
  if (isNew) return <SignUpForm onUnconfirmed={setUnconfirmed} onCancel={showSignIn} />;
  return <SignInForm onUnconfirmed={setUnconfirmed} onNew={() => setIsNew(true)} />;
}

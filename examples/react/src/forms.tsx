import { autoSignIn, confirmSignUp, resendSignUpCode, signIn, signUp } from 'cognito-wasm';
import { Form } from './Form';

interface SignInFormProps {
  onUnconfirmed: (username: string) => void;
  onNew: () => void;
}

export function SignInForm({ onUnconfirmed, onNew }: SignInFormProps) {
  async function submit(field: (name: string) => string) {
    const username = field('username');
    const { isSignedIn, nextStep } = await signIn({ username, password: field('password') });
    if (isSignedIn) return;
    if (nextStep.signInStep === 'CONFIRM_SIGN_UP') onUnconfirmed(username);
    else throw new Error(`This page has no form for ${nextStep.signInStep}.`);
  }

  return (
    <>
      <h1>Sign in</h1>
      <Form submit="Sign in" onSubmit={submit}>
        <label>
          User name <input name="username" autoComplete="username" autoCapitalize="none" required />
        </label>
        <label>
          Password <input name="password" type="password" autoComplete="current-password" required />
        </label>
      </Form>
      <button onClick={onNew}>Create an account</button>
    </>
  );
}

interface SignUpFormProps {
  onUnconfirmed: (username: string) => void;
  onCancel: () => void;
}

export function SignUpForm({ onUnconfirmed, onCancel }: SignUpFormProps) {
  async function submit(field: (name: string) => string) {
    const username = field('username');
    const options = { userAttributes: { email: field('email') }, autoSignIn: true };
    const { nextStep } = await signUp({ username, password: field('password'), options });
    if (nextStep.signUpStep === 'CONFIRM_SIGN_UP') onUnconfirmed(username);
    else await autoSignIn();
  }

  return (
    <>
      <h1>Create an account</h1>
      <Form submit="Sign up" onSubmit={submit}>
        <label>
          User name <input name="username" autoComplete="username" autoCapitalize="none" required />
        </label>
        <label>
          Email <input name="email" type="email" autoComplete="email" required />
        </label>
        <label>
          Password <input name="password" type="password" autoComplete="new-password" required />
        </label>
      </Form>
      <button onClick={onCancel}>I have an account</button>
    </>
  );
}

interface CodeFormProps {
  username: string;
  onConfirmed: () => void;
  onCancel: () => void;
}

export function CodeForm({ username, onConfirmed, onCancel }: CodeFormProps) {
  async function submit(field: (name: string) => string) {
    const { nextStep } = await confirmSignUp({ username, confirmationCode: field('code') });
    // A code works once: if this fails, the user signs in with the other form.
    if (nextStep.signUpStep === 'COMPLETE_AUTO_SIGN_IN') await autoSignIn().catch(onConfirmed);
    // The page was reloaded since the sign-up, so it no longer knows the password.
    else onConfirmed();
  }

  return (
    <>
      <h1>Confirm your email address</h1>
      <Form submit="Confirm" onSubmit={submit}>
        <label>
          Code <input name="code" autoComplete="one-time-code" inputMode="numeric" required />
        </label>
      </Form>
      <Form submit="Send a new code" onSubmit={() => resendSignUpCode({ username })} />
      <button onClick={onCancel}>Back to sign-in</button>
    </>
  );
}

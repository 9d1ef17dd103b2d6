import { signIn } from 'cognito-wasm';
import type { ConsoleLog } from './console-log';
import { element } from './dom';
import type { ErrorTable } from './error-texts';
import { connectForm, missing } from './form';
import { showNotice } from './notice';

type Field = 'username' | 'password';

interface SignInOptions {
  readonly log: ConsoleLog;
  readonly onSignedIn: () => Promise<void>;
  /** The account still waits for the code that registration sent. */
  readonly onUnconfirmed: (username: string) => void;
}

export interface SignInForm {
  /** Empties the step, keeping a username that is known already. */
  readonly prepare: (username: string | undefined) => void;
}

const texts: Readonly<Record<Field, string>> = {
  username: 'Enter your username.',
  password: 'Enter your password.',
};

const errors: ErrorTable<Field> = {
  EmptySignInPassword: { field: 'password', text: texts.password },
  EmptySignInUsername: { field: 'username', text: texts.username },
  NotAuthorizedException: { field: 'password' },
  UserNotFoundException: { field: 'username', text: 'Nobody is registered under this username.' },
};

/** The sign-in step: SRP by default, as the configuration says. */
export function initSignInForm({ log, onSignedIn, onUnconfirmed }: SignInOptions): SignInForm {
  const form = element('signin', HTMLFormElement);

  const run = async (username: string, password: string): Promise<void> => {
    const { nextStep } = await signIn({ username, password });
    switch (nextStep.signInStep) {
      case 'DONE':
        log.info('Sign in succeeded');
        form.reset();
        return onSignedIn();
      case 'CONFIRM_SIGN_UP':
        onUnconfirmed(username);
        return;
      case 'RESET_PASSWORD':
        showNotice(
          'The password of this account must be reset before it can be used. Ask whoever runs the user pool.',
          'warning',
        );
        return;
      default:
        showNotice(`This page does not know the step ${nextStep.signInStep} yet.`, 'warning');
    }
  };

  connectForm<Field>({
    form,
    fields: ['username', 'password'],
    busyLabel: 'Signing in…',
    errors,
    check: (values) => missing(values, texts),
    submit: async ({ username, password }) => {
      try {
        await run(username, password);
      } catch (error) {
        // Another tab was quicker: the session that it made is what the person wanted.
        if (error instanceof Error && error.name === 'UserAlreadyAuthenticatedException') return onSignedIn();
        throw error;
      }
    },
  });

  return {
    prepare(username) {
      form.reset();
      if (username) element('signin-username', HTMLInputElement).value = username;
    },
  };
}

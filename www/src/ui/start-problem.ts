import { AuthError } from 'cognito-wasm';
import { type Banner, hideBanner, showBanner } from './banner';
import { isOffline } from './connection';
import { element } from './dom';
import { sentence } from './sentence';

/** Tells the user why the page cannot start, how to fix it, and starts it again on request. */
export function showStartProblem(error: unknown, start: () => Promise<void>): void {
  element('view-starting', HTMLElement).hidden = true;
  const { message } = error instanceof Error ? error : new Error(String(error));
  showBanner({
    ...advice(error),
    text: sentence(message),
    action: {
      label: 'Try again',
      run: () => {
        hideBanner();
        element('view-starting', HTMLElement).hidden = false;
        void start();
      },
    },
  });
}

function advice(error: unknown): Pick<Banner, 'title' | 'suggestion' | 'command'> {
  const title = 'Amplify could not be configured';
  if (!(error instanceof AuthError)) return { title };
  const { name, retryable, recoverySuggestion } = error;
  if (name === 'ConfigurationFileException' && retryable && isOffline())
    return { title: 'You are offline', suggestion: 'Try again when you have a connection.' };
  if (name === 'ConfigurationFileException' && retryable)
    return {
      title: 'Cognito cannot be reached',
      suggestion: 'Start the local Cognito, then try again:',
      command: 'npm start',
    };
  return recoverySuggestion ? { title, suggestion: sentence(recoverySuggestion) } : { title };
}

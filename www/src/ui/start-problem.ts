import { AuthError } from 'cognito-wasm';
import { type Banner, showBanner } from './banner';
import { element } from './dom';
import { sentence } from './sentence';

/** Tells the user why the page cannot start, and how to fix it. */
export function showStartProblem(error: unknown): void {
  element('view-starting', HTMLElement).hidden = true;
  const { message } = error instanceof Error ? error : new Error(String(error));
  showBanner({
    ...advice(error),
    text: sentence(message),
    action: {
      label: 'Try again',
      run: () => {
        location.reload();
      },
    },
  });
}

function advice(error: unknown): Pick<Banner, 'title' | 'suggestion' | 'command'> {
  const title = 'Amplify could not be configured';
  if (!(error instanceof AuthError)) return { title };
  const { name, retryable, recoverySuggestion } = error;
  if (name === 'ConfigurationFileException' && retryable)
    return {
      title: 'Cognito cannot be reached',
      suggestion: 'Start the local Cognito, then try again:',
      command: 'npm start',
    };
  return recoverySuggestion ? { title, suggestion: sentence(recoverySuggestion) } : { title };
}

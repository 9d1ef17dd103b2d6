import { AuthError } from 'cognito-wasm';
import { type Banner, showBanner } from './banner';
import { element } from './dom';
import { sentence } from './sentence';

/** Says why the page cannot begin, and what to do about it. */
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
      title: 'Cognito is out of reach',
      suggestion: 'Start the local Cognito, then try again:',
      command: 'npm start',
    };
  return recoverySuggestion ? { title, suggestion: sentence(recoverySuggestion) } : { title };
}

import { showBanner } from '../ui/banner';
import { unreachableText, unreachableTitle } from '../ui/error-texts';

/** Tells the user that Cognito cannot be reached. */
export function showUnreachable(retry: () => void): void {
  showBanner({
    title: unreachableTitle(),
    text: unreachableText(),
    action: { label: 'Try again', run: retry },
  });
}

/** Tells the user that the session could not be fetched. */
export function showSessionUnavailable(reason: string | undefined, retry: () => void): void {
  showBanner({
    title: 'The session could not be fetched',
    text: reason ? `The tokens could not be refreshed: ${reason}.` : 'The console says why.',
    action: { label: 'Try again', run: retry },
  });
}

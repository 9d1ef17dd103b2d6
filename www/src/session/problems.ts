import { showBanner } from '../ui/banner';
import { unreachableText } from '../ui/error-texts';

/** Tells the user that Cognito cannot be reached. */
export function showUnreachable(retry: () => void): void {
  showBanner({
    title: 'Cognito cannot be reached',
    text: unreachableText(),
    action: { label: 'Try again', run: retry },
  });
}

/** Tells the user that the session could not be fetched. */
export function showSessionUnavailable(reason: string | undefined, retry: () => void): void {
  showBanner({
    title: 'The session could not be fetched',
    text: reason ? `Refreshing the tokens failed (${reason}).` : 'See the console for the reason.',
    action: { label: 'Try again', run: retry },
  });
}

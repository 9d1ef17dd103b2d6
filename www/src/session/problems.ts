import { showBanner } from '../ui/banner';
import { unreachableText } from '../ui/error-texts';

/** Says that nothing answers. */
export function showUnreachable(retry: () => void): void {
  showBanner({
    title: 'Cognito is out of reach',
    text: unreachableText(),
    action: { label: 'Try again', run: retry },
  });
}

/** Says that there is no telling whether somebody is signed in. */
export function showSessionUnavailable(reason: string | undefined, retry: () => void): void {
  showBanner({
    title: 'The session could not be fetched',
    text: reason ? `Cognito refused for the time being (${reason}).` : 'The console says why.',
    action: { label: 'Try again', run: retry },
  });
}

import { Hub, handleRedirectCallback } from 'cognito-wasm';
import { hearArrivals } from './arrival';
import { noteExchanges } from './exchange';
import { addEvent, addToJourney, currentJourney, underWay } from './journey';
import { problemText } from './problem-texts';
import { noteSignedIn } from './web-ui-panel';

/** Whether this tab had left for Cognito's pages when the page was loaded. */
let isReturning = false;

/** Notes what can be seen of a sign-in at Cognito's pages. Call it before `configure`, which may complete one. */
export function watchJourneys(): void {
  isReturning = underWay()?.mode === 'redirect';
  noteExchanges();
  hearArrivals();
  Hub.listen('auth', ({ payload, crossTab }) => {
    if (crossTab) return;
    const { event, data } = payload as { readonly event: string; readonly data?: unknown };
    addEvent(event);
    // The page may have been kept for the Back button: then there is no other sign of the user who is back.
    if (event === 'signInWithRedirect_failure' && underWay()?.mode === 'redirect')
      addToJourney({ problem: problemText((data as { readonly error?: unknown } | undefined)?.error) });
  });
}

/** How a redirect has ended: the user is signed in and wants to go on, or not. */
export type ComingBack = { readonly returnTo: string } | { readonly problem: string };

/**
 * Completes the redirect that this tab has begun, if there is one.
 *
 * @returns `undefined` if there is none.
 */
export async function comeBack(): Promise<ComingBack | undefined> {
  if (!isReturning) return undefined;
  try {
    const back = await handleRedirectCallback();
    if (back) {
      await noteSignedIn(back);
      return { returnTo: back.returnTo ?? '' };
    }
    addToJourney({ problem: 'You came back without an answer from Cognito’s pages.' });
  } catch (error) {
    // The Hub may have told it already.
    addToJourney({ problem: problemText(error) });
  }
  // The page may have been told to use another Cognito meanwhile, and has forgotten the journey.
  const problem = currentJourney()?.problem;
  return problem ? { problem } : undefined;
}

import { type Arrival, addToJourney, currentJourney, forgetJourney, shortened, underWay } from './journey';

const CHANNEL = 'demo.arrival';

/**
 * Notes the answer in the address with which the page was loaded. Call it before `configure`, which takes the answer out of
 * the address.
 *
 * @returns Whether the page is in a frame that only brings the answer to the page around it.
 */
export function noteArrival(): boolean {
  const arrival = arrivalIn(new URL(location.href));
  const journey = currentJourney();
  if (!arrival || !journey) return false;
  const isFramed = window.parent !== window;
  if (journey.mode === 'redirect' && !isFramed) {
    addToJourney({ arrival });
    return false;
  }
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(arrival);
  channel.close();
  // A window begins with a copy of what its opener has stored. A frame shares it.
  if (!isFramed) forgetJourney();
  return isFramed;
}

/** Hears what windows and frames have come back with. */
export function hearArrivals(): void {
  new BroadcastChannel(CHANNEL).addEventListener('message', ({ data }: MessageEvent<Arrival>) => {
    const { mode, sent } = underWay() ?? {};
    // Other tabs hear it, too.
    if (mode !== undefined && mode !== 'redirect' && sent?.parameters.state === data.state)
      addToJourney({ arrival: data });
  });
}

function arrivalIn({ searchParams }: URL): Arrival | undefined {
  const state = searchParams.get('state');
  const error = searchParams.get('error');
  if (state === null || (error === null && !searchParams.has('code'))) return undefined;
  const beginning = { state: shortened(state) };
  return error === null ? { ...beginning, answer: 'code' } : { ...beginning, answer: 'error', error };
}

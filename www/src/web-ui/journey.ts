import { keptInTab } from '../storage/kept';
/** How Cognito's pages are shown: in place of this page, in a window, or in a frame that nobody sees. */
export type Mode = 'redirect' | 'popup' | 'silent';

/** The address to which the library has sent the user: where, and the parameters that the page shows. */
export interface SentAddress {
  readonly place: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What was in the address with which the user came back, without the code. */
export interface Arrival {
  /** The beginning of the `state`. */
  readonly state: string;
  readonly answer: 'code' | 'error';
  /** The code of the error. */
  readonly error?: string;
}

/** What was in the request for tokens, without the code and the verifier, and in its reply, without the tokens. */
export interface Exchange {
  readonly grantType: string;
  readonly redirectUri: string;
  /** The hash of the verifier: PKCE's challenge, if the verifier is the right one. */
  readonly challenge: string;
  /** The status of the reply; absent if there was none. */
  readonly status?: number;
}

/** The claims of the tokens that a sign-in is checked by. */
export interface Claims {
  readonly idIssuer?: string;
  readonly accessIssuer?: string;
  readonly audience?: string;
  readonly clientId?: string;
  readonly idUse?: string;
  readonly accessUse?: string;
  readonly nonce?: string;
  readonly isOneUser: boolean;
  readonly isInTime: boolean;
}

/**
 * What the page has seen of a sign-in at Cognito's pages. It is stored for this tab, since the page is left on the way. So it
 * has no secrets: no code, verifier or token, and only the beginning of the `state`.
 */
export interface Journey {
  readonly mode: Mode;
  /** The provider's name for people; absent for the pages themselves. */
  readonly provider?: string;
  /** What the page has given the library, which it should get back. */
  readonly given: { readonly nonce: string; readonly customState: string; readonly returnTo: string };
  readonly sent?: SentAddress;
  readonly arrival?: Arrival;
  readonly exchange?: Exchange;
  readonly claims?: Claims;
  /** The events of the Hub, in order. */
  readonly events: readonly string[];
  readonly signedIn?: { readonly username: string; readonly customState?: string; readonly returnTo?: string };
  /** Why nobody has been signed in, for people. */
  readonly problem?: string;
}

const STORAGE_KEY = 'demo.journey';
/** As much of the `state` as is stored and shown. */
const SHOWN = 8;

const listeners = new Set<(journey: Journey | undefined) => void>();

/** Calls back with the journey now, and whenever it changes. */
export function onJourney(listener: (journey: Journey | undefined) => void): void {
  listeners.add(listener);
  listener(currentJourney());
}

export function currentJourney(): Journey | undefined {
  try {
    const kept: unknown = JSON.parse(keptInTab.get(STORAGE_KEY) ?? 'null');
    return isJourney(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Begins a journey, in place of an earlier one. */
export function beginJourney(journey: Omit<Journey, 'events'>): void {
  keep({ ...journey, events: [] });
}

/** Adds to the journey that is under way. Nothing is added to one that has ended. */
export function addToJourney(seen: Partial<Omit<Journey, 'events' | 'given' | 'mode'>>): void {
  const journey = underWay();
  if (journey) keep({ ...journey, ...seen });
}

export function addEvent(name: string): void {
  const journey = underWay();
  if (journey) keep({ ...journey, events: [...journey.events, name] });
}

/** Adds what is known only at the end, when the user is signed in. */
export function endJourney(signedIn: NonNullable<Journey['signedIn']>, claims: Claims | undefined): void {
  const journey = underWay();
  if (journey) keep({ ...journey, ...(claims ? { claims } : {}), signedIn });
}

export function forgetJourney(): void {
  keptInTab.remove(STORAGE_KEY);
  tell();
}

/** The journey, unless it has ended. */
export function underWay(): Journey | undefined {
  const journey = currentJourney();
  return journey?.signedIn || journey?.problem ? undefined : journey;
}

/** The beginning of a text of which the rest is nobody's business. */
export function shortened(text: string): string {
  return text.slice(0, SHOWN);
}

function keep(journey: Journey): void {
  keptInTab.set(STORAGE_KEY, JSON.stringify(journey));
  tell();
}

function tell(): void {
  const journey = currentJourney();
  for (const listener of listeners) listener(journey);
}

/** Whether a stored value is a journey of this version of the page. */
function isJourney(value: unknown): value is Journey {
  if (typeof value !== 'object' || value === null) return false;
  const { mode, given, events } = value as Partial<Record<keyof Journey, unknown>>;
  return (
    (mode === 'redirect' || mode === 'popup' || mode === 'silent') &&
    typeof given === 'object' &&
    given !== null &&
    Array.isArray(events)
  );
}

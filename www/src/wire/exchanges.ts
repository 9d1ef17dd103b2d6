import { currentBackend } from '../pool/backend';
import { type Member, membersOf, textAt } from './members';

/** A request to Cognito and its reply, without what has to stay secret. */
export interface Exchange {
  readonly operation: string;
  /** Of the page's `performance.now()`. */
  readonly sentAt: number;
  readonly tookMs: number;
  /** Undefined if no reply came. */
  readonly status?: number;
  readonly sent: readonly Member[];
  readonly received: readonly Member[];
  /** The public numbers of SRP in it, in full. */
  readonly srp: SrpNumbers;
}

export interface SrpNumbers {
  readonly A?: string;
  readonly B?: string;
  readonly salt?: string;
  readonly M1?: string;
}

const MOST = 30;

const exchanges: Exchange[] = [];
const listeners = new Set<() => void>();

/** The last exchanges, oldest first. */
export const lastExchanges = (): readonly Exchange[] => exchanges;

export function onExchange(listener: () => void): void {
  listeners.add(listener);
}

let isPaused = false;

/** Does something whose requests are not noted. */
export async function unwatched<Result>(work: () => Promise<Result>): Promise<Result> {
  isPaused = true;
  try {
    return await work();
  } finally {
    isPaused = false;
  }
}

/** Notes the page's requests to Cognito from now on. They are sent and answered as ever. */
export function watchExchanges(): void {
  const usual = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const operation = operationOf(input, init);
    if (operation === undefined) return usual(input, init);
    const sent = parsed(init?.body);
    const sentAt = performance.now();
    const common = { operation, sentAt, sent: membersOf(sent) };
    try {
      const reply = await usual(input, init);
      // Read the copy first: when the library has read the reply, it ends the request, and the copy with it.
      const received = parsed(await reply.clone().text());
      const tookMs = performance.now() - sentAt;
      note({ ...common, tookMs, status: reply.status, received: membersOf(received), srp: srpOf(sent, received) });
      return reply;
    } catch (error) {
      note({ ...common, tookMs: performance.now() - sentAt, received: [], srp: srpOf(sent, undefined) });
      throw error;
    }
  };
}

function note(exchange: Exchange): void {
  exchanges.push(exchange);
  exchanges.sort((a, b) => a.sentAt - b.sentAt);
  if (exchanges.length > MOST) exchanges.shift();
  // What they show must not get in the way of the library.
  for (const listener of listeners) queueMicrotask(listener);
}

/** The operation that a request of the library asks for; undefined for any other request. */
function operationOf(input: RequestInfo | URL, init: RequestInit | undefined): string | undefined {
  if (isPaused || typeof input !== 'string' || init?.method !== 'POST') return undefined;
  const target = new Headers(init.headers).get('x-amz-target') ?? '';
  // The page's own requests, as an administrator, are not a user's.
  const isOurs = currentBackend().userPoolClientId !== '' && !/\.Admin|\.Describe/.test(target);
  return isOurs && target ? target.replace(/^.*\./, '') : undefined;
}

function parsed(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}

function srpOf(sent: unknown, received: unknown): SrpNumbers {
  const isProof = textAt(sent, 'ChallengeName') === 'PASSWORD_VERIFIER';
  const numbers = {
    A: textAt(sent, 'AuthParameters', 'SRP_A'),
    B: textAt(received, 'ChallengeParameters', 'SRP_B'),
    salt: textAt(received, 'ChallengeParameters', 'SALT'),
    M1: isProof ? textAt(sent, 'ChallengeResponses', 'PASSWORD_CLAIM_SIGNATURE') : '',
  };
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== ''));
}

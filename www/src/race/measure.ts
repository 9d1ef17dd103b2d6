import type { Runner } from './runner';

/** What one sign-in took, in milliseconds. */
export interface Lap {
  /** Before the sign-in, while the page is idle. */
  readonly preparing: number;
  /** From the call to its result, without the time in which the library waited for replies. */
  readonly computing: number;
  readonly waiting: number;
  readonly requests: number;
}

/** A phone that is simulated. */
export interface Phone {
  /** How long each request takes in addition. */
  readonly delayMs: number;
  /** How often the computing time counts. */
  readonly slowness: number;
}

export const usualPhone: Phone = { delayMs: 0, slowness: 1 };
export const slowPhone: Phone = { delayMs: 150, slowness: 4 };

const UNFINISHED =
  'The pool asks for more than a password, so neither library can finish. Change its settings, then try again.';

/** Measures one sign-in. Nothing else in the page may send requests meanwhile. */
export async function measureLap(
  { prepare, signIn, signOut }: Runner,
  { username, password }: { readonly username: string; readonly password: string },
  { delayMs }: Phone,
): Promise<Lap> {
  const idle = performance.now();
  await prepare();
  const preparing = performance.now() - idle;
  let waiting = 0;
  let requests = 0;
  const usual = globalThis.fetch;
  const timed: typeof fetch = async (input, init) => {
    const sent = performance.now();
    requests += 1;
    try {
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      return await usual(input, init);
    } finally {
      waiting += performance.now() - sent;
    }
  };
  globalThis.fetch = timed;
  const start = performance.now();
  try {
    const isSignedIn = await signIn(username, password);
    const whole = performance.now() - start;
    if (!isSignedIn) throw new Error(UNFINISHED);
    return { preparing, computing: Math.max(0, whole - waiting), waiting, requests };
  } finally {
    globalThis.fetch = usual;
    await signOut().catch(() => undefined);
  }
}

/** What a lap takes on a phone. The delays are in `waiting` already. */
export const wholeOn = ({ computing, waiting }: Lap, { slowness }: Phone): number => waiting + computing * slowness;

/** The middle one of some laps, by their whole time. */
export function middleLap(laps: readonly Lap[], phone: Phone): Lap | undefined {
  const sorted = [...laps].sort((a, b) => wholeOn(a, phone) - wholeOn(b, phone));
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

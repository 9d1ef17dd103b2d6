import type { Exchange } from './exchanges';

/** A sign-in by SRP as the page has seen it: its public numbers, and what each step took. */
export interface SrpRun {
  readonly A: string;
  readonly B: string;
  readonly salt: string;
  /** What both sides compute of A and B. */
  readonly u: string;
  readonly M1: string;
  /** From the button to the first request; undefined if nobody has pressed one. */
  readonly beforeMs?: number;
  readonly challengeMs: number;
  /** From the challenge to the second request: the library computes x, S, the key and the proof. */
  readonly proofMs: number;
  readonly answerMs: number;
  readonly isAccepted: boolean;
}

/**
 * The last complete proof of a password; undefined if there was none.
 *
 * @param submittedAt when a form was sent, oldest first
 */
export async function lastSrpRun(
  exchanges: readonly Exchange[],
  submittedAt: readonly number[],
): Promise<SrpRun | undefined> {
  const second = last(exchanges, ({ srp }) => srp.M1 !== undefined);
  if (!second) return undefined;
  const first = last(
    exchanges,
    ({ srp, sentAt }) => srp.A !== undefined && srp.B !== undefined && sentAt < second.sentAt,
  );
  const { A, B, salt } = first?.srp ?? {};
  if (!first || A === undefined || B === undefined || salt === undefined) return undefined;
  const submitted = last(submittedAt, (time) => time < first.sentAt);
  return {
    A,
    B,
    salt,
    u: await scramble(A, B),
    M1: second.srp.M1 ?? '',
    ...(submitted === undefined ? {} : { beforeMs: first.sentAt - submitted }),
    challengeMs: first.tookMs,
    proofMs: second.sentAt - first.sentAt - first.tookMs,
    answerMs: second.tookMs,
    isAccepted: second.status === 200,
  };
}

function last<Item>(items: readonly Item[], isWanted: (item: Item) => boolean): Item | undefined {
  return items.filter(isWanted).at(-1);
}

/** u = SHA-256(A | B), each as the signed number that Cognito reads. */
async function scramble(A: string, B: string): Promise<string> {
  const bytes = new Uint8Array([...signed(A), ...signed(B)]);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes of a positive number, with a zero before a first bit that would be a sign. */
function signed(hex: string): number[] {
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const bytes = (even.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  const first = bytes.findIndex((byte) => byte !== 0);
  const plain = first < 0 ? [0] : bytes.slice(first);
  return (plain[0] ?? 0) >= 0x80 ? [0, ...plain] : plain;
}

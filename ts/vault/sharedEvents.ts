/** Who hears of an event of a session that pages share: the page that has made the change as of its own, the others as of another tab's. */
import type { HubPayload } from '../hub/hubTypes.js';
import { randomId } from '../platform/randomId.js';
import { reasonElsewhere } from '../tabs/changes.js';
import { isChange } from '../tabs/tabChannel.js';
import { memberOfAny } from '../values/members.js';
import type { EventData } from '../wire/wasmClient.js';
import type { Reply } from './messages.js';
import type { PortLink } from './portLink.js';

/** A call under way. */
interface Call {
  readonly port: PortLink;
  readonly name: string;
  /** Whether the page has asked for a refresh. */
  readonly isForced: boolean;
  /** The events that have come of it. */
  readonly had: Set<string>;
}

const beginning = /^(signIn|confirmSignIn|autoSignIn|importSession|completeRedirect)$/;

/** The functions after which there are these events, or in which this is decided. The others can come with any call. */
const causes: Readonly<Record<string, RegExp>> = {
  signedIn: beginning,
  userSignedIn: beginning,
  replaced: beginning,
  switched: /^setCurrentUser$/,
  moved: /^setPersistence$/,
  // Each is for the page that has come back: its address, above all.
  showAddress: /^completeRedirect$/,
  customOAuthState: /^completeRedirect$/,
  signInWithRedirect: /^completeRedirect$/,
  signInWithRedirect_failure: /^(complete|cancel)Redirect$/,
  signedOut: /^(signOut|deleteUser)$/,
  userSignedOut: /^(signOut|deleteUser)$/,
  userDeleted: /^deleteUser$/,
  switchActiveUser:
    /^(signIn|confirmSignIn|autoSignIn|importSession|completeRedirect|setCurrentUser|signOut|deleteUser)$/,
};

type EventReply = Extract<Reply, { readonly type: 'event' }>;

/** A page that was away longer hears of the last ones. */
const mostRecent = 16;

/** What a refresh ends with, and what is decided in it. */
const ofRefresh =
  /^(tokenRefresh(_failure)?|sessionExpired|refreshed|waited|adopted|overtaken|kept|ended|repeated|notStored)$/;

/** After these, nobody is signed in. */
const ofEnd: ReadonlySet<string> = new Set(['signedOut', 'sessionExpired']);

/** Whether somebody is signed in after these, another event says. */
const leavesOpen = /^user(Deleted|SignedOut)$/;

/** The functions that refresh no session, or only one that no other call is refreshing. */
const withoutRefresh = /^(signIn|confirmSignIn|autoSignIn|importSession|signOut)$/;

/** The events of one client. */
export class SharedEvents {
  readonly #ports: ReadonlySet<PortLink>;
  readonly #calls = new Set<Call>();
  readonly #id = randomId();
  #changes = 0;
  /** Whether the pages know that nobody is signed in. */
  #isOver = false;
  /** The last changes, as pages hear of those that others have made. */
  #recent: EventReply[] = [];
  /** How many changes there had been when a page was left. */
  readonly #left = new WeakMap<PortLink, number>();

  constructor(ports: ReadonlySet<PortLink>) {
    this.#ports = ports;
  }

  /** Runs a call of a page, which may be what an event comes of. */
  async during<Output>(port: PortLink, name: string, input: unknown, call: () => Promise<Output>): Promise<Output> {
    // Every page that is idle prepares a sign-in, which changes nothing.
    if (name === 'prepareSignIn') return await call();
    const entry = { port, name, isForced: memberOfAny(input, 'forceRefresh') === true, had: new Set<string>() };
    this.#calls.add(entry);
    try {
      return await call();
    } finally {
      this.#calls.delete(entry);
    }
  }

  /**
   * Sends an event of the client.
   *
   * @param latest - The page that has made the last call.
   */
  own({ event, data }: EventData, latest: PortLink | undefined): void {
    const change = this.#nextChange();
    const cause = this.#causeOf(event);
    cause?.had.add(event);
    const actor = cause?.port ?? latest;
    // First, since instances that share a hub tell it only the first of the two.
    actor?.send({ type: 'event', event, data, change, crossTab: false });
    if (!isChange(event)) return;
    const seen = event === 'signedOut' ? { reason: reasonElsewhere(memberOfAny(data, 'reason')) } : data;
    this.#tell({ type: 'event', event, data: seen, change, crossTab: true }, actor);
  }

  /** Sends a decision that Rust has made to the page whose call it comes of: `[decision, reason]`. */
  decided(data: unknown, latest: PortLink | undefined): void {
    const [decision, reason] = data as readonly [string, string];
    (this.#causeOf(decision)?.port ?? latest)?.send({ type: 'decision', decision, reason });
  }

  /** The call that an event or a decision comes of. */
  #causeOf(event: string): Call | undefined {
    const calls = Array.from(this.#calls);
    if (ofRefresh.test(event)) {
      // The pages share a refresh. It is that of the first call that waits for it.
      const first = calls.find(({ isForced }) => isForced) ?? calls.find(({ name }) => !withoutRefresh.test(name));
      if (first) return first;
    }
    calls.reverse();
    const able = calls.filter(({ name }) => causes[event]?.test(name));
    // Pages that sign out at once have an event each.
    return able.find(({ had }) => !had.has(event)) ?? able[0] ?? calls[0];
  }

  #nextChange(): string {
    this.#changes += 1;
    return `${this.#id} ${String(this.#changes)}`;
  }

  /** Sends what another worker has done. */
  ofOthers({ event, data }: HubPayload): void {
    this.#tell({ type: 'event', event, data, change: this.#nextChange(), crossTab: true });
  }

  /** A page is gone, or kept for the way back. It may have been so for a while before that is known. */
  leave(port: PortLink): void {
    if (!this.#left.has(port)) this.#left.set(port, this.#changes);
  }

  /** A page has not left after all. */
  stay(port: PortLink): void {
    this.#left.delete(port);
  }

  /** Sends a page that is back what it has missed, or may have: it tells no change twice. */
  catchUp(port: PortLink): void {
    const missed = this.#changes - (this.#left.get(port) ?? this.#changes);
    for (const reply of this.#recent.filter(({ change }) => this.#age(change) < missed)) port.send(reply);
    this.stay(port);
  }

  #tell(reply: EventReply, actor?: PortLink): void {
    // A sign-out has its event also when the session is over, which is news for nobody else.
    if (reply.event === 'signedOut' && this.#isOver) return;
    if (ofEnd.has(reply.event)) this.#isOver = true;
    else if (!leavesOpen.test(reply.event)) this.#isOver = false;
    this.#recent = [...this.#recent, reply].slice(-mostRecent);
    for (const port of this.#ports) if (port !== actor) port.send(reply);
  }

  /** How many changes there have been since this one. */
  #age(change: string): number {
    return this.#changes - Number(change.slice(this.#id.length));
  }
}

/** Who hears of an event of a session that pages share: the page that has made the change as of its own, the others as of another tab's. */
import type { HubPayload } from '../hub/hubTypes.js';
import { randomId } from '../platform/randomId.js';
import { reasonElsewhere } from '../tabs/changes.js';
import { isChange } from '../tabs/tabChannel.js';
import { memberOfAny } from '../values/members.js';
import type { EventData } from '../wire/wasmClient.js';
import type { PortLink } from './portLink.js';

/** A call under way. */
interface Call {
  readonly port: PortLink;
  readonly name: string;
}

/** The functions after which there are these events. The others can come with any call. */
const causes: Readonly<Record<string, RegExp>> = {
  signedIn: /^(signIn|confirmSignIn|autoSignIn|importSession|completeRedirect)$/,
  userSignedIn: /^(signIn|confirmSignIn|autoSignIn|importSession|completeRedirect)$/,
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

/** The events of one client. */
export class SharedEvents {
  readonly #ports: ReadonlySet<PortLink>;
  readonly #calls = new Set<Call>();
  readonly #id = randomId();
  #changes = 0;

  constructor(ports: ReadonlySet<PortLink>) {
    this.#ports = ports;
  }

  /** Runs a call of a page, which may be what an event comes of. */
  async during<Output>(port: PortLink, name: string, call: () => Promise<Output>): Promise<Output> {
    // Every page that is idle prepares a sign-in, which changes nothing.
    if (name === 'prepareSignIn') return await call();
    const entry = { port, name };
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
    const calls = Array.from(this.#calls).reverse();
    const call = calls.find(({ name }) => causes[event]?.test(name)) ?? calls[0];
    const actor = call?.port ?? latest;
    // First, since instances that share a hub tell it only the first of the two.
    actor?.send({ type: 'event', event, data, change, crossTab: false });
    if (!isChange(event)) return;
    const seen = event === 'signedOut' ? { reason: reasonElsewhere(memberOfAny(data, 'reason')) } : data;
    for (const port of this.#ports)
      if (port !== actor) port.send({ type: 'event', event, data: seen, change, crossTab: true });
  }

  #nextChange(): string {
    this.#changes += 1;
    return `${this.#id} ${String(this.#changes)}`;
  }

  /** Sends what another worker has done. */
  ofOthers({ event, data }: HubPayload): void {
    const change = this.#nextChange();
    for (const port of this.#ports) port.send({ type: 'event', event, data, change, crossTab: true });
  }
}

import { memberOfAny, readMember } from '../values/members.js';
import type { Hint } from './changes.js';
import { channelName } from './names.js';

/** What a tab says to the others after a change. */
export interface Message extends Hint {
  /** The mark of what is stored then. It reveals no token. */
  readonly mark: string;
}

/** The members of `BroadcastChannel` that are used. Node's has one more. */
interface Channel {
  onmessage: ((message: unknown) => void) | null;
  postMessage(message: Message): void;
  close(): void;
  unref?(): void;
}

/** The events after which a tab tells the others. */
const events: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'signedIn',
  'signedOut',
  'tokenRefresh',
  'sessionExpired',
  'userDeleted',
  'switchActiveUser',
  'userSignedIn',
  'userSignedOut',
]);

/** Whether an event says that what is stored has changed. */
export const isChange = (event: unknown): event is string => typeof event === 'string' && events.has(event);

const shortText = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\w{1,32}$/.test(value) ? value : undefined;

/** The reason in an event's details: a name, and nothing that could be a secret. */
export const reasonIn = (data: unknown): string | undefined => shortText(memberOfAny(data, 'reason'));

/** Reads a message. Any script of the origin can send some. */
export function messageIn(given: unknown): Message | undefined {
  const data = memberOfAny(given, 'data');
  const event = memberOfAny(data, 'event');
  const mark = shortText(memberOfAny(data, 'mark'));
  return isChange(event) && mark !== undefined ? { event, mark, reason: reasonIn(data) } : undefined;
}

/** The channel of the tabs that use the same app client. Without `BroadcastChannel`, it does nothing. */
export class TabChannel {
  readonly #page: unknown;
  readonly #name: string;
  readonly #hear: (message: Message) => void;
  #channel: Channel | undefined;

  constructor(page: unknown, clientId: string, hear: (message: Message) => void) {
    this.#page = page;
    this.#name = channelName(clientId);
    this.#hear = hear;
  }

  /** Hears the other tabs from now on. */
  open(): void {
    const channel = (this.#channel ??= this.#make());
    if (!channel) return;
    channel.onmessage = (given) => {
      const message = messageIn(given);
      if (message) this.#hear(message);
    };
    // In Node, a channel that is listened to keeps the process alive.
    if (memberOfAny(channel, 'unref') !== undefined) channel.unref?.();
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** Tells the other tabs. */
  post(message: Message): void {
    const channel = this.#channel ?? this.#make();
    try {
      channel?.postMessage(message);
    } catch {
      // The others see the change when they look next.
    }
    if (channel !== this.#channel) channel?.close();
  }

  #make(): Channel | undefined {
    try {
      const made = readMember(this.#page, 'BroadcastChannel') as (new (name: string) => Channel) | undefined;
      return made && new made(this.#name);
    } catch {
      return undefined;
    }
  }
}

import type { Answer } from '../glance/glance.js';
import type { Storing } from '../glance/places.js';
import { dispatchOfTabs, hubItself, type Outlet } from '../hub/dispatchOfTabs.js';
import type { HubPayload } from '../hub/hubTypes.js';
import type { Timer } from '../storage/askedStorage.js';
import type { SessionCopy } from '../storage/sessionCopy.js';
import type { LaterItems } from '../storage/storageItems.js';
import { memberOfAny, ownMembers } from '../values/members.js';
import type { EventData } from '../wire/wasmClient.js';
import { changesBetween } from './changes.js';
import { type Heard, mostMessages, type Seen } from './firstSign.js';
import { removeOutdatedCredentials } from './keptCredentials.js';
import { keyPrefix } from './names.js';
import { noteEnd } from './noteEnd.js';
import { PageEvents } from './pageEvents.js';
import { type Place, placesOf, readView, type View, withoutCurrent } from './storedView.js';
import { sourceOf } from './sourceOf.js';
import { isChange, type Message, messageIn, reasonIn, TabChannel } from './tabChannel.js';
import { isNews } from './toldOnce.js';
import { viewOf } from './viewOfSeen.js';

/** What is watched, and where. */
export interface Surroundings {
  readonly clientId: string;
  /** Where the session is, which may change; `false` while something is kept in memory. */
  readonly storage: () => Storing | LaterItems | false;
  /** What was stored when the page was configured, or what it was answered first, unless an event has followed. */
  readonly seen: Seen | Answer | undefined;
  /** What has been heard of other tabs since then. */
  readonly heard: Heard | undefined;
  /** The global object. */
  readonly page: unknown;
  readonly timer: Timer;
}

/** The storage is quiet for so long before it is read: other libraries write the items of a session one by one. */
const quietMs = 100;

/** Another tab's writes can be seen later than its message arrives. The pauses double, so this is 2.5 seconds. */
const firstPauseMs = 10;
const mostPauses = 8;

/** A storage that does not work is read again for 40 seconds. What it then says may be that the session is over. */
const mostPausesInTrouble = 12;

/** A `signOut` that has not ended after this time is taken for one that was given up. */
const longestSignOutMs = 60_000;

const isCopy = (storing: unknown): storing is SessionCopy => memberOfAny(storing, 'around') !== undefined;

/**
 * Tells other tabs of this instance's changes, and the instance's hub of theirs.
 *
 * What is stored decides: it is compared with what is known, and the difference is an event. So it does not matter how often, or in
 * which order, this hears that something has changed. Nothing is awaited while a storage is read, compared and told of.
 */
export class TabEvents {
  readonly #storage: Surroundings['storage'];
  /** Dropped after its first use: tokens are in it. */
  #seen: Seen | Answer | undefined;
  readonly #dispatch: (payload: HubPayload) => void;
  /** By which instances with the same hub recognise each other. */
  readonly #hub: object;
  readonly #page: unknown;
  readonly #timer: Timer;
  readonly #clientId: string;
  readonly #channel: TabChannel;
  readonly #events: PageEvents;
  /** What the application knows; `undefined` while that is not certain, or the session is in memory. */
  #known: View | undefined;
  #isFirst = true;
  /** The storage that was loaded last, and what it was loaded for. */
  #loaded: { readonly later: LaterItems; readonly storing: Storing } | undefined;
  /** What is behind the storage that {@link #known} is about. */
  #source: unknown;
  /** Messages whose state has not been seen in the storage yet, in the order of their arrival. */
  #messages: Message[] = [];
  #pauses = 0;
  #isLooking = false;
  #isDue = false;
  /** Whether a tab has said, or may have said while this page was away, that it changed something since the last comparison. */
  #byTab = false;
  #quiet: unknown;
  #pause: unknown;
  /** Runs while this instance signs out: the session is removed some time before its event. */
  #signOut: unknown;
  #hasStopped = false;

  constructor({ hub }: Outlet, { clientId, storage, seen, heard, page, timer }: Surroundings) {
    this.#storage = storage;
    this.#seen = seen;
    this.#page = page;
    this.#timer = timer;
    this.#clientId = clientId;
    this.#hub = hubItself(hub);
    this.#dispatch = (payload) => {
      dispatchOfTabs(hub, payload);
    };
    this.#channel = new TabChannel(page, clientId, (message) => {
      this.#hear(message);
    });
    this.#events = new PageEvents(page, keyPrefix(clientId), {
      onChange: (byTab) => {
        if (byTab) this.#byTab = true;
        this.#lookWhenQuiet();
      },
      onShow: () => {
        this.#byTab = true;
        this.#channel.open();
        this.#lookWhenQuiet();
      },
      onHide: () => {
        // A page with an open channel may not be kept for the way back.
        this.#channel.close();
      },
    });
    this.#channel.open();
    this.#events.listen();
    this.#messages = (heard?.messages ?? []).flatMap((each) => messageIn(each) ?? []);
    this.#byTab = heard?.isByTab ?? false;
    void this.#look();
  }

  /** Takes an event of this instance, before its hub does, or `signOut` when that begins, or `look` to have the storage read. */
  own(given: EventData): void {
    const { event, data } = ownMembers(given);
    if (event === 'look' && !this.#hasStopped) void this.#look();
    if (event === 'signOut') this.#beginSignOut();
    if (!isChange(event)) return;
    if (event === 'signedOut') this.#endSignOut();
    const seen = this.#isFirst ? this.#seen : undefined;
    this.#isFirst = false;
    this.#seen = undefined;
    const tell = (): void => {
      const found = this.#read();
      const before = this.#known ?? (found && seen && viewOf(seen, this.#clientId, found.view));
      this.#known = found && this.#knownAfter(event, data, found.view);
      if (!found) return;
      isNews(this.#hub, this, this.#clientId, before, found.view);
      this.#channel.post({ event, mark: found.mark, reason: reasonIn(data) });
    };
    if (this.#storing()) tell();
    else void this.#refresh().then(tell, () => undefined);
  }

  /** Stops listening. Other tabs still hear of this instance's changes. */
  stop(): void {
    this.#hasStopped = true;
    this.#events.stop();
    this.#channel.close();
    for (const timer of [this.#quiet, this.#pause, this.#signOut]) this.#timer.stop(timer);
  }

  #beginSignOut(): void {
    this.#timer.stop(this.#signOut);
    this.#signOut = this.#timer.start(() => {
      this.#endSignOut();
    }, longestSignOutMs);
  }

  #endSignOut(): void {
    if (this.#signOut === undefined) return;
    this.#timer.stop(this.#signOut);
    this.#signOut = undefined;
    this.#lookWhenQuiet();
  }

  /** What is known after an own event. Another tab may have made a further change meanwhile, which is still to be told. */
  #knownAfter(event: string, data: unknown, view: View): View {
    const nameIn = (each: View | undefined): unknown => each?.users.get(each.current ?? '')?.user.username;
    const isSignIn = event === 'signedIn' || event === 'switchActiveUser';
    const isEnd = event === 'signedOut' || event === 'userDeleted' || event === 'sessionExpired';
    const expected = isSignIn ? memberOfAny(data, 'username') : isEnd ? undefined : nameIn(this.#known ?? view);
    if (nameIn(view) === expected) return view;
    this.#lookWhenQuiet();
    return isSignIn || isEnd ? withoutCurrent(view) : (this.#known ?? view);
  }

  #hear(message: Message): void {
    this.#messages = [...this.#messages, message].slice(-mostMessages);
    this.#byTab = true;
    this.#pauses = 0;
    void this.#look();
  }

  #lookWhenQuiet(): void {
    if (this.#hasStopped) return;
    this.#timer.stop(this.#quiet);
    this.#quiet = this.#timer.start(() => {
      void this.#look();
    }, quietMs);
  }

  /** Looks again after a pause. `false` if this has been done often enough. */
  #lookLater(most = mostPauses): boolean {
    if (this.#pauses >= most) return false;
    this.#timer.stop(this.#pause);
    this.#pause = this.#timer.start(
      () => {
        void this.#look();
      },
      firstPauseMs * 2 ** this.#pauses,
    );
    this.#pauses += 1;
    return true;
  }

  /** Reads an asynchronous storage, and then compares. */
  async #look(): Promise<void> {
    this.#isDue = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    while (this.#isDue) {
      this.#isDue = false;
      try {
        await this.#refresh();
        if (!this.#compare()) this.#lookLater();
      } catch {
        // The storage does not work. It may do so later.
        if (!this.#lookLater(mostPausesInTrouble)) this.#messages = [];
      }
    }
    this.#isLooking = false;
  }

  /** The storage, if its code is there. */
  #storing(): Storing | undefined {
    const storage = this.#storage();
    if (storage === false) return undefined;
    if (typeof storage !== 'object' || !('load' in storage)) return storage;
    return this.#loaded?.later === storage ? this.#loaded.storing : undefined;
  }

  async #refresh(): Promise<void> {
    const storage = this.#storage();
    if (!this.#storing() && typeof storage === 'object' && 'load' in storage)
      this.#loaded = { later: storage, storing: await storage.load() };
    const storing = this.#storing();
    if (!isCopy(storing)) return;
    storing.onCleared = () => {
      this.#lookWhenQuiet();
    };
    // What Rust has read is what the application knows.
    if (this.#isFirst && storing.hasBeenRead) this.#compare();
    await storing.settled();
    await storing.refresh({ userPoolClientId: this.#clientId });
    // An event of this instance follows what it has stored at once.
    await new Promise<void>((resolve) => {
      this.#timer.start(resolve, 0);
    });
  }

  /** What is stored, and the mark of what the tabs share. `undefined` if they share nothing, or the session is in memory. */
  #read(): { readonly places: readonly [Place, Place]; readonly view: View; readonly mark: string } | undefined {
    const storing = this.#storing();
    const places = storing && placesOf(storing, this.#clientId, this.#page);
    if (!places) return undefined;
    const source = sourceOf(storing);
    if (this.#source !== source) this.#known = undefined;
    this.#source = source;
    const [, shared] = places;
    return { places, view: readView(places), mark: readView([shared]).mark };
  }

  /** Tells the hub what has changed. `false` if that cannot be said yet. */
  #compare(): boolean {
    const storing = this.#storing();
    if (this.#hasStopped || this.#signOut !== undefined) return true;
    if (isCopy(storing) && !storing.isSettled) return false;
    const found = this.#read();
    const index = this.#messages.findIndex(({ mark }) => mark === found?.mark);
    if (found && index < 0 && this.#messages.length > 0 && this.#lookLater()) return true;
    const hint = this.#messages[index];
    this.#messages = index < 0 ? [] : this.#messages.slice(index + 1);
    this.#pauses = 0;
    const before = this.#isFirst && found ? viewOf(this.#seen, this.#clientId, found.view) : this.#known;
    this.#isFirst = false;
    this.#seen = undefined;
    const after = found && readView(found.places, before);
    this.#known = after;
    if (before && after) this.#tell(before, after, hint);
    this.#byTab = false;
    return this.#messages.length === 0;
  }

  #tell(before: View, after: View, hint: Message | undefined): void {
    removeOutdatedCredentials(this.#page, before, after);
    const changes = changesBetween(before, after, this.#byTab, hint);
    if (changes.length === 0 || !isNews(this.#hub, this, this.#clientId, before, after)) return;
    for (const payload of changes) {
      noteEnd({ userPoolClientId: this.#clientId }, payload);
      this.#dispatch(payload);
    }
  }
}

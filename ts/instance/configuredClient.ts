import { invalidInput } from '../errors/invalidInput.js';
import { type Answer, glance } from '../glance/glance.js';
import { plainPool, type PlainPool } from '../glance/plainPool.js';
import type { Storing } from '../glance/places.js';
import { isServer } from '../platform/runtime.js';
import { nextTask, type Pause, soon, whenOnline } from '../platform/task.js';
import type { SessionCopy } from '../storage/sessionCopy.js';
import type { LaterItems } from '../storage/storageItems.js';
import type { Outlet } from '../hub/dispatchOfTabs.js';
import type { ReadyWasm } from '../loader/loader.js';
import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import { convert, dataOf, withoutSecret } from '../configuration/parseAmplifyConfig.js';
import type { AuthHooks } from '../configuration/hooks.js';
import { absoluteAddress } from '../platform/absoluteAddress.js';
import { frozenCopy } from '../values/frozenCopy.js';
import { hasOwn, memberOfAny } from '../values/members.js';
import { own } from '../configuration/given.js';
import { warnOnce } from '../shared/warnOnce.js';
import { awaitTabs, leaveTabs, meetTabs } from '../tabs/meetTabs.js';
import { sourceOf } from '../tabs/sourceOf.js';
import type { TabLink } from '../tabs/tabLink.js';
import type { RunningModule } from '../wire/runningModule.js';
import type { ClientHost, EventData, WasmClient } from '../wire/wasmClient.js';
import { mayReturn, redirectFile } from './returning.js';
import { signOutHere } from './signOutHere.js';

/** What `configure` was given: a configuration, the address of a file that holds one, or what is wrong with the options. */
export type Given = { readonly config: unknown } | { readonly file: unknown } | { readonly problem: unknown };

/** A client and the instance of the module in which it is. */
export interface LiveClient {
  readonly instance: RunningModule;
  readonly client: WasmClient;
  /** The copy of an asynchronous storage that the client works on. */
  readonly copy: SessionCopy | undefined;
  /** Whether the client has the relaxed SIMD module, or is waiting for it. */
  isAccelerated: boolean;
}

/** What a configured client needs from its `AuthInstance`. */
export interface ConfiguredHost extends Omit<ClientHost, 'storage'>, Outlet {
  /** Called once, when the configuration is in effect: Rust has accepted it, or would. */
  accepted(config: ResourcesConfig): void;
}

/**
 * The client whose memory all configurations of an instance share: what one of them has in memory is found by the next, whichever
 * client is made first.
 */
export interface SharedMemory {
  client?: LiveClient | undefined;
}

const isLater = (storage: Storing | LaterItems): storage is LaterItems =>
  typeof storage === 'object' && 'load' in storage;
const isCopy = (storing: Storing): storing is SessionCopy => typeof storing === 'object' && 'around' in storing;

/** Whether Rust would accept the limits of an instance. */
function arePlain(limits: AuthHooks['limits'] = {}): boolean {
  return Object.entries(limits).every(([name, value]) => {
    const largest = name === 'timeoutMs' ? 300_000 : 10;
    return value === undefined || (Number.isInteger(value) && Number(value) > 0 && Number(value) <= largest);
  });
}

/**
 * Makes the client that one call of `configure` asks for.
 *
 * Failures are not kept: the next call tries everything again. After a trap, the next call makes a client in the fresh
 * wasm instance.
 */
export class ConfiguredClient {
  readonly #ready: ReadyWasm;
  readonly #host: ConfiguredHost;
  readonly #read: (instance: RunningModule) => unknown;
  #reading: Promise<unknown> | undefined;
  #storage: Storing | LaterItems;
  #live: LiveClient | undefined;
  readonly #memory: SharedMemory;
  #isAccepted = false;
  #isForeseen = false;
  #pool: PlainPool | undefined;
  #resources: ResourcesConfig | undefined;
  /** The link to other tabs, which may have been made for an earlier configuration. */
  #link: TabLink | undefined;
  /** What keeps the configuration from being converted. */
  #problem: unknown;

  constructor(
    given: Given,
    host: ConfiguredHost,
    ready: ReadyWasm,
    storage: Storing | LaterItems = 'local',
    memory: SharedMemory = {},
  ) {
    this.#ready = ready;
    this.#host = host;
    this.#storage = storage;
    this.#memory = memory;
    if (hasOwn(given, 'problem')) {
      this.#read = () => {
        throw given.problem;
      };
    } else if (hasOwn(given, 'file')) {
      const file = typeof given.file === 'string' ? absoluteAddress(given.file) : given.file;
      this.#read = (instance) => instance.fetchConfigurationFile(file);
    } else {
      try {
        const config = frozenCopy(given.config);
        this.#read = () => config;
        this.#convert(config);
      } catch (reason) {
        // The object contains itself, or a getter threw.
        this.#read = () => {
          throw invalidInput('the configuration is not plain data', reason, 'configuration');
        };
      }
    }
  }

  /** The configuration in Amplify's shape: available at once, or that of a file once Rust has accepted it. */
  get resources(): ResourcesConfig | undefined {
    return this.#resources;
  }

  /** Replaces the storage. Calls that have begun end with the earlier one. */
  useStorage(storage: Storing | LaterItems): void {
    this.#storage = storage;
    this.#live = undefined;
    if (this.#link) void this.meetTabs();
  }

  /** Comes after another configuration, and hears of other tabs in its place if the session is the same. */
  follow(earlier: ConfiguredClient): void {
    if (!earlier.#link?.hasLeft) this.#link = earlier.#link;
  }

  /** Waits for another tab's first change. Does nothing with a storage of whose changes the browser does not tell. */
  awaitTabs(): void {
    const link = this.#linkNow();
    if (this.#storage === 'local') awaitTabs(link);
  }

  /** Whether the page is waiting for that, so that it does not need the file of tab events yet. */
  get isAwaitingTabs(): boolean {
    return this.#link?.firstSign !== undefined;
  }

  /** Exchanges events with other tabs from now on; see `meetTabs.ts`. */
  meetTabs(event?: EventData): Promise<void> {
    return meetTabs(this.#linkNow(), event);
  }

  /** Does not hear of other tabs any more. */
  leaveTabs(): void {
    leaveTabs(this.#linkNow());
  }

  /** The link of the present session. That of the earlier configuration stays until the new one has been read. */
  #linkNow(): TabLink {
    const storage = (): false | Storing | LaterItems => this.#isMemoryEmpty() && this.#storage;
    const source = sourceOf(this.#storage);
    const clientId = this.#tabClient();
    const link = this.#link;
    const isPast = this.#host.isCurrent?.() === false;
    if (link && link.source === source && (!this.#resources || link.clientId === clientId)) {
      if (!isPast) link.storage = storage;
      return link;
    }
    const hasLeft = isPast || link?.hasLeft;
    // Otherwise a later configuration may have it.
    if (link && !isPast) leaveTabs(link);
    return (this.#link = { clientId, source, outlet: this.#host, storage, hasLeft });
  }

  /** The app client of whose session tabs tell each other. */
  #tabClient(): string | undefined {
    // The worker of a vault tells its pages itself.
    const isVault = isLater(this.#storage) && 'module' in this.#storage;
    if (isVault || isServer() || this.#isProvided(false)) return undefined;
    return this.#resources?.Auth?.Cognito.userPoolClientId;
  }

  /** Resolves when the storage can be read, if its code is being loaded. Failures are left to the call that needs it. */
  get arrival(): Promise<void> | undefined {
    const storage = this.#storage;
    if (!isLater(storage) || !storage.isSynchronous) return undefined;
    return storage.load().then(
      (items) => {
        if (this.#storage === storage) this.#storage = items;
      },
      () => undefined,
    );
  }

  /** Whether the page may have been loaded with an answer of Cognito's pages, or after they were left without one. */
  get mayReturn(): boolean {
    return mayReturn(this.#pool, this.#resources);
  }

  /** Resolves when the configuration is in effect. Rust is asked only if there is any doubt. */
  async accepted(): Promise<void> {
    // Listeners that are added right after `configure` hear of it, too.
    await soon();
    if (this.#pool && this.#resources) this.#accept(this.#resources);
    else await this.live();
  }

  /** Whether `fetchAuthSession` has been answered from storage, or the module is starting. */
  get isForeseen(): boolean {
    return this.#isForeseen;
  }

  /** Whether refresh tokens waited to be revoked when this page began to wait for other tabs, as far as that is known without the module. */
  get isQueued(): boolean {
    return this.#link?.firstSign?.isQueued === true;
  }

  /** Starts the module, which revokes them. If it cannot be loaded, it is tried again when the page is online again. */
  readonly revokeQueued = (): void => {
    this.live(nextTask).catch(() => {
      whenOnline(this.revokeQueued);
    });
  };

  /** The parts that `diagnostics` tells of: the application's functions, the storage, and the client in the module. */
  get parts() {
    return [this.#host.hooks, this.#storage, this.#live] as const;
  }

  /** What `fetchAuthSession` will answer, if that is plain from storage. */
  foresee(): Answer | undefined {
    return this.#isMemoryEmpty() ? this.#glance('fetchAuthSession', {}) : undefined;
  }

  /**
   * The answer to a call of a public function if it is plain from storage. A module that has started may keep the session in
   * memory, because storage did not work.
   */
  glance(name: string, input: unknown): Answer | undefined {
    const answer = this.#glance(name, input);
    const resources = this.#resources;
    if (!answer || !resources || !this.#isMemoryEmpty()) return undefined;
    // Later, as in `accepted`, but before the caller gets the answer.
    void soon().then(() => {
      this.#accept(resources);
    });
    this.#isForeseen ||= name === 'fetchAuthSession';
    return answer;
  }

  /**
   * Signs out although the module cannot be loaded. `undefined` if Rust has to be asked nevertheless.
   *
   * @param cause - Why the module is not there.
   */
  async signOut(input: unknown, cause: unknown): Promise<object | undefined> {
    const pool = this.#pool;
    const storage = this.#storage;
    if (memberOfAny(cause, 'name') !== 'ModuleFileException' || !pool || isLater(storage) || this.#isProvided(true)) {
      return undefined;
    }
    let left: ReturnType<typeof signOutHere>;
    try {
      left = signOutHere(input, storage, pool, cause);
    } catch {
      return undefined;
    }
    this.#host.emit({ event: 'signedOut', data: { reason: own(input, 'reason') ?? 'user' } });
    whenOnline(this.revokeQueued);
    // Without this file, too, the note stays: the next `signOut` leads to the pages.
    const file = pool.hasRedirect ? await redirectFile().catch(() => undefined) : undefined;
    return { ...left.output, logoutUrl: file?.logoutHere(left, input, storage, this.#resources) };
  }

  /**
   * The client in the current wasm instance. Rejects if the configuration is wrong or the module does not start.
   *
   * @param pause - See {@link ReadyWasm}.
   */
  async live(pause?: Pause): Promise<LiveClient> {
    this.#isForeseen = true;
    const storage = this.#storage;
    const instance = await (isLater(storage) && storage.module
      ? storage.module(this.#ready, this.#host)
      : this.#ready(pause));
    await pause?.();
    if (this.#live?.instance === instance) return this.#live;
    const config = await this.#readOnce(instance);
    if (instance.connect) await instance.connect(config);
    const storing = isLater(storage) ? await storage.load() : storage;
    // The storage may have been replaced meanwhile.
    if (this.#storage !== storage) return this.live(pause);
    // Another call may have made the client while this one was reading.
    return this.#live?.instance === instance ? this.#live : this.#connect(instance, config, storing);
  }

  /** Whether the application provides the tokens, or also the credentials: what is stored is not the session then. */
  #isProvided(withCredentials: boolean): unknown {
    const { tokenProvider, credentialsProvider } = this.#host.hooks ?? {};
    return tokenProvider ?? (withCredentials && credentialsProvider);
  }

  #glance(name: string, input: unknown): Answer | undefined {
    const storage = this.#storage;
    const isOfTokens = name === 'getTokens' || name === 'getCurrentUser';
    if (this.#isProvided(!isOfTokens) || !this.#pool || isLater(storage)) return undefined;
    const { keepsCredentials } = this.#host.hooks ?? {};
    const answer = glance(name, input, this.#pool, storage, !this.#memory.client, keepsCredentials);
    const link = this.#linkNow();
    // Before other tabs are heard of, this is what the application knows.
    if (name === 'fetchAuthSession' && link.clientId && !link.tabs) link.seen ??= answer;
    return answer;
  }

  /** Whether the module, if it runs, has nothing in memory. If it has trapped, the next call starts another one. */
  #isMemoryEmpty(): boolean {
    const live = this.#memory.client;
    try {
      return live === undefined || live.instance.ask(() => live.client.isMemoryEmpty());
    } catch {
      return false;
    }
  }

  /** Reads the configuration once for all who wait for it. */
  async #readOnce(instance: RunningModule): Promise<unknown> {
    const reading = (this.#reading ??= Promise.resolve(instance).then(this.#read));
    try {
      return await reading;
    } finally {
      if (this.#reading === reading) this.#reading = undefined;
    }
  }

  /** Converts a frozen configuration. Rust judges it first, so that its error is the one that the application gets. */
  #convert(config: unknown): void {
    try {
      const data = typeof config === 'string' ? frozenCopy(dataOf(config)) : config;
      const converted = convert(data);
      const resources = withoutSecret(converted.resources);
      this.#resources = resources === data ? resources : frozenCopy(resources);
      // Wrong limits are for Rust to explain.
      if (arePlain(this.#host.hooks?.limits)) this.#pool = plainPool(data, converted);
    } catch (reason) {
      this.#problem = reason;
    }
  }

  #connect(instance: RunningModule, config: unknown, storing: Storing): LiveClient {
    const copy = isCopy(storing) ? storing : undefined;
    const host = this.#host;
    let client: WasmClient;
    try {
      client = instance.createClient(config, {
        ...host,
        storage: storing,
        emit: (event) => {
          // That something is not stored comes first.
          if (copy && event.event !== 'storageDegraded') void copy.whenStored(() => host.emit(event));
          else host.emit(event);
        },
      });
    } catch (reason) {
      this.#resources = undefined;
      throw reason;
    }
    if (!this.#resources) this.#convert(frozenCopy(config));
    if (!this.#resources) {
      client.free();
      throw this.#problem;
    }
    const { client: sharing } = this.#memory;
    this.#live = { instance, client, copy, isAccelerated: false };
    if (sharing?.instance === instance) client.inherit(sharing.client);
    else this.#memory.client = this.#live;
    copy?.connect(
      {
        keepRefused: (items, error) => instance.ask(() => client.keepRefused(items, error)),
        isMemoryEmpty: () => instance.ask(() => client.isMemoryEmpty()),
      },
      { ...this.#resources.Auth?.Cognito },
    );
    for (const warning of client.warnings()) warnOnce(warning);
    this.#accept(this.#resources);
    void this.meetTabs();
    return this.#live;
  }

  #accept(resources: ResourcesConfig): void {
    if (this.#isAccepted) return;
    this.#isAccepted = true;
    this.#host.accepted(resources);
  }
}

import { reportException, warn } from '../platform/log.js';
import { isPage, isServer } from '../platform/runtime.js';
import { nextTask, type Pause, soon, whenIdle } from '../platform/task.js';
import { untilAborted } from '../errors/abort.js';
import { AuthError } from '../errors/authError.js';
import { reportedLater } from '../errors/reportedLater.js';
import { toAuthError } from '../errors/toAuthError.js';
import { hubAccess } from '../hub/hubClass.js';
import type { HubLike, HubPayload } from '../hub/hubTypes.js';
import type { ReadyWasm } from '../loader/loader.js';
import { readyWasm } from '../loader/readyWasm.js';
import { relaxedModule } from '../loader/readyRelaxed.js';
import type { CallOptions } from '../types/callOptions.js';
import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import type { AuthHooks } from '../configuration/hooks.js';
import { toHubPayload } from './hubEvents.js';
import { Keeping } from '../limits/keeping.js';
import type { GivenPolicy } from '../limits/keepingHost.js';
import { takeSignal } from './takeSignal.js';
import type { RedirectHost, ReturnData } from '../redirect/redirectHost.js';
import { memberOfAny, ownMembers } from '../values/members.js';
import type { Answer } from '../glance/glance.js';
import type { Storing } from '../glance/places.js';
import type { LaterItems } from '../storage/storageItems.js';
import { accelerate, type GetRelaxedModule } from './accelerate.js';
import { Returning } from './returning.js';
import { ConfiguredClient, type Given, type SharedMemory } from './configuredClient.js';
import { timed } from '../shared/userTiming.js';
import { warnOnce } from '../shared/warnOnce.js';

/** The functions that sign a user in. */
const sessionStarters: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'signIn',
  'confirmSignIn',
  'autoSignIn',
  'importSession',
]);

/** The warning for a server that signs users in to the instance that all of its requests share. */
const sharedSession = 'on a server, all requests share one session. Make an instance for each with createAuth';

/** An answer as a call of Rust settles. */
function settledAs({ output, error }: Answer): Promise<unknown> {
  // Rust's errors are data, too.
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
  return error ? Promise.reject(error) : Promise.resolve(output);
}

/** Waits for something that a call depends on, or until its signal fires. */
async function unlessAborted<Value>(work: () => Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  try {
    return await untilAborted(work, signal);
  } catch (reason) {
    throw toAuthError(reason, signal);
  }
}

/** Options of an instance. */
export interface AuthInstanceOptions {
  /** Whether the whole page shares this instance. It stores an unfinished sign-in under Amplify's names. */
  readonly isDefault?: boolean;
  /** Replaces the loader of the module, for tests. */
  readonly ready?: ReadyWasm;
  /** Replaces the loader of the relaxed SIMD module, for tests. */
  readonly relaxed?: GetRelaxedModule;
  /** Whether what is plain from storage is answered without the module, as by default. */
  readonly glances?: boolean;
}

/** A configuration and its Hub. The functions use the shared instance, or one of `createAuth`. */
export class AuthInstance {
  /** Receives the events of this instance. */
  readonly hub: HubLike;
  readonly #isDefault: boolean;
  readonly #ready: ReadyWasm;
  readonly #relaxed: GetRelaxedModule;
  readonly #glances: boolean;
  readonly #memory: SharedMemory = {};
  /** For redirects. */
  readonly redirects: RedirectHost = {
    run: (name, input) => this.#run(name, input),
    call: (name, input) => this.run(name, input),
    complete: (input) => this.#returning.complete(input),
    ready: () => this.ready(),
    failed: (error) => {
      this.#dispatch('auth', { event: 'signInWithRedirect_failure', data: { error } }, 'Auth');
    },
    redirectUrls: (name) => this.#configured?.resources?.Auth?.Cognito.loginWith?.oauth?.[name] ?? [],
  };
  readonly #returning = new Returning(this.redirects);
  #configured: ConfiguredClient | undefined;
  #hooks: AuthHooks = {};
  #storage: Storing | LaterItems = 'local';
  #policy: GivenPolicy | undefined;
  #keeping: Keeping | undefined;
  #clientMetadataProvider: AuthHooks['clientMetadataProvider'];
  /** Calls that wait for the module or its answer. */
  #calls = 0;
  /** Calls that Rust is working on. They may change what is stored. */
  #running = 0;
  /** The page has been idle while a call was under way. */
  #isPreparationDue = false;

  /** Makes an instance without a configuration. */
  constructor(hub: HubLike, options: AuthInstanceOptions = {}) {
    const {
      isDefault = false,

      ready = readyWasm,
      relaxed = relaxedModule,
      glances = true,
    } = ownMembers(options);
    this.hub = hub;
    this.#isDefault = isDefault;
    this.#ready = ready;
    this.#relaxed = relaxed;
    this.#glances = glances;
  }

  /** Whether `configure` has been called. */
  get isConfigured(): boolean {
    return this.#configured !== undefined;
  }

  /** Replaces the configuration. The new one is read on first use. */
  configure(given: Given, hooks: AuthHooks = {}, storage: Storing | LaterItems = 'local', policy?: GivenPolicy): void {
    this.#hooks = hooks;
    this.#storage = storage;
    this.#policy = policy;
    this.#keeping?.stop();
    this.#keeping = undefined;
    if (hooks.clientMetadataProvider) this.#clientMetadataProvider = hooks.clientMetadataProvider;
    const isCurrent = (): boolean => this.#configured === configured;
    const configured: ConfiguredClient = new ConfiguredClient(
      given,
      {
        hooks,
        clientMetadataProvider: () => this.#clientMetadataProvider,
        authConfig: () => configured.resources?.Auth,
        isDefault: this.#isDefault,
        isCurrent,
        accepted: (config) => {
          if (isCurrent()) this.#dispatch('core', { event: 'configure', data: config }, 'Configure');
        },
        emit: (event) => {
          // In a worker, which has no address. The page of a vault has heard of it.
          if (event.event === 'showAddress') return;
          void configured.meetTabs(event);
          this.#dispatch('auth', toHubPayload(event), 'Auth');
          if (this.#configured !== configured) return;
          if (event.event === 'signedIn' || event.event === 'switchActiveUser') this.#keeping?.renewed(true);
          if (event.event === 'tokenRefresh') this.#keeping?.renewed(false);
        },
        hub: this.hub,
      },
      this.#ready,
      storage,
      this.#memory,
    );
    if (this.#configured) configured.follow(this.#configured);
    this.#configured = configured;
    if (policy) this.#keeping = this.#keep(configured, policy);
    this.#returning.begin(configured.mayReturn);
    // A call in the same script finds out by itself what is stored.
    void soon().then(() => {
      this.#foresee(configured);
    });
  }

  /** Replaces the `Auth` part of the configuration, and keeps the storage. */
  setAuthConfig(authConfig: unknown): void {
    this.configure(
      { config: { ...this.#configured?.resources, Auth: authConfig } },
      this.#hooks,
      this.#storage,
      this.#policy,
    );
  }

  /** From now on, and until the next `configure`, the session is in this storage. */
  setStorage(storage: Storing | LaterItems): void {
    this.#storage = storage;
    this.#configured?.useStorage(storage);
  }

  /** Hears nothing of other tabs any more, until the next `configure`. */
  leaveTabs(): void {
    this.#configured?.leaveTabs();
  }

  /** Sets what is asked for client metadata at a refresh, until it is set again. It survives `configure`, as in Amplify. */
  setClientMetadataProvider(provider: AuthHooks['clientMetadataProvider']): void {
    this.#clientMetadataProvider = provider;
  }

  /** Resolves when the configuration is in effect. */
  async accepted(): Promise<void> {
    try {
      await this.#requireConfigured().accepted();
    } catch (reason) {
      throw toAuthError(reason);
    }
  }

  /** Resolves when the module runs and has accepted the configuration. */
  async ready(): Promise<void> {
    try {
      await this.#requireConfigured().live();
    } catch (reason) {
      throw toAuthError(reason);
    }
  }

  /** The configuration in Amplify's shape, frozen. Without one, warns and returns an empty object. */
  getConfig(): ResourcesConfig {
    const config = this.#configured?.resources;
    if (config) return config;
    warn(this.isConfigured ? 'the configuration has not been read' : 'Amplify.configure has not been called');
    return {};
  }

  /** The configuration in effect, for `diagnostics`. */
  get configured(): ConfiguredClient | undefined {
    return this.#configured;
  }

  /**
   * Runs a public function: answers what is plain from storage, or asks the Rust module. Every rejection is an `AuthError`.
   *
   * @typeParam Output - What Rust answers. Nothing is checked here: the tests against the built module do.
   * @param name - The name of the public function.
   * @param input - Its input, with the signal.
   * @param pause - See {@link ReadyWasm}.
   */
  async run<Output>(name: string, input: unknown, pause?: Pause): Promise<Output> {
    const until = (work: () => Promise<unknown>) => unlessAborted(work, takeSignal(input).signal);
    const isLeaving = name === 'signOut';
    while (!isLeaving && this.#returning.end) await until(async () => this.#returning.end);
    // A session that has come to its end is over before anything is answered, also if `configure` is called meanwhile.
    let admitted: Keeping | undefined;
    while (admitted !== this.#keeping) {
      const keeping = (admitted = this.#keeping);
      if (keeping) await until(() => keeping.admit(isLeaving));
    }
    return await this.#run(name, input, pause);
  }

  /** Signs a user in who has come back from Cognito's pages: see {@link Returning.handle}. */
  async handleReturn(address?: string): Promise<ReturnData> {
    try {
      return await this.#returning.handle(address, this.#requireConfigured().mayReturn);
    } catch (reason) {
      throw toAuthError(reason);
    }
  }

  /** The app says that the user is active. */
  async recordActivity(): Promise<void> {
    try {
      await this.#keeping?.recordActivity();
    } catch (reason) {
      throw toAuthError(reason);
    }
  }

  /** Watches over the session of a configuration. */
  #keep(configured: ConfiguredClient, policy: GivenPolicy): Keeping {
    return new Keeping(policy, {
      accepted: async () => {
        await configured.accepted();
        return configured.resources;
      },
      run: (name, input) => this.#run(name, input),
      tell: (payload) => {
        this.#dispatch('auth', payload, 'Auth');
      },
    });
  }

  async #run<Output>(name: string, input: unknown, pause?: Pause): Promise<Output> {
    if (this.#isDefault && sessionStarters.has(name) && isServer()) warnOnce(sharedSession);
    const { data, signal } = takeSignal(input);
    const arrival = this.#glances ? this.#configured?.arrival : undefined;
    if (arrival) await unlessAborted(() => arrival, signal);
    const answer = this.#glance(name, data, signal);
    return (await (answer
      ? unlessAborted(() => settledAs(answer), signal)
      : this.#call(name, data, signal, pause))) as Output;
  }

  #glance(name: string, data: unknown, signal: AbortSignal | undefined): Answer | undefined {
    // A signal that is not the browser's may throw when it is listened to.
    const isKnownSignal = signal === undefined || Object.prototype.toString.call(signal) === '[object AbortSignal]';
    const isAborted = memberOfAny(signal, 'aborted') === true;
    return this.#glances && this.#running === 0 && isKnownSignal && !isAborted
      ? this.#configured?.glance(name, data)
      : undefined;
  }

  async #call(name: string, data: unknown, signal: AbortSignal | undefined, pause?: Pause): Promise<unknown> {
    // A preparation changes nothing that others could see.
    const weight = name === 'prepareSignIn' ? 0 : 1;
    this.#calls += weight;
    try {
      const live = await untilAborted(() => this.#requireConfigured().live(pause), signal);
      await pause?.();
      this.#running += weight;
      if (name === 'signOut') void this.#configured?.meetTabs({ event: name });
      try {
        const call = (): Promise<unknown> => live.instance.run(() => live.client.call(name, data, signal));
        return await timed(`call ${name}`, () => (live.copy ? live.copy.around(name, data, call) : call()));
      } finally {
        this.#running -= weight;
      }
    } catch (reason) {
      const output = name === 'signOut' && (await this.#configured?.signOut(data, reason));
      if (output) return output;
      throw toAuthError(reason, signal);
    } finally {
      this.#calls -= weight;
      if (this.#calls === 0 && this.#isPreparationDue) this.#prepareWhenIdle();
    }
  }

  /** Runs `signIn`. Afterwards it prepares the next one, which the user needs if this one fails. */
  async signIn<Output>(input: unknown): Promise<Output> {
    // Don't wait for the relaxed SIMD module: it may arrive before the challenge does.
    this.#configured
      ?.live()
      .then((live) => accelerate(live, this.#relaxed))
      .catch(() => undefined);
    try {
      return await this.run('signIn', input);
    } finally {
      this.#prepareWhenIdle();
    }
  }

  /** Does the part of a sign-in that needs no server. Every rejection is an `AuthError`. */
  prepareSignIn(input: CallOptions): Promise<void> {
    return reportedLater(this.#prepare(input));
  }

  async #prepare(input: CallOptions): Promise<void> {
    const { data, signal } = takeSignal(input);
    if (this.#glance('getCurrentUser', data, signal)?.isSignedIn) return;
    // Nobody waits for the module yet, so its start leaves the page time to work.
    const isSignedOut = await this.#run<boolean>('prepareSignIn', input, nextTask);
    if (isSignedOut) await accelerate(await this.#requireConfigured().live(), this.#relaxed);
  }

  /**
   * Starts the module at once where it will be needed: for a session that has to be refreshed, for AWS credentials, or for a
   * configuration that Rust has to read. Only in pages: elsewhere, an instance may be made for one call.
   */
  #foresee(configured: ConfiguredClient): void {
    if (this.#configured !== configured) return;
    configured.awaitTabs();
    if (!isPage()) return;
    if (!configured.isForeseen && !(this.#glances && configured.foresee())) configured.live().catch(() => undefined);
    this.#prepareWhenIdle();
  }

  /**
   * Prepares a sign-in when the page has been loaded and is idle, and the application's own calls have ended. A visitor who is
   * signed in has nothing prepared, but tokens may wait to be revoked. Errors are dropped here; the next call reports them.
   */
  #prepareWhenIdle(): void {
    const configured = this.#configured;
    this.#isPreparationDue = false;
    whenIdle(() => {
      if (this.#configured !== configured || !configured) return;
      if (!configured.isAwaitingTabs) void configured.meetTabs();
      if (configured.isQueued) configured.revokeQueued();
      if (this.#calls > 0) this.#isPreparationDue = true;
      else if (!configured.foresee()?.isSignedIn) this.prepareSignIn({}).catch(() => undefined);
    });
  }

  /** Sends an event. The hub may be the application's own, so what it throws must not fail a call. */
  #dispatch(channel: string, payload: HubPayload, source: string): void {
    try {
      this.hub.dispatch(channel, payload, source, hubAccess());
    } catch (exception) {
      reportException(`the hub threw on the channel ${channel}`, exception);
    }
  }

  #requireConfigured(): ConfiguredClient {
    if (this.#configured) return this.#configured;
    throw new AuthError({
      name: 'AuthUserPoolException',
      message: 'no user pool is configured',
      category: 'configuration',
      recoverySuggestion: 'Call Amplify.configure with a user pool id and an app client id first.',
    });
  }
}

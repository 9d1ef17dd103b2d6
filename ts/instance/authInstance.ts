import { reportException, warn } from '../platform/log.js';
import { isServer } from '../platform/runtime.js';
import { whenIdle } from '../platform/task.js';
import { untilAborted } from '../errors/abort.js';
import { AuthError } from '../errors/authError.js';
import { toAuthError } from '../errors/toAuthError.js';
import { hubAccess } from '../hub/hubClass.js';
import type { HubLike, HubPayload } from '../hub/hubTypes.js';
import type { ReadyWasm } from '../loader/loader.js';
import { readyWasm } from '../loader/readyWasm.js';
import { relaxedModule } from '../loader/readyRelaxed.js';
import type { CallOptions } from '../types/common.js';
import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import { Configuration, type Given } from './configuredClient.js';
import { type AuthHooks, noHooks } from '../configuration/hooks.js';
import { toHubPayload } from './hubEvents.js';
import { ownMembers } from '../values/members.js';
import { type Operations, takeSignal } from './functions.js';
import { accelerate, type GetRelaxedModule } from './accelerate.js';
import { warnOnce } from '../shared/warnOnce.js';

/** The operations that begin a session, or go on with its beginning. */
const beginnings: ReadonlySet<keyof Operations> = /* @__PURE__ */ new Set(['signIn', 'confirmSignIn', 'autoSignIn']);

/** What the developer of a server is told. */
const sharedSession =
  'the functions that are imported one by one, and Amplify.Auth, share one session: on a server everybody is served as ' +
  'whoever signed in last. Make an instance for each request with createAuth';

/** What sets an instance apart. */
export interface AuthInstanceOptions {
  /** Whether this is the instance that the page shares, whose half-done sign-in is stored under Amplify's names. */
  readonly isDefault?: boolean;
  /** Another loader, for tests. */
  readonly ready?: ReadyWasm;
  /** Another loader of the module for relaxed SIMD, for tests. */
  readonly relaxed?: GetRelaxedModule;
}

/** A configuration with its Hub: what the functions act on, be it the shared one or one of `createAuth`. */
export class AuthInstance {
  /** Where the events of this instance go. */
  readonly hub: HubLike;
  readonly #isDefault: boolean;
  readonly #ready: ReadyWasm;
  readonly #relaxed: GetRelaxedModule;
  #configuration: Configuration | undefined;

  /** Makes an instance without a configuration. */
  constructor(hub: HubLike, options: AuthInstanceOptions = {}) {
    const { isDefault = false, ready = readyWasm, relaxed = relaxedModule } = ownMembers(options);
    this.hub = hub;
    this.#isDefault = isDefault;
    this.#ready = ready;
    this.#relaxed = relaxed;
  }

  /** Whether `configure` has been called. */
  get isConfigured(): boolean {
    return this.#configuration !== undefined;
  }

  /** Takes a configuration, in place of an earlier one. It is read when it is first needed. */
  configure(given: Given, hooks: AuthHooks = noHooks): void {
    const configuration = new Configuration(
      given,
      {
        isDefault: this.#isDefault,
        secretHash: hooks.secretHash,
        accepted: (config) => {
          if (this.#configuration === configuration) {
            this.#dispatch('core', { event: 'configure', data: config }, 'Configure');
          }
        },
        emit: (event) => {
          this.#dispatch('auth', toHubPayload(event), 'Auth');
        },
      },
      this.#ready,
    );
    this.#configuration = configuration;
    this.#prepareWhenIdle();
  }

  /** Resolves when the module runs and has accepted the configuration. */
  async ready(): Promise<void> {
    try {
      await this.#configured().client();
    } catch (reason) {
      throw toAuthError(reason);
    }
  }

  /** The configuration in Amplify's shape, frozen; an empty one, with a warning, while there is none. */
  getConfig(): ResourcesConfig {
    const config = this.#configuration?.resources;
    if (config) return config;
    warn(this.isConfigured ? 'the configuration has not been read' : 'Amplify.configure has not been called');
    return {};
  }

  /** Runs one operation of the Rust module. Rejects with `AuthError` and nothing else. */
  async run<Name extends keyof Operations>(
    operation: Name,
    input: Operations[Name]['input'],
  ): Promise<Operations[Name]['output']> {
    if (this.#isDefault && beginnings.has(operation) && isServer()) warnOnce(sharedSession);
    const { data, signal } = takeSignal(input);
    try {
      const { instance, client } = await untilAborted(() => this.#configured().client(), signal);
      // Rust sends what the table of operations promises; the tests against the built module hold it to that.
      return (await instance.run(() => client.call(operation, data, signal))) as Operations[Name]['output'];
    } catch (reason) {
      throw toAuthError(reason, signal);
    }
  }

  /** Signs in, with what a preparation has left, and prepares the next sign-in in case this one fails. */
  async signIn(input: Operations['signIn']['input']): Promise<Operations['signIn']['output']> {
    // The module for relaxed SIMD may be there when the challenge is. The sign-in does not wait for it.
    this.#configuration
      ?.client()
      .then((live) => accelerate(live, this.#relaxed))
      .catch(() => undefined);
    try {
      return await this.run('signIn', input);
    } finally {
      this.#prepareWhenIdle();
    }
  }

  /** Does beforehand what a sign-in needs no server for. Rejects with `AuthError` and nothing else. */
  async prepareSignIn(input: CallOptions): Promise<void> {
    const isAhead = await this.run('prepareSignIn', input);
    if (isAhead) await accelerate(await this.#configured().client(), this.#relaxed);
  }

  /** Prepares a sign-in by itself. What is wrong is told to the call that needs it. */
  #prepareWhenIdle(): void {
    const configuration = this.#configuration;
    whenIdle(() => {
      if (this.#configuration === configuration) this.prepareSignIn({}).catch(() => undefined);
    });
  }

  /** Tells the hub, which may be the application's own: what it throws is no outcome of a call. */
  #dispatch(channel: string, payload: HubPayload, source: string): void {
    try {
      this.hub.dispatch(channel, payload, source, hubAccess());
    } catch (exception) {
      reportException(`the hub threw on the channel ${channel}`, exception);
    }
  }

  #configured(): Configuration {
    if (this.#configuration) return this.#configuration;
    throw new AuthError({
      name: 'AuthUserPoolException',
      message: 'no user pool is configured',
      category: 'configuration',
      recoverySuggestion: 'Call Amplify.configure with a user pool id and an app client id first.',
    });
  }
}

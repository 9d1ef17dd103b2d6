import { warn } from '../adapters/log.js';
import { untilAborted } from '../errors/abort.js';
import { AuthError } from '../errors/authError.js';
import { toAuthError } from '../errors/toAuthError.js';
import { hubAccess } from '../hub/hubClass.js';
import type { HubLike } from '../hub/hubTypes.js';
import type { ReadyWasm } from '../loader/loader.js';
import { readyWasm } from '../loader/readyWasm.js';
import type { ResourcesConfig } from '../types/configuration.js';
import { Configuration, type Given } from './configuration.js';
import type { AuthHooks } from './hooks.js';
import { toHubPayload } from './hubEvents.js';
import { type Operations, takeSignal } from './operations.js';

/** What sets an instance apart. */
export interface AuthInstanceOptions {
  /** Whether this is the instance that the page shares, whose half-done sign-in is stored under Amplify's names. */
  readonly isDefault?: boolean;
  /** Another loader, for tests. */
  readonly ready?: ReadyWasm;
}

/** A configuration with its Hub: what the functions act on, be it the shared one or one of `createAuth`. */
export class AuthInstance {
  /** Where the events of this instance go. */
  readonly hub: HubLike;
  readonly #isDefault: boolean;
  readonly #ready: ReadyWasm;
  #configuration: Configuration | undefined;

  /** Makes an instance without a configuration. */
  constructor(hub: HubLike, { isDefault = false, ready = readyWasm }: AuthInstanceOptions = {}) {
    this.hub = hub;
    this.#isDefault = isDefault;
    this.#ready = ready;
  }

  /** Whether `configure` has been called. */
  get isConfigured(): boolean {
    return this.#configuration !== undefined;
  }

  /** Takes a configuration, in place of an earlier one. It is read when it is first needed. */
  configure(given: Given, hooks: AuthHooks = {}): void {
    const configuration = new Configuration(
      given,
      {
        isDefault: this.#isDefault,
        secretHash: hooks.secretHash,
        accepted: (config) => {
          if (this.#configuration === configuration) {
            this.hub.dispatch('core', { event: 'configure', data: config }, 'Configure', hubAccess());
          }
        },
        emit: (event) => {
          this.hub.dispatch('auth', toHubPayload(event), 'Auth', hubAccess());
        },
      },
      this.#ready,
    );
    this.#configuration = configuration;
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
    const { data, signal } = takeSignal(input);
    try {
      const { instance, client } = await untilAborted(() => this.#configured().client(), signal);
      // Rust sends what the table of operations promises; the tests against the built module hold it to that.
      return (await instance.run(() => client.call(operation, data, signal))) as Operations[Name]['output'];
    } catch (reason) {
      throw toAuthError(reason, signal);
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

import { invalidInput } from '../errors/invalidInput.js';
import { type Answer, glance } from '../glance/glance.js';
import { plainPool, type PlainPool } from '../glance/plainPool.js';
import type { Pause } from '../platform/task.js';
import type { ReadyWasm } from '../loader/loader.js';
import type { WasmInstance } from '../loader/wasmInstance.js';
import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import type { AuthHooks } from '../configuration/hooks.js';
import { absoluteAddress } from '../platform/absoluteAddress.js';
import { frozenCopy } from '../values/frozenCopy.js';
import { hasOwn, readMember } from '../values/members.js';
import { warnOnce } from '../shared/warnOnce.js';
import type { ClientHost, WasmClient } from '../wire/wasmClient.js';

/** What `configure` was given: a configuration, or the address of a file that holds one. */
export type Given = { readonly config: unknown } | { readonly file: unknown };

/** A client and its wasm instance. */
export interface LiveClient {
  readonly instance: WasmInstance;
  readonly client: WasmClient;
}

/** What a configured client needs from its `AuthInstance`. */
export interface ConfiguredHost extends ClientHost {
  /** Called once, when the configuration is in effect: Rust has accepted it, or would. */
  accepted(config: ResourcesConfig): void;
}

/** For `getConfig`, whose result gets printed and passed around: leaves out the app client's secret. */
function withoutSecret(config: ResourcesConfig): ResourcesConfig {
  const auth = readMember(config, 'Auth') as ResourcesConfig['Auth'];
  const cognito = readMember(auth, 'Cognito') as NonNullable<ResourcesConfig['Auth']>['Cognito'] | undefined;
  if (!cognito || !hasOwn(cognito, 'clientSecret')) return config;
  const { clientSecret: _, ...rest } = cognito;
  return Object.freeze({ ...config, Auth: Object.freeze({ ...auth, Cognito: Object.freeze(rest) }) });
}

function isResourcesConfig(config: unknown): config is ResourcesConfig {
  return typeof readMember(readMember(config, 'Auth'), 'Cognito') === 'object';
}

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
  readonly #read: (instance: WasmInstance) => unknown;
  #reading: Promise<unknown> | undefined;
  #live: LiveClient | undefined;
  #isAccepted = false;
  #isForeseen = false;
  #pool: PlainPool | undefined;
  #resources: ResourcesConfig | undefined;

  constructor(given: Given, host: ConfiguredHost, ready: ReadyWasm) {
    this.#ready = ready;
    this.#host = host;
    if (hasOwn(given, 'file')) {
      const file = typeof given.file === 'string' ? absoluteAddress(given.file) : given.file;
      this.#read = (instance) => instance.fetchConfigurationFile(file);
    } else {
      try {
        const config = frozenCopy(given.config);
        this.#read = () => config;
        if (isResourcesConfig(config)) this.#resources = withoutSecret(config);
        // Wrong limits are for Rust to explain.
        if (arePlain(host.hooks?.limits)) this.#pool = plainPool(config);
      } catch (reason) {
        // The object contains itself, or a getter threw.
        this.#read = () => {
          throw invalidInput('the configuration is not plain data', reason, 'configuration');
        };
      }
    }
  }

  /** The configuration in Amplify's shape: available at once if given in that shape, otherwise once Rust has accepted it. */
  get resources(): ResourcesConfig | undefined {
    return this.#resources;
  }

  /** Resolves when the configuration is in effect. Rust is asked only if there is any doubt. */
  async accepted(): Promise<void> {
    // Listeners that are added right after `configure` hear of it, too.
    await Promise.resolve();
    if (this.#pool && this.#resources) this.#accept(this.#resources);
    else await this.live();
  }

  /** Whether `fetchAuthSession` has been answered from storage, or the module is starting. */
  get isForeseen(): boolean {
    return this.#isForeseen;
  }

  /** What `fetchAuthSession` will answer, if that is plain from storage. */
  foresee(): Answer | undefined {
    return this.#fromStorage('fetchAuthSession', {});
  }

  /** What is stored is not the session if the application provides a part of it. */
  #fromStorage(name: string, input: unknown): Answer | undefined {
    const { tokenProvider, credentialsProvider } = this.#host.hooks ?? {};
    const isProvided = tokenProvider ?? (name === 'fetchAuthSession' && credentialsProvider);
    return isProvided || !this.#pool ? undefined : glance(name, input, this.#pool);
  }

  /**
   * The answer to a call of a public function if it is plain from storage. A module that has started may keep the session in
   * memory, because storage did not work.
   */
  glance(name: string, input: unknown): Answer | undefined {
    const answer = this.#fromStorage(name, input);
    const resources = this.#resources;
    if (!answer || !resources || !this.#sharesStorage()) return undefined;
    // Later, as in `accepted`, but before the caller gets the answer.
    void Promise.resolve().then(() => {
      this.#accept(resources);
    });
    this.#isForeseen ||= name === 'fetchAuthSession';
    return answer;
  }

  /**
   * The client in the current wasm instance. Rejects if the configuration is wrong or the module does not start.
   *
   * @param pause - See {@link ReadyWasm}.
   */
  async live(pause?: Pause): Promise<LiveClient> {
    this.#isForeseen = true;
    const instance = await this.#ready(pause);
    await pause?.();
    if (this.#live?.instance === instance) return this.#live;
    const config = await this.#readOnce(instance);
    // Another call may have made the client while this one was reading.
    return this.#live?.instance === instance ? this.#live : this.#connect(instance, config);
  }

  /** Whether the module, if it runs, has the session in the storage. If it has trapped, the next call starts another one. */
  #sharesStorage(): boolean {
    const live = this.#live;
    try {
      return live === undefined || live.instance.ask(() => live.client.sharesStorage());
    } catch {
      return false;
    }
  }

  /** Reads the configuration once for all who wait for it. */
  async #readOnce(instance: WasmInstance): Promise<unknown> {
    const reading = (this.#reading ??= Promise.resolve(instance).then(this.#read));
    try {
      return await reading;
    } finally {
      if (this.#reading === reading) this.#reading = undefined;
    }
  }

  #connect(instance: WasmInstance, config: unknown): LiveClient {
    let client: WasmClient;
    try {
      client = instance.createClient(config, this.#host);
    } catch (reason) {
      this.#resources = undefined;
      throw reason;
    }
    this.#live = { instance, client };
    this.#resources ??= frozenCopy(client.config() as ResourcesConfig);
    for (const warning of client.warnings()) warnOnce(warning);
    this.#accept(this.#resources);
    return this.#live;
  }

  #accept(resources: ResourcesConfig): void {
    if (this.#isAccepted) return;
    this.#isAccepted = true;
    this.#host.accepted(resources);
  }
}

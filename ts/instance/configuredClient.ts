import { fetchConfigurationFile } from '../configuration/configurationFile.js';
import { invalidInput } from '../errors/invalidInput.js';
import type { ReadyWasm } from '../loader/loader.js';
import type { WasmInstance } from '../loader/wasmInstance.js';
import type { ResourcesConfig } from '../configuration/configurationTypes.js';
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
  /** Called once, when Rust has accepted the configuration. */
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

/**
 * Makes the client that one call of `configure` asks for.
 *
 * Failures are not kept: the next call tries everything again. After a trap, the next call makes a client in the fresh
 * wasm instance.
 */
export class ConfiguredClient {
  readonly #ready: ReadyWasm;
  readonly #host: ConfiguredHost;
  readonly #read: () => unknown;
  #live: LiveClient | undefined;
  #isAccepted = false;
  #resources: ResourcesConfig | undefined;

  constructor(given: Given, host: ConfiguredHost, ready: ReadyWasm) {
    this.#ready = ready;
    this.#host = host;
    if (hasOwn(given, 'file')) {
      this.#read = () => fetchConfigurationFile(given.file);
    } else {
      try {
        const config = frozenCopy(given.config);
        this.#read = () => config;
        if (isResourcesConfig(config)) this.#resources = withoutSecret(config);
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

  /** The client in the current wasm instance. Rejects if the configuration is wrong or the module does not start. */
  async live(): Promise<LiveClient> {
    const instance = await this.#ready();
    if (this.#live?.instance === instance) return this.#live;
    const config = await this.#read();
    // Another call may have made the client while this one was reading.
    return this.#live?.instance === instance ? this.#live : this.#connect(instance, config);
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
    if (!this.#isAccepted) {
      this.#isAccepted = true;
      for (const warning of client.warnings()) warnOnce(warning);
      this.#host.accepted(this.#resources);
    }
    return this.#live;
  }
}

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

/** A client, and the instance that it lives in. */
export interface LiveClient {
  readonly instance: WasmInstance;
  readonly client: WasmClient;
}

/** What a configuration needs from the instance that it configures. */
export interface ConfigurationHost extends ClientHost {
  /** Called once, when Rust has accepted the configuration. */
  accepted(config: ResourcesConfig): void;
}

/** What `getConfig` may give: it is printed and passed around, so the secret of an app client stays behind. */
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
 * One call of `configure`: from what was given to a client in the wasm instance.
 *
 * Nothing that fails is kept: whoever asks for the client after a failure has everything tried again, and after a trap
 * gets a new client in the fresh instance.
 */
export class Configuration {
  readonly #ready: ReadyWasm;
  readonly #host: ConfigurationHost;
  readonly #read: () => unknown;
  #live: LiveClient | undefined;
  #isAccepted = false;
  #resources: ResourcesConfig | undefined;

  constructor(given: Given, host: ConfigurationHost, ready: ReadyWasm) {
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
        // It refers to itself, or a getter threw.
        this.#read = () => {
          throw invalidInput('the configuration is not plain data', reason, 'configuration');
        };
      }
    }
  }

  /** The configuration in Amplify's shape: at once if it was given so, else when Rust has accepted it. */
  get resources(): ResourcesConfig | undefined {
    return this.#resources;
  }

  /** The client of the present wasm instance; rejects with what is wrong with the configuration. */
  async client(): Promise<LiveClient> {
    const live = await this.#ready();
    if (this.#live?.instance === live) return this.#live;
    const config = await this.#read();
    // Another call may have been here while this one was reading.
    return this.#live?.instance === live ? this.#live : this.#connect(live, config);
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

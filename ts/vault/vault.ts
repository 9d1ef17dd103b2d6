/** The vault as the page uses it: it stands in for the module, which runs in a worker. */
import { fetchConfigurationFile } from '../configuration/configurationFile.js';
import { invalidInput, memberOf } from '../errors/invalidInput.js';
import type { ReadyWasm } from '../loader/loader.js';
import type { OwnPlace } from '../storage/ownStorage.js';
import type { RunningModule } from '../wire/runningModule.js';
import type { WasmClient } from '../wire/wasmClient.js';
import { Blocked, startWorker } from './startWorker.js';
import { whenGone } from './life.js';
import { type PageHost, VaultConnection } from './vaultConnection.js';

/** The module in the worker, as far as one configuration is concerned. */
class VaultModule implements RunningModule {
  readonly #connection: VaultConnection;
  #connecting: Promise<void> | undefined;
  #client: WasmClient | undefined;
  #refusal: unknown;

  constructor(connection: VaultConnection) {
    this.#connection = connection;
  }

  fetchConfigurationFile(file: unknown): Promise<unknown> {
    return fetchConfigurationFile(file);
  }

  connect(config: unknown): Promise<void> {
    return (this.#connecting ??= this.#connection.connect(config).then(
      (client) => {
        this.#client = client;
      },
      (reason: unknown) => {
        this.#refusal = reason;
      },
    ));
  }

  createClient(): WasmClient {
    if (this.#client) return this.#client;
    // The next call tries again.
    this.#connecting = undefined;
    throw this.#refusal;
  }

  ask<Value>(question: () => Value): Value {
    return question();
  }

  run(call: () => Promise<unknown>): Promise<unknown> {
    return call();
  }
}

/** The vault of one call of `configure`. */
export class Vault {
  readonly #worker: unknown;
  readonly #place: OwnPlace;
  /** By the host of each configuration: a part of the configuration may be replaced. */
  readonly #modules = new WeakMap<PageHost, Promise<VaultModule | undefined>>();

  /**
   * @param option - What the application has given as `vault`.
   * @param place - Where the session is at most.
   */
  constructor(option: unknown, place: unknown) {
    this.#worker = memberOf(option, 'worker');
    this.#place = place as OwnPlace;
    const wrong = (problem: string): Error => invalidInput(problem, undefined, 'configuration');
    if (option !== 'worker' && this.#worker === undefined)
      throw wrong("`vault` is neither 'worker' nor an object with the address of the `worker`");
    if (typeof place !== 'string')
      throw wrong('`vault` cannot be used with `ssr` or with a storage of the application');
  }

  /**
   * The module in the worker. Where workers are missing or blocked, it is the page's, and `storageDegraded` says so.
   *
   * @param ready - Starts the module in the page.
   */
  async ready(ready: ReadyWasm, host: PageHost): Promise<RunningModule> {
    const started = this.#modules.get(host) ?? this.#start(host);
    this.#modules.set(host, started);
    try {
      return (await started) ?? (await ready());
    } catch (reason) {
      if (this.#modules.get(host) === started) this.#modules.delete(host);
      throw reason;
    }
  }

  /** Resolves with nothing if this page can have no worker. */
  async #start(host: PageHost): Promise<VaultModule | undefined> {
    const started = await startWorker(this.#worker);
    if (started instanceof Blocked) {
      host.emit({ event: 'storageDegraded', data: { error: started.error } });
      return undefined;
    }
    const connection = new VaultConnection(started.port, host, this.#place);
    whenGone(started.life, () => {
      this.#modules.delete(host);
      connection.end();
    });
    return new VaultModule(connection);
  }
}

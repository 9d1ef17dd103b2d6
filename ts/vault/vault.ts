/** The vault as the page uses it: it stands in for the module, which runs in a worker. */
import { fetchConfigurationFile } from '../configuration/configurationFile.js';
import { invalidInput, memberOf } from '../errors/invalidInput.js';
import type { ReadyWasm } from '../loader/loader.js';
import type { OwnPlace } from '../storage/ownStorage.js';
import type { RunningModule } from '../wire/runningModule.js';
import type { WasmClient } from '../wire/wasmClient.js';
import { Blocked, greetAgain, startWorker, whenBack } from './startWorker.js';
import { pageTimer } from '../platform/timer.js';
import { LifeWatch } from './life.js';
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

/** By the host of each configuration. Resolves with nothing if this page can have no worker. */
const modules = new WeakMap<PageHost, Promise<VaultModule | undefined>>();

/** What the options say: the address of the worker's file, if there is one, and where the session is at most. */
interface Options {
  readonly worker: unknown;
  readonly place: OwnPlace;
}

function read(option: unknown, place: unknown): Options {
  const worker = memberOf(option, 'worker');
  const wrong = (problem: string): Error => invalidInput(problem, undefined, 'configuration');
  if (option !== 'worker' && worker === undefined)
    throw wrong("`vault` is neither 'worker' nor an object with the address of the `worker`");
  if (typeof place !== 'string') throw wrong('`vault` cannot be used with `ssr` or with a storage of the application');
  return { worker, place: place as OwnPlace };
}

async function start({ worker, place }: Options, host: PageHost): Promise<VaultModule | undefined> {
  const started = await startWorker(worker);
  if (started instanceof Blocked) {
    host.emit({ event: 'storageDegraded', data: { error: started.error } });
    return undefined;
  }
  const connection = new VaultConnection(started.port, host, place);
  const { port, life } = started;
  let hasEnded = false;
  const end = (): void => {
    hasEnded = true;
    modules.delete(host);
    connection.end();
  };
  const ask = (): void => {
    port.postMessage({ type: 'ping' });
  };
  const watch = new LifeWatch({ ask, gone: end }, pageTimer);
  port.addEventListener('message', () => {
    watch.heard();
  });
  watch.start(life);
  whenBack(() => {
    if (hasEnded) return;
    // What waited for the worker's lock may be gone with the page's own.
    watch.start(life);
    void greetAgain(port);
  });
  return new VaultModule(connection);
}

/**
 * The module in the worker. Where workers are missing or blocked, it is the page's, and `storageDegraded` says so.
 *
 * @param option - What the application has given as `vault`.
 * @param place - Where the session is at most.
 * @param ready - Starts the module in the page.
 */
export async function vaultModule(
  option: unknown,
  place: unknown,
  ready: ReadyWasm,
  host: PageHost,
): Promise<RunningModule> {
  const options = read(option, place);
  const starting = modules.get(host) ?? start(options, host);
  modules.set(host, starting);
  try {
    return (await starting) ?? (await ready());
  } catch (reason) {
    if (modules.get(host) === starting) modules.delete(host);
    throw reason;
  }
}

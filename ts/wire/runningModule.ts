import type { ClientHost, WasmClient } from './wasmClient.js';

/** The running module: an instance in this page, or what stands in for one in a worker. */
export interface RunningModule {
  /** Reads a configuration file. */
  fetchConfigurationFile(file: unknown): Promise<unknown>;
  /** Only of a module that runs elsewhere: gets the configuration to it. What it refuses, `createClient` throws. */
  connect?(config: unknown): Promise<void>;
  /** Makes a client. Throws what Rust throws, or an `AuthError` if the instance has trapped. */
  createClient(config: unknown, host: ClientHost): WasmClient;
  /** Asks one of this instance's clients for what it knows at once. Throws an `AuthError` if the instance has trapped. */
  ask<Value>(question: () => Value): Value;
  /** Runs a call of one of this instance's clients. Rejects if the instance traps before the call ends. */
  run(call: () => Promise<unknown>): Promise<unknown>;
}

import { fetchFile } from '../adapters/fetchFile.js';
import { memberOfAny } from '../core/members.js';
import { AuthError } from '../errors/authError.js';
import type { ModuleSource } from './moduleSource.js';
import type { WebAssemblyModule, WebRequest, WebResponse, WebURL } from '../types/platform.js';

/** What `initialize` takes: the module, or where it is to be had. */
export type ModuleInput =
  string | WebURL | WebRequest | WebResponse | ArrayBuffer | ArrayBufferView | WebAssemblyModule;

/** The kind of an object by its own account, which holds for the objects of other realms too. */
function kindOf(value: unknown): string {
  if (typeof value === 'string') return 'String';
  try {
    return Object.prototype.toString.call(value).slice('[object '.length, -1);
  } catch {
    // A getter or proxy has thrown.
    return 'unknown';
  }
}

function fileError(address: string, problem: string, retryable: boolean, underlyingError?: unknown): AuthError {
  return new AuthError({
    name: 'ModuleFileException',
    message: `the WebAssembly module ${address} ${problem}`,
    category: 'configuration',
    recoverySuggestion: "Pass the address at which the file of 'cognito-wasm/wasm' is served to initialize.",
    retryable,
    underlyingError,
  });
}

async function fetchModule(address: string | URL | Request): Promise<WebAssemblyModule> {
  let response: Response;
  try {
    // Of a request the application has decided everything.
    response = await (kindOf(address) === 'Request' ? fetch(address) : fetchFile(address as string | URL));
  } catch (error) {
    throw fileError(addressOf(address), 'could not be fetched', true, error);
  }
  return compileResponse(response, addressOf(address));
}

function addressOf(address: string | URL | Request): string {
  const isRequest = (given: string | URL | Request): given is Request => kindOf(given) === 'Request';
  return isRequest(address) ? address.url : String(address);
}

async function compileResponse(response: Response, address = response.url): Promise<WebAssemblyModule> {
  const { ok, status, headers } = response;
  if (!ok) throw fileError(address, `could not be fetched: HTTP status ${String(status)}`, status >= 500);
  const type = headers.get('content-type') ?? '';
  // Servers of single-page apps answer with the page where there is no such file.
  if (type.startsWith('text/html')) throw fileError(address, 'is a page, not a module', false);
  // The only type that engines compile while it arrives.
  if (type === 'application/wasm' && Object.hasOwn(WebAssembly, 'compileStreaming')) {
    try {
      return await WebAssembly.compileStreaming(response);
    } catch (reason) {
      // Engines do not begin with a response of another library or realm.
      if (response.bodyUsed || memberOfAny(reason, 'name') !== 'TypeError') throw reason;
    }
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Compiles the module, while it arrives where it comes from an address. */
export async function compileInput(input: ModuleInput): Promise<WebAssemblyModule> {
  const kind = kindOf(input);
  if (kind === 'WebAssembly.Module') return input;
  if (kind === 'Response') return compileResponse(input as Response);
  if (kind === 'String' || kind === 'URL' || kind === 'Request') return fetchModule(input as string | URL | Request);
  if (ArrayBuffer.isView(input) || kind.endsWith('ArrayBuffer')) return WebAssembly.compile(input as BufferSource);
  throw new AuthError({
    name: 'InvalidModuleException',
    message: `initialize was given no module: ${kind}`,
    category: 'configuration',
    recoverySuggestion: 'Pass a URL, a Response, the bytes, or a WebAssembly.Module, or a promise of one of them.',
  });
}

/** How to get the module that was given: an address may be asked again after a failure, a response is read once. */
function compilation(input: ModuleInput | PromiseLike<ModuleInput>): () => Promise<WebAssemblyModule> {
  if (['String', 'URL', 'Request'].includes(kindOf(input))) return () => compileInput(input);
  const compiled = Promise.resolve(input).then(compileInput);
  // It is asked for when it is needed, and may never be.
  compiled.catch(() => undefined);
  return () => compiled;
}

/** The module that the application hands over. */
export class GivenModule implements ModuleSource {
  readonly needs: readonly string[] = [];
  #compile: (() => Promise<WebAssemblyModule>) | undefined;

  /** Takes a module, which replaces one that fails, or has failed, to compile. */
  give(input: ModuleInput | PromiseLike<ModuleInput>): void {
    this.#compile = compilation(input);
  }

  /** Compiles the module given last. */
  async compile(): Promise<WebAssemblyModule> {
    const compile = this.#compile;
    if (!compile) throw notInitialized();
    try {
      return await compile();
    } catch (reason) {
      // Another may have been given while this one was under way.
      if (this.#compile !== compile) return this.compile();
      throw reason;
    }
  }
}

/** The error of calls that come before `initialize`. */
export function notInitialized(): AuthError {
  return new AuthError({
    name: 'ModuleNotInitializedException',
    message: 'cognito-wasm/slim was called before initialize, which hands the WebAssembly module over',
    category: 'configuration',
    recoverySuggestion:
      "Call initialize(module) first, or import from 'cognito-wasm', which carries the module and needs no call.",
  });
}

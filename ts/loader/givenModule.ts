import { fetchFile } from '../platform/fetchFile.js';
import { memberOfAny } from '../values/members.js';
import { AuthError } from '../errors/authError.js';
import { hasIntegrity, type Integrity, integrityError } from './integrity.js';
import type { ModuleSource } from './moduleSource.js';
import type { WebAssemblyModule, WebRequest, WebResponse, WebURL } from '../platform/webTypes.js';

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

async function fetchModule(address: string | URL | Request, integrity?: Integrity): Promise<WebAssemblyModule> {
  let response: Response;
  try {
    // Of a request the application has decided everything.
    response = await (kindOf(address) === 'Request' ? fetch(address) : fetchFile(address as string | URL));
  } catch (error) {
    throw fileError(addressOf(address), 'could not be fetched', true, error);
  }
  return compileResponse(response, integrity, addressOf(address));
}

function addressOf(address: string | URL | Request): string {
  const isRequest = (given: string | URL | Request): given is Request => kindOf(given) === 'Request';
  return isRequest(address) ? address.url : String(address);
}

async function compileResponse(
  response: Response,
  integrity?: Integrity,
  address = response.url,
): Promise<WebAssemblyModule> {
  const { ok, status, headers } = response;
  if (!ok) throw fileError(address, `could not be fetched: HTTP status ${String(status)}`, status >= 500);
  const type = headers.get('content-type') ?? '';
  // Servers of single-page apps answer with the page where there is no such file.
  if (type.startsWith('text/html')) throw fileError(address, 'is a page, not a module', false);
  if (integrity) return compileChecked(await response.arrayBuffer(), integrity, address);
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

/** Compiles a copy of the bytes if it is what it should be: the bytes themselves may change in between. */
async function compileChecked(given: BufferSource, integrity: Integrity, address: string): Promise<WebAssemblyModule> {
  const bytes = ArrayBuffer.isView(given)
    ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice()
    : new Uint8Array(given).slice();
  if (await hasIntegrity(bytes, integrity)) return WebAssembly.compile(bytes);
  throw fileError(address, 'is not the one that its integrity is of', false);
}

/** Compiles the module, while it arrives where it comes from an address and nobody asks for its integrity. */
export async function compileInput(input: ModuleInput, integrity?: Integrity): Promise<WebAssemblyModule> {
  const kind = kindOf(input);
  if (kind === 'WebAssembly.Module') {
    if (integrity)
      throw integrityError('initialize was given a module whose integrity cannot be checked: it is compiled');
    return input;
  }
  if (kind === 'Response') return compileResponse(input as Response, integrity);
  if (['String', 'URL', 'Request'].includes(kind)) {
    return fetchModule(input as string | URL | Request, integrity);
  }
  if (ArrayBuffer.isView(input) || kind.endsWith('ArrayBuffer')) {
    return integrity
      ? compileChecked(input as BufferSource, integrity, 'that was given')
      : WebAssembly.compile(input as BufferSource);
  }
  throw new AuthError({
    name: 'InvalidModuleException',
    message: `initialize was given no module: ${kind}`,
    category: 'configuration',
    recoverySuggestion: 'Pass a URL, a Response, the bytes, or a WebAssembly.Module, or a promise of one of them.',
  });
}

/** How to get the module that was given: an address may be asked again after a failure, a response is read once. */
function compilation(
  input: ModuleInput | PromiseLike<ModuleInput>,
  integrity?: Integrity,
): () => Promise<WebAssemblyModule> {
  if (['String', 'URL', 'Request'].includes(kindOf(input))) {
    return () => compileInput(input, integrity);
  }
  const compiled = Promise.resolve(input).then((given) => compileInput(given, integrity));
  // It is asked for when it is needed, and may never be.
  compiled.catch(() => undefined);
  return () => compiled;
}

/** The module that the application hands over. */
export class GivenModule implements ModuleSource {
  readonly needs: readonly string[] = [];
  #compile: (() => Promise<WebAssemblyModule>) | undefined;

  /** Takes a module, which replaces one that fails, or has failed, to compile. */
  give(input: ModuleInput | PromiseLike<ModuleInput>, integrity?: Integrity): void {
    this.#compile = compilation(input, integrity);
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

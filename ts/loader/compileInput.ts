import { AuthError } from '../errors/authError.js';
import { fetchFile } from '../platform/fetchFile.js';
import type { WebAssemblyModule, WebRequest, WebResponse, WebURL } from '../platform/webTypes.js';
import { memberOfAny } from '../values/members.js';
import { hasIntegrity, type Integrity, integrityError } from './integrity.js';

/** What `initialize` takes: the module, or its address. */
export type ModuleInput =
  string | WebURL | WebRequest | WebResponse | ArrayBuffer | ArrayBufferView | WebAssemblyModule;

/** The kind that an object claims to be. Unlike `instanceof`, this works for objects of other realms. */
function kindOf(value: unknown): string {
  if (typeof value === 'string') return 'String';
  try {
    return Object.prototype.toString.call(value).slice('[object '.length, -1);
  } catch {
    // A getter or proxy has thrown.
    return 'unknown';
  }
}

/** Whether an input is an address, which can be fetched more than once. */
export function isAddress(input: unknown): input is string | WebURL | WebRequest {
  return ['String', 'URL', 'Request'].includes(kindOf(input));
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
    // The application has chosen the options of a `Request`.
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
  // Servers of single-page apps send the page instead of a missing file.
  if (type.startsWith('text/html')) throw fileError(address, 'is a page, not a module', false);
  if (integrity) return compileChecked(await response.arrayBuffer(), integrity, address);
  // Engines stream no other type.
  if (type === 'application/wasm' && Object.hasOwn(WebAssembly, 'compileStreaming')) {
    try {
      return await WebAssembly.compileStreaming(response);
    } catch (reason) {
      // Engines refuse a response of another library or realm before they read it.
      if (response.bodyUsed || memberOfAny(reason, 'name') !== 'TypeError') throw reason;
    }
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Compiles the bytes if they match the integrity. Works on a copy, because the caller may change the original meanwhile. */
async function compileChecked(given: BufferSource, integrity: Integrity, address: string): Promise<WebAssemblyModule> {
  const bytes = ArrayBuffer.isView(given)
    ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice()
    : new Uint8Array(given).slice();
  if (await hasIntegrity(bytes, integrity)) return WebAssembly.compile(bytes);
  throw fileError(address, 'does not match its integrity', false);
}

/** Compiles the module. Streams it if it comes from an address and no integrity has to be checked. */
export async function compileInput(input: ModuleInput, integrity?: Integrity): Promise<WebAssemblyModule> {
  const kind = kindOf(input);
  if (kind === 'WebAssembly.Module') {
    if (integrity) throw integrityError('initialize cannot check the integrity of a compiled module');
    return input;
  }
  if (kind === 'Response') return compileResponse(input as Response, integrity);
  if (isAddress(input)) return fetchModule(input, integrity);
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

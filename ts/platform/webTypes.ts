/**
 * Types of the web platform for the declarations of this package. If the app's TypeScript knows a type, from the `dom`
 * library or the types of a runtime, it is that type. Otherwise, as with `lib: ["es2022"]` alone, naming it would not
 * compile, so it has only the members that the package uses.
 */

/** An `AbortSignal`. */
export type WebAbortSignal =
  typeof globalThis extends Record<'AbortSignal', Record<'prototype', infer Own>>
    ? Own
    : Readonly<Record<'aborted', boolean>> &
        Readonly<Record<'addEventListener' | 'removeEventListener', (type: 'abort', listener: () => void) => void>>;

/** A `URL`. */
export type WebURL =
  typeof globalThis extends Record<'URL', Record<'prototype', infer Own>> ? Own : Readonly<Record<'href', string>>;

/** A `Request` of `fetch`. */
export type WebRequest =
  typeof globalThis extends Record<'Request', Record<'prototype', infer Own>> ? Own : Readonly<Record<'url', string>>;

/** A `Response` of `fetch`. */
export type WebResponse =
  typeof globalThis extends Record<'Response', Record<'prototype', infer Own>>
    ? Own
    : Readonly<Record<'status', number> & Record<'arrayBuffer', () => Promise<ArrayBuffer>>>;

/** The options of `fetch`. */
export type WebRequestInit =
  typeof globalThis extends Record<'fetch', (input: never, init?: infer Own) => unknown>
    ? NonNullable<Own>
    : Readonly<Record<string, unknown>>;

/** The body of a request. */
export type WebBody = WebRequestInit extends Readonly<Partial<Record<'body', infer Own>>> ? Own : unknown;

/** The headers of a request. */
export type WebHeaders = WebRequestInit extends Readonly<Partial<Record<'headers', infer Own>>> ? Own : unknown;

/** A `WebAssembly.Module`. */
export type WebAssemblyModule =
  typeof globalThis extends Record<'WebAssembly', Record<'Module', Record<'prototype', infer Own>>> ? Own : object;

/**
 * Types of the web platform in the declarations of this package. They are the platform's own where the app's TypeScript
 * knows them, from its `dom` library or from the types of a runtime. Without either, as with `lib: ["es2022"]` alone, a
 * declaration that named them would not compile; these then ask for what the package uses of them.
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

/** A `WebAssembly.Module`. */
export type WebAssemblyModule =
  typeof globalThis extends Record<'WebAssembly', Record<'Module', Record<'prototype', infer Own>>> ? Own : object;

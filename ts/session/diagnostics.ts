import type { Diagnostics } from '../diagnostics/diagnosticsTypes.js';
import type { AuthInstance } from '../instance/authInstance.js';
import { callInContext } from '../instance/callInContext.js';
import { importLater } from '../loader/importLater.js';
import type { AmplifyContext } from './amplifyContext.js';

const diagnosticsFile = /* @__PURE__ */ importLater(
  'the diagnostics',
  () => import(/* webpackChunkName: "cognito-wasm-diagnostics" */ '../diagnostics/diagnosticsFile.js'),
);

/** The function of this file for the instance that `auth` returns. Each call asks anew. */
export const diagnosticsFunctions = (auth: () => AuthInstance) => ({
  diagnostics: async (): Promise<Diagnostics> => (await diagnosticsFile()).collect(auth()),
});

/** The same in a context: see {@link AmplifyContext}. */
// The methods of an instance have the type of the other form.
// eslint-disable-next-line @typescript-eslint/unified-signatures
export function diagnostics(context: AmplifyContext): Promise<Diagnostics>;
/**
 * Tells what has been decided about the session in this tab, and how it is kept here, for bug reports: why was the user signed out?
 * It contains no tokens, and no names of users or pools. The history survives a reload.
 *
 * Sends nothing, and does not start the module. Its own code is imported when it is called for the first time.
 *
 * @throws `AuthError` named `ModuleFileException` if the file with its code cannot be loaded.
 * @example
 * ```ts
 * await navigator.clipboard.writeText(String(await diagnostics()));
 * // 2026-11-27T09:12:31.040Z refreshed: expired
 * // 2026-11-27T10:13:02.511Z kept: 503
 * ```
 */
export function diagnostics(): Promise<Diagnostics>;
export function diagnostics(...args: unknown[]): Promise<Diagnostics> {
  return callInContext(diagnosticsFunctions, 'diagnostics', args);
}

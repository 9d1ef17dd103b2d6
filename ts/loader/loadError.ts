import { AuthError } from '../errors/authError.js';
import { hasSimd } from './features.js';

/** Rejects runtimes that cannot run the module, before anything is tried. */
export function requireFeatures(): void {
  const scope = globalThis as { readonly WebAssembly?: unknown; readonly DecompressionStream?: unknown };
  const absent = (['WebAssembly', 'DecompressionStream'] as const).find((feature) => scope[feature] === undefined);
  const missing = absent ?? (hasSimd() ? undefined : 'WebAssembly SIMD');
  if (missing) {
    throw new AuthError({
      name: 'PlatformNotSupported',
      message: `this browser or runtime has no ${missing}`,
      category: 'configuration',
      recoverySuggestion: 'Use a browser from 2023 or later, or Node 20 or later; check that no setting disables it.',
    });
  }
}

/** Whether a content security policy, or a runtime that compiles nothing, has refused the module. */
function isForbidden(reason: unknown): boolean {
  if (!(reason instanceof EvalError) && !(reason instanceof WebAssembly.CompileError)) return false;
  return /unsafe-eval|wasm-eval|content.security.policy|\bcsp\b|disallowed by embedder/i.test(reason.message);
}

/** Why the module could not be started, as an error that says what to do. */
export function loadError(reason: unknown): AuthError {
  if (reason instanceof AuthError) return reason;
  if (isForbidden(reason)) {
    return new AuthError({
      name: 'ContentSecurityPolicyException',
      message: "the content security policy of this page forbids WebAssembly: script-src lacks 'wasm-unsafe-eval'",
      category: 'configuration',
      recoverySuggestion: "Add 'wasm-unsafe-eval' to the script-src directive of the Content-Security-Policy.",
      underlyingError: reason,
    });
  }
  return new AuthError({
    name: 'Unknown',
    message: 'the WebAssembly module could not be started',
    category: 'unknown',
    recoverySuggestion: 'Call again: the next call starts afresh.',
    retryable: true,
    underlyingError: reason,
  });
}

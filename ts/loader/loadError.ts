import { memberOfAny } from '../values/members.js';
import { AuthError } from '../errors/authError.js';
import { hasSimd } from './features.js';

/** The globals that the module's glue needs. */
const neededByGlue = ['WebAssembly', 'TextDecoder', 'TextEncoder'];

function howToGet(missing: readonly string[]): string {
  // Every engine with WebAssembly has them, but jsdom hides those of Node.
  if (missing.some((name) => name.startsWith('Text')) && !missing.includes('WebAssembly')) {
    return "Give the globals of Node back to the tests' jsdom environment; the README of cognito-wasm has the lines.";
  }
  return 'Use a browser from 2023 or later, or Node 20 or later; check that no setting disables it.';
}

/**
 * Throws if this runtime cannot run the module. The error lists every missing feature.
 *
 * @param needs - Globals that are needed in addition to those of the glue.
 */
export function requireFeatures(needs: readonly string[]): void {
  const isMissing = (name: string): boolean => memberOfAny(globalThis, name) === undefined;
  const missing = [...neededByGlue, ...needs].filter(isMissing);
  // The probe itself needs WebAssembly.
  if (!isMissing('WebAssembly') && !hasSimd()) missing.push('WebAssembly SIMD');
  if (missing.length === 0) return;
  throw new AuthError({
    name: 'PlatformNotSupported',
    message: `this browser or runtime has no ${missing.join(', ')}`,
    category: 'configuration',
    recoverySuggestion: howToGet(missing),
  });
}

/** Whether a content security policy, or a runtime that never compiles, refused the module. */
function isForbidden(reason: unknown): reason is Error {
  // Compare names: in a test runner, the engine's errors come from another realm.
  const name = memberOfAny(reason, 'name');
  if (name !== 'EvalError' && name !== 'CompileError') return false;
  const message = String(memberOfAny(reason, 'message'));
  return /unsafe-eval|wasm-eval|content.security.policy|\bcsp\b|disallowed by embedder/i.test(message);
}

/** The error for a module that a page's policy or the runtime does not allow to be compiled. */
function forbiddenError(reason: Error): AuthError {
  const byRuntime = reason.message.includes('embedder');
  return new AuthError({
    name: 'ContentSecurityPolicyException',
    message: byRuntime
      ? "this runtime does not compile WebAssembly at run time; on a web page, script-src lacks 'wasm-unsafe-eval'"
      : "the content security policy of this page forbids WebAssembly: script-src lacks 'wasm-unsafe-eval'",
    category: 'configuration',
    recoverySuggestion: byRuntime
      ? "Import from cognito-wasm/slim, and pass what 'cognito-wasm/wasm' exports to initialize."
      : "Add 'wasm-unsafe-eval' to the script-src directive of the Content-Security-Policy.",
    underlyingError: reason,
  });
}

/** Converts the reason why the module did not start into an error that says what to do. */
export function loadError(reason: unknown): AuthError {
  if (reason instanceof AuthError) return reason;
  if (isForbidden(reason)) return forbiddenError(reason);
  return new AuthError({
    name: 'Unknown',
    message: 'the WebAssembly module could not be started',
    category: 'unknown',
    recoverySuggestion: 'Call again: the next call starts afresh.',
    retryable: true,
    underlyingError: reason,
  });
}

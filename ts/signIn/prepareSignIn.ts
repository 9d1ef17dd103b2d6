import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { CallOptions } from '../types/common.js';

/**
 * Does beforehand what signing in with a password needs no server for, in slices that hold up no frame: loads the module,
 * makes the one-time key pair of the proof, and has the engine compile the arithmetic well. A page does so by itself when it
 * has been configured and is idle; call this to be sure, when the form is opened or gets the focus.
 *
 * Nothing is sent. Resolves at once while the preparation of an earlier call is still unused, or while somebody is signed in.
 *
 * @throws `AuthError` of category `configuration`, for the configuration; `AbortError`.
 * @example
 * ```ts
 * document.querySelector('form')?.addEventListener('focusin', () => void prepareSignIn(), { once: true });
 * ```
 */
export function prepareSignIn(input?: CallOptions): Promise<void> {
  return prepareSignInWith(defaultAuth(), input);
}

/** `prepareSignIn` of one instance. */
export function prepareSignInWith(auth: AuthInstance, input: CallOptions = {}): Promise<void> {
  return auth.prepareSignIn(input);
}

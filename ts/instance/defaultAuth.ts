import { sharedHub } from '../hub/hub.js';
import { AuthInstance } from './authInstance.js';
import { shared } from '../shared/shared.js';

/** The instance that all copies of the package in the page share. Made on first use. */
export function defaultAuth(): AuthInstance {
  const state = shared() as { auth?: AuthInstance };
  return (state.auth ??= new AuthInstance(sharedHub(), { isDefault: true }));
}

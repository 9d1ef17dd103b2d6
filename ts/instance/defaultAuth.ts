import { sharedHub } from '../hub/hub.js';
import { AuthInstance } from './authInstance.js';
import { shared } from '../shared/shared.js';

/** The instance that every copy of the package in the page shares, made on first use. */
export function defaultAuth(): AuthInstance {
  return (shared().auth ??= new AuthInstance(sharedHub(), { isDefault: true }));
}

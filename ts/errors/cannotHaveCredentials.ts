import type { AuthError } from './authError.js';

/**
 * Whether an error says that there cannot be credentials: no identity pool is configured, or guest access is off. A refusal of the
 * service has the same name, and metadata.
 */
export const cannotHaveCredentials = ({ name, metadata }: AuthError): boolean =>
  name === 'InvalidAccountTypeException' || (name === 'NotAuthorizedException' && !metadata);

/**
 * The file with the functions that few pages call: parts of a session, federated identities, and operations for which there is no
 * function. It is imported at their first call, and bundled like `loader/moduleFile.ts`.
 */
export { version } from '../loader/version.js';
export {
  awsCredentials,
  federateToIdentityPool,
  getAccessToken,
  getIdentityId,
  getIdToken,
  sendOperation,
  sessionCredentials,
} from './sessionParts.js';

/** The file with the code that signs requests, and its module. It is imported at the first call, and bundled like `loader/moduleFile.ts`. */
export { version } from '../loader/version.js';
export { presignUrl, signRequest } from './signRequest.js';
export { signedFetch } from './signedFetch.js';

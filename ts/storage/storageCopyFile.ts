/**
 * The file with the copy of an asynchronous storage, which is imported when a page has such a storage. It is bundled for the same
 * reason as `loader/moduleFile.ts`.
 */
export { version } from '../loader/version.js';
export { SessionCopy } from './sessionCopy.js';
export { StorageCopy } from './storageCopy.js';

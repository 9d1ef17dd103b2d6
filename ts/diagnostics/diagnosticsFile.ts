/** The file with the code of `diagnostics`, which is imported when it is called. It is bundled for the same reason as `loader/moduleFile.ts`. */
export { version } from '../loader/version.js';
export { collect } from './collect.js';

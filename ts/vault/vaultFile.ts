/** The file with the page's side of the vault, which is imported when a page has one. It is bundled like `loader/moduleFile.ts`. */
export { version } from '../loader/version.js';
export { vaultModule } from './vault.js';

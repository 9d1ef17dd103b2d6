/**
 * What npm runs before and after it packs the package: `prepack` and `postpack`. The folders for tools that do not read
 * `exports` are there only meanwhile.
 */
import { removeEntryFolders, writeEntryFolders } from './pack/entry-folders.mjs';
import { Failure } from './run/failure.mjs';
import { main } from './run/steps.mjs';

await main(async () => {
  const [part] = process.argv.slice(2);
  if (part === 'before') writeEntryFolders();
  else if (part === 'after') removeEntryFolders();
  else throw new Failure('Say which: node scripts/pack.mjs before, or after.');
});

/**
 * What npm runs before and after it packs the package: `prepack` and `postpack`. The folders for tools that do not read
 * `exports`, the notices and the bill of materials are there only meanwhile.
 */
import { removeEntryFolders, writeEntryFolders } from './pack/entry-folders.mjs';
import { removeSupplyFiles, writeSupplyFiles } from './pack/supply-files.mjs';
import { Failure } from './run/failure.mjs';
import { main } from './run/steps.mjs';

await main(async () => {
  const [part] = process.argv.slice(2);
  if (part === 'before') {
    writeEntryFolders();
    await writeSupplyFiles();
  } else if (part === 'after') {
    removeEntryFolders();
    removeSupplyFiles();
  } else throw new Failure('Say which: node scripts/pack.mjs before, or after.');
});

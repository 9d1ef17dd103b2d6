/**
 * npm runs this before and after it packs the package (`prepack`, `postpack`). The folders for tools that do not read `exports`, the
 * notices and the bill of materials exist only in between.
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
  } else throw new Failure('Usage: node scripts/pack.mjs before|after');
});

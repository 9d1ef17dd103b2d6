import { open, rename, rm } from 'node:fs/promises';

/**
 * Writes a file so that whoever reads it finds the old text or the new one, and never a part: the text goes to a file beside it, which
 * then takes its name.
 *
 * @param {string} path
 * @param {string} text
 */
export async function writeFileWhole(path, text) {
  const beside = `${path}.tmp-${process.pid}`;
  try {
    const file = await open(beside, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/**
 * Compares this local Cognito with others, and writes the table into the README: installs each into a temporary folder, starts it
 * on loopback, and tries every call. Needs npm, Python 3 with venv, and their registries.
 *
 *   node scripts/compare.js [--only NAME] [--reasons]
 *
 * `--only` prints the column of one emulator and changes nothing; `--reasons` prints why calls failed.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { calls } from './compare/calls.js';
import { Client } from './compare/client.js';
import { emulators } from './compare/emulators.js';
import { columnOf, withTable } from './compare/table.js';

const { values } = parseArgs({ options: { only: { type: 'string' }, reasons: { type: 'boolean', default: false } } });
const readme = fileURLToPath(new URL('../README.md', import.meta.url));

const columns = [];
for (const { name, start } of emulators.filter(({ name: other }) => [undefined, other].includes(values.only))) {
  const folder = await mkdtemp(join(tmpdir(), 'compare-'));
  try {
    const emulator = await start(folder);
    const results = [];
    for (const [title, attempt] of calls) results.push(await tried(name, title, attempt, emulator));
    await emulator.stop();
    columns.push({ name, version: emulator.version, results });
    console.log(columnOf(columns.at(-1)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (values.only === undefined) {
  const titles = calls.map(([title]) => title);
  await writeFile(readme, withTable(await readFile(readme, 'utf8'), { titles, columns, date: new Date() }));
}

/** One failed call says nothing of the next: each has a backend of its own. */
async function tried(name, title, attempt, emulator) {
  try {
    return (await attempt(new Client(emulator))) === true;
  } catch (error) {
    if (values.reasons) console.log(`${name}: ${title}: ${String(error.message).slice(0, 300)}`);
    return false;
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { Failure } from '../run/failure.mjs';
import { inRoot } from '../run/paths.mjs';

/**
 * The API reports, made from the built declarations.
 *
 * @returns {Promise<{ path: string, text: string }[]>}
 */
export async function apiReports() {
  const { entryReport } = await import('./entries.mjs');
  const { apiReport } = await import('./report.mjs');
  return [
    { path: 'api/entries.md', text: entryReport() },
    { path: 'api/cognito-wasm.api.md', text: apiReport() },
  ];
}

/** Fails if the committed reports are out of date. */
export async function checkApiReports() {
  for (const { path, text } of await apiReports()) {
    const recorded = existsSync(inRoot(path)) ? readFileSync(inRoot(path), 'utf8') : '';
    if (recorded === text) continue;
    throw new Failure(
      `${path} does not match the API (${firstDifference(recorded, text)}): run npm run api to update it.`,
    );
  }
}

/**
 * @param {string} recorded
 * @param {string} text
 */
function firstDifference(recorded, text) {
  const before = recorded.split('\n');
  const after = text.split('\n');
  const line = after.findIndex((each, index) => each !== before[index]);
  return line < 0 ? 'it has become shorter' : `line ${line + 1} is now: ${after[line]?.trim()}`;
}

import { readFileSync } from 'node:fs';
import { inRoot } from '../run/paths.mjs';

/** Today, as published tables show it. */
export const today = () => new Date().toISOString().slice(0, 10);

/**
 * Packages with their installed versions.
 *
 * @param {string[]} names
 */
export function versions(names) {
  return names.map((name) => `${name} ${readJson('node_modules', name, 'package.json').version}`).join(', ');
}

/**
 * @param {string[]} path
 * @returns {{ version: string }}
 */
function readJson(...path) {
  return JSON.parse(readFileSync(inRoot(...path), 'utf8'));
}

import { step } from '../run/steps.mjs';
import { inNewPage } from './browser.mjs';
import { ours } from '../size/libraries.mjs';
import { takeTurns } from './statistics.mjs';

/** The other libraries, as `page/signatures.js` names them. @type {import('./page/signatures.js').Library[]} */
export const peers = ['@smithy/signature-v4', 'aws4fetch'];
export const inARow = 1000;

/**
 * Milliseconds for a thousand signatures.
 *
 * @param {import('./browser.mjs').OpenPage} open
 * @param {number} rounds
 * @returns {Promise<Record<string, number[]>>} by library
 */
export function measureSignatures(open, rounds) {
  return step('signatures', () =>
    takeTurns([ours, ...peers], rounds, (library) =>
      inNewPage(open, '/signatures.js', (page) => page.call('signatures', library, inARow)),
    ),
  );
}

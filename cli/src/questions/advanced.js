import { askAttributes } from './attributes.js';
import { askFirstFactors } from './first-factors.js';

/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('./ask.js').Ask} Ask
 */

/** @param {Ask} ask */
export const wantsAdvancedSettings = (ask) =>
  ask.select({
    message: 'Do you want to configure advanced settings?',
    choices: [
      { name: 'No, I am done.', value: false },
      { name: 'Yes, I want to make some additional changes.', value: true },
    ],
  });

/**
 * @param {Ask} ask
 * @param {Answers} answers
 * @returns {Promise<Answers>}
 */
export async function advancedSettings(ask, answers) {
  const attributes = await askAttributes(ask, answers.userPool);
  const factors = await askFirstFactors(ask, answers.userPool);
  return { ...answers, userPool: { ...answers.userPool, ...attributes, ...factors } };
}

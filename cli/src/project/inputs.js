/** @file `cli-inputs.json`: the answers, and for an import what they stand for. */
import { checkAnswers, checkImportedAnswers } from '../answers/check.js';
import { CliError } from '../errors.js';
import * as shapes from './shapes.js';

/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('../outputs/outputs.js').Outputs} Outputs
 */

/**
 * Refuses an import that no later command could read.
 *
 * @param {Answers} answers
 * @param {Outputs} outputs
 * @throws {CliError}
 */
export function checkImported(answers, outputs) {
  try {
    readInputs(inputsOf(answers, withoutSecret(outputs)), '');
  } catch (cause) {
    if (!(cause instanceof CliError)) throw cause;
    throw new CliError(`The user pool cannot be imported: ${cause.message}. Nothing was changed.`, { cause });
  }
}

/** @param {Outputs} outputs @returns {Omit<Outputs, 'nativeClientSecret'>} */
export const withoutSecret = ({ nativeClientSecret, ...outputs }) => outputs;

/**
 * What `cli-inputs.json` has.
 *
 * @param {Answers} answers
 * @param {Partial<Outputs> | undefined} imported
 */
export const inputsOf = (answers, imported) => ({
  version: '1',
  cognitoConfig: answers,
  ...(imported !== undefined && { imported }),
});

/**
 * @param {unknown} value of `cli-inputs.json`
 * @param {string} name of the file, if there is one yet
 */
export function readInputs(value, name) {
  const { cognitoConfig, imported } = shapes.cliInputs(value, name);
  const check = imported ? checkImportedAnswers : checkAnswers;
  return { answers: check(cognitoConfig, name && `${name}: cognitoConfig`), imported };
}

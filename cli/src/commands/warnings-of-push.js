import { changesTable } from '../terminal/changes-table.js';
import { printable } from '../terminal/terminal.js';

/**
 * @typedef {import('../backend/engine.js').Plan} Plan
 * @typedef {import('../backend/engine.js').Change} Change
 * @typedef {import('../terminal/terminal.js').Terminal} Terminal
 */

/**
 * What somebody else has changed or deleted, and what becomes of it.
 *
 * @param {Terminal} terminal
 * @param {Plan} plan
 * @param {boolean} isOverwritten
 */
export function showDrift(terminal, { drift, changes }, isOverwritten) {
  if (drift.length === 0) return;
  terminal.say('Changed by somebody else since the last push:');
  for (const line of changesTable(drift, terminal)) terminal.say(line);
  if (isOverwritten) terminal.say('This push sets it back.');
  else if (drift.some((change) => isMadeAnew(change, changes))) terminal.say('This push makes it anew, without users.');
  else terminal.say('It stays as it is. --overwrite-drift sets it back.');
  terminal.say();
}

/**
 * @param {Terminal} terminal
 * @param {Plan} plan
 */
export function showNotes(terminal, { notes = [] }) {
  for (const note of notes) terminal.say(`${printable(note)}\n`);
}

/**
 * What is gone and is not made anew by this push.
 *
 * @param {Plan} plan
 * @returns {Change[]}
 */
export const stayingLosses = ({ drift, changes }) =>
  drift.filter((change) => change.operation === 'Delete' && !isMadeAnew(change, changes));

/**
 * @param {Change} lost
 * @param {Change[]} changes
 */
const isMadeAnew = ({ operation, resource }, changes) =>
  operation === 'Delete' &&
  changes.some((change) => change.operation === 'Create' && [change.resource, 'Stack'].includes(resource));

/**
 * Users cannot be brought back.
 *
 * @param {Terminal} terminal
 * @param {Change[]} changes
 */
export function warnOfLostUsers(terminal, changes) {
  const pool = changes.find(({ operation, type }) => operation === 'Delete' && type === 'AWS::Cognito::UserPool');
  if (pool) terminal.warn(`All users of the user pool ${printable(pool.name)} are deleted with it.`);
}

/**
 * What to say of a Cognito that has forgotten the backend.
 *
 * @param {string} target
 */
export const nothingLeft = (target) => `Nothing is left of the last push to ${printable(target)}.`;

/**
 * What to say of a backend that another clone has made.
 *
 * @param {string} target
 * @param {Plan} plan
 */
export const foundFromElsewhere = (target, { pushed: { outputs } }) =>
  `At ${printable(target)} there is a backend of this project already, made from another folder (user pool ${outputs.userPoolId ?? ''}).`;

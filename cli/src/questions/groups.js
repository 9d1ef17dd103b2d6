import { refusal, validatorOf } from '../answers/readers.js';
import { groupName } from '../answers/values.js';
import { withHelp } from './ask.js';

/**
 * @typedef {import('./ask.js').Ask} Ask
 */

/**
 * Groups in their order of precedence. Those that are there stay unless somebody takes them out.
 *
 * @param {Ask} ask
 * @param {string[]} before
 */
export async function askGroups(ask, before) {
  const wantsGroups = await withHelp(ask, {
    message: 'Do you want to add groups of users?',
    choices: [
      { name: 'No', value: false },
      { name: 'Yes', value: true },
    ],
    explanation: [
      'The groups of a user stand in the tokens. Your app and your API can decide by them who may do what.',
    ],
  });
  const groups = before.length > 0 ? await askWhichStay(ask, before) : [];
  if (!wantsGroups) return groups;
  do {
    groups.push(
      await ask.input({
        message: groups.length === 0 ? 'Name of the most important group:' : 'Name of the next group:',
        validate: validatorOf((value, path) => {
          const name = groupName(value, path);
          if (groups.includes(name)) throw refusal(path, `${name} is there already`);
          return name;
        }),
      }),
    );
  } while (await ask.confirm({ message: 'Do you want to add another group?', default: false }));
  return groups;
}

/**
 * @param {Ask} ask
 * @param {string[]} before
 */
const askWhichStay = (ask, before) =>
  ask.checkbox({
    message: 'Groups that stay:',
    choices: before.map((name) => ({ name, value: name })),
    checked: before,
  });

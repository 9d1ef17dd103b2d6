import { withSignIn } from '../answers/sign-in-method.js';
import { withHelp } from './ask.js';

/**
 * @param {import('./ask.js').Ask} ask
 */
export async function askSignIn(ask) {
  ask.warn('Note: how users sign in cannot be changed later.');
  const method = await withHelp(ask, {
    message: 'How do you want users to be able to sign in?',
    choices: [
      { name: 'Username', value: /** @type {const} */ ('USERNAME') },
      { name: 'Email', value: /** @type {const} */ ('EMAIL') },
      { name: 'Phone Number', value: /** @type {const} */ ('PHONE_NUMBER') },
      { name: 'Email or Phone Number', value: /** @type {const} */ ('EMAIL_AND_PHONE_NUMBER') },
    ],
    explanation: [
      'Username: each user chooses a name, which never changes.',
      'Email, Phone Number: the address or the number is the name. It can change later.',
      'Email or Phone Number: each user chooses one of the two.',
      'Codes to phone numbers are text messages, for which AWS charges.',
    ],
  });
  return withSignIn(method);
}

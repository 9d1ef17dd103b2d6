import { judgedRound, nextStep } from '../custom-auth.js';
import { deviceThatSignsIn } from '../devices.js';
import { invalidSession, spend } from '../pending.js';
import { answering, resume } from './answer.js';

/** @type {import('./answer.js').Judge} */
export async function judgeCustomAnswer(context, pool, client, answer) {
  const { attempt, given } = await answering(context, pool, client, answer, ['ANSWER'], {
    acceptsUnknownUsers: true,
  });
  const { custom } = resume(context, attempt, ['CUSTOM_CHALLENGE'], answer.session);
  if (custom === undefined) throw invalidSession();
  // Check the device before the session is used up, so that the client can try again without a forgotten device.
  deviceThatSignsIn(attempt);
  const round = await judgedRound(context, attempt, custom, given.ANSWER);
  spend(context, answer.session);
  return nextStep(context, attempt, [...custom.rounds, round]);
}

import { deviceOf } from '../devices.js';
import { invalidSession, spend } from '../pending.js';
import { signedIn } from '../sign-in.js';
import { askForDeviceProof, checkDeviceProof, readClaim, readPublicValue } from '../srp-exchange.js';
import { checkMaySignIn } from '../user-accounts.js';
import { answering, resume } from './answer.js';

/** @typedef {import('./answer.js').Judge} Judge */

/** @type {Judge} */
export async function judgeDeviceStart(context, pool, client, answer) {
  const { attempt, given } = await answering(context, pool, client, answer, ['SRP_A', 'DEVICE_KEY']);
  const A = readPublicValue(given.SRP_A);
  const { deviceKey } = resume(context, attempt, ['DEVICE_SRP_AUTH'], answer.session);
  // The device must be the one that the challenge was sent to.
  if (given.DEVICE_KEY !== deviceKey) throw invalidSession();
  const device = deviceOf(attempt.user, given.DEVICE_KEY);
  spend(context, answer.session);
  return askForDeviceProof(context, client, attempt.user, device, A);
}

/** @type {Judge} */
export async function judgeDeviceProof(context, pool, client, answer) {
  const { attempt, given } = await answering(context, pool, client, answer, [
    'TIMESTAMP',
    'PASSWORD_CLAIM_SIGNATURE',
    'PASSWORD_CLAIM_SECRET_BLOCK',
    'DEVICE_KEY',
  ]);
  const claim = readClaim(given);
  checkMaySignIn(attempt.user);
  const device = deviceOf(attempt.user, given.DEVICE_KEY);
  await checkDeviceProof(context, attempt, device, claim, answer.session);
  device.usedAt = context.clock.nowMs();
  return signedIn(context, attempt);
}

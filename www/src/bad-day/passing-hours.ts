import { currentBackend } from '../pool/backend';
import { setTimePassed } from './page-clock';

const HOUR = 3_600_000;

let passedMs = 0;

/** Whether time can pass here: a Cognito in the cloud has the clock that it has. */
export function canTimePass(): boolean {
  return currentBackend().localOrigin !== undefined;
}

/** The clocks of the page and of the local Cognito go forward by an hour. Tokens live for an hour. */
export async function passAnHour(): Promise<void> {
  await moveCognitosClock(HOUR);
  passedMs += HOUR;
  setTimePassed(passedMs);
}

/** Both clocks go back to the right time. */
export async function returnToTheRightTime(): Promise<void> {
  const back = -passedMs;
  passedMs = 0;
  setTimePassed(0);
  if (back !== 0) await moveCognitosClock(back);
}

async function moveCognitosClock(advanceMs: number): Promise<void> {
  const { localOrigin = '' } = currentBackend();
  // Sent even if the page is being left.
  const init = { method: 'POST', body: JSON.stringify({ advanceMs }), keepalive: true };
  const response = await fetch(`${localOrigin}/_test/clock`, init);
  if (!response.ok) throw new Error(`the local Cognito answered ${String(response.status)}`);
}

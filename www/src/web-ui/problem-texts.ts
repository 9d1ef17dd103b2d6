import { toProblem } from '../ui/error-texts';

/** Why a sign-in without asking the user was refused. */
const refusals: Readonly<Record<string, string>> = {
  login_required: 'Nobody is signed in at Cognito’s pages. Show them in a window, or in this tab.',
  timeout: 'Cognito’s pages did not answer. The browser may keep their cookies from a frame.',
};

/** What to show if nobody could be signed in silently. */
export function refusalText(reason: string): string {
  return Object.hasOwn(refusals, reason)
    ? (refusals[reason] ?? reason)
    : `Cognito’s pages want to ask something first (${reason}). Show them in a window, or in this tab.`;
}

/** What to show for an error of a sign-in at Cognito's pages. */
export function problemText(error: unknown): string {
  return toProblem(error, {}, []).text;
}

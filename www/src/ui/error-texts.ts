import { AuthError } from 'cognito-wasm';
import { currentBackend, isInPage } from '../pool/backend';
import { isOffline } from './connection';
import { sentence } from './sentence';
import { attemptText, plainText } from './service-texts';

/** A problem to show. Without a field, it concerns the whole form. */
export interface Problem<Field extends string = string> {
  readonly field?: Field;
  readonly text: string;
}

/** What a form shows for an error, by the error's name. Without a text, it shows the error's message. */
export type ErrorTable<Field extends string> = Readonly<
  Record<string, { readonly field?: Field; readonly text?: string }>
>;

/** The library says only in the message that the user has come back without an answer, as Amplify does. */
const CANCELLED = 'User cancelled OAuth flow.';

/** Errors that have the same text in every form. */
const everywhere: ErrorTable<never> = {
  InternalErrorException: { text: 'Cognito had an internal error. Try again in a moment.' },
  InvalidOriginException: { text: 'The configuration has no redirect address for this page.' },
  InvalidRedirectException: { text: 'The configuration has no redirect address for web pages.' },
  InvalidTokens: { text: 'The tokens belong to another sign-in, so they were not used. Start again.' },
  PopupBlockedException: { text: 'The browser has blocked the window. Allow it for this page, or use this tab.' },
  TooManyFailedAttemptsException: {
    text: 'Too many failed attempts. Wait a while, then try again.',
  },
  TooManyRequestsException: { text: 'Cognito is busy. Try again in a moment.' },
  UserCancelledException: { text: 'The window was closed before you had signed in.' },
  oauthSignInError: { text: 'The answer belongs to another sign-in, so it was not used. Start again.' },
};

/** Turns an error of the library into a problem that a form can show. */
export function toProblem<Field extends string>(
  error: unknown,
  table: ErrorTable<Field>,
  fields: readonly Field[],
): Problem<Field> {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'NetworkError') return { text: unreachableText() };
  if (name === 'OAuthSignInException') return { text: refusalText(error, message) };
  const lockedOut = attemptText(name, message);
  if (lockedOut !== undefined) return { text: lockedOut };
  const entry = table[name] ?? everywhere[name] ?? {};
  // Cognito names the parameter only in the message.
  const field =
    entry.field ??
    (name === 'InvalidParameterException'
      ? fields.find((candidate) => subjectOf(message).includes(candidate.toLowerCase()))
      : undefined);
  const text = plainText(name, message, field) ?? entry.text ?? sentence(message || name);
  return field === undefined ? { text } : { field, text };
}

/** The name of the parameter that a message is about, or else the whole message. */
function subjectOf(message: string): string {
  return (/ at '([^']+)' failed/.exec(message)?.[1] ?? message).toLowerCase();
}

/** What Cognito's pages, a provider or the token endpoint have refused a sign-in with. Their texts come from outside. */
function refusalText(error: unknown, message: string): string {
  if (message === CANCELLED) return 'You came back without signing in.';
  return error instanceof AuthError && error.category === 'notAuthorized'
    ? 'The sign-in was cancelled or refused.'
    : `You were not signed in. The answer was: ${sentence(message)}`;
}

/** Whether Cognito has locked the user out. It says so only in the message. */
export function isLockedOut(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'NotAuthorizedException' &&
    attemptText(error.name, error.message) !== undefined
  );
}

/** A title for the problem that Cognito cannot be reached. */
export function unreachableTitle(): string {
  return isOffline() ? 'You are offline' : 'Cognito cannot be reached';
}

/** What to do when Cognito cannot be reached. */
export function unreachableText(): string {
  if (isOffline()) return 'You are offline. Try again when you have a connection.';
  const { localOrigin } = currentBackend();
  if (isInPage()) return 'The Cognito in this page is not responding. Reload the page, then try again.';
  return localOrigin
    ? `The local Cognito at ${localOrigin} is not responding. Start it with “npm start”, then try again.`
    : 'Amazon Cognito is not responding. Check your connection, then try again.';
}

import { currentBackend } from '../pool/backend';
import { sentence } from './sentence';

/** One thing to tell the person; without a field it concerns the whole form. */
export interface Problem<Field extends string = string> {
  readonly field?: Field;
  readonly text: string;
}

/** What a form says about an error, by the error's name. Without a text, the error speaks for itself. */
export type ErrorTable<Field extends string> = Readonly<
  Record<string, { readonly field?: Field; readonly text?: string }>
>;

/** Errors that mean the same in every form. */
const everywhere: ErrorTable<never> = {
  InternalErrorException: { text: 'Cognito had a problem of its own. Try again in a moment.' },
  LimitExceededException: { text: 'That was tried too often. Wait a while before the next attempt.' },
  TooManyFailedAttemptsException: {
    text: 'Too many failed attempts. Wait a while before the next one.',
  },
  TooManyRequestsException: { text: 'Cognito is busy. Try again in a moment.' },
};

/** Translates an error of the library into what a form shows. */
export function toProblem<Field extends string>(
  error: unknown,
  table: ErrorTable<Field>,
  fields: readonly Field[],
): Problem<Field> {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'NetworkError') return { text: unreachableText() };
  const entry = table[name] ?? everywhere[name] ?? {};
  // The service names the parameter only in its text.
  const field =
    entry.field ??
    (name === 'InvalidParameterException'
      ? fields.find((candidate) => message.toLowerCase().includes(candidate.toLowerCase()))
      : undefined);
  const text = entry.text ?? sentence(message || name);
  return field === undefined ? { text } : { field, text };
}

/** What to do when nothing answers. */
export function unreachableText(): string {
  const { localOrigin } = currentBackend();
  return localOrigin
    ? `The local Cognito at ${localOrigin} does not answer. Start it with “npm start”, then try again.`
    : 'Amazon Cognito does not answer. Check the connection, then try again.';
}

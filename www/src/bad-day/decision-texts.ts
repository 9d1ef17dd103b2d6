import type { DiagnosticDecision } from 'cognito-wasm';

type Words = Readonly<Record<string, string>>;

/** The stored history may have any names in it. */
function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Why a session was ended by Cognito. */
const endings: Words = {
  revoked: 'Cognito says that the refresh token has expired or was revoked',
  reused: 'Cognito says that the refresh token was used again after it had been replaced',
  userNotFound: 'Cognito says that the user was deleted',
  userDisabled: 'Cognito says that the user was disabled',
  userNotConfirmed: 'Cognito says that the user is not confirmed any more',
  passwordResetRequired: 'Cognito says that the user has to choose a new password',
  otherTab: 'Cognito told another tab that it is over',
};

/** Sign-ins that are no flow of the user pool. */
const signIns: Words = {
  import: 'Took over a session from elsewhere',
  redirect: 'Signed in at Cognito’s pages',
};

const signOuts: Words = {
  user: 'the user signed out',
  userDeleted: 'the user was deleted',
  otherTab: 'the user signed out in another tab',
  storageCleared: 'the session is no longer in the browser’s storage',
  idle: 'the user did nothing for too long',
  absolute: 'the session had reached its longest duration',
};

const refreshes: Words = {
  expired: 'they had expired',
  forced: 'the app asked for it',
  clockPutBack: 'the clock of this device was put back',
  unreadableTokens: 'a part of the stored session was missing or damaged',
};

const refusals: Words = {
  foreignTokens: 'did not use tokens of another user, pool or app client',
  wrongSignature: 'did not use tokens with a wrong signature',
  unreadableTokens: 'did not use the stored session, which is incomplete or damaged',
  oauthSignInError: 'did not use an answer from Cognito’s pages to another sign-in',
  OAuthSignInException: 'a sign-in at Cognito’s pages was refused or cancelled',
  PopupBlockedException: 'the browser blocked the window for Cognito’s pages',
  UserCancelledException: 'the window with Cognito’s pages was closed',
  device: 'did not remember this device, which Cognito had not registered',
};

const failures: Words = {
  NetworkError: 'Cognito could not be reached',
  UnknownError: 'the answer did not come from Cognito',
};

/** Why a request failed: the status of the reply, or the name of the error. */
function failure(reason: string): string {
  if (/^\d+$/.test(reason)) return `the service answered ${reason}`;
  return own(failures, reason) ?? `the request failed (${reason})`;
}

const known = (words: Words, reason: string): string => own(words, reason) ?? reason;

const sentences: Readonly<Record<string, (reason: string) => string>> = {
  signedIn: (reason) => own(signIns, reason) ?? `Signed in with ${reason}`,
  replaced: () => 'Ended the session of the user who was signed in before',
  switched: () => 'Switched to another user',
  refreshed: (reason) => `Refreshed the tokens: ${known(refreshes, reason)}`,
  waited: () => 'Waited for another tab, which was refreshing the tokens',
  adopted: (reason) =>
    reason === 'signedOut'
      ? 'Did not refresh the tokens: the session had ended'
      : 'Used the tokens that another tab had stored',
  overtaken: (reason) =>
    `Dropped the reply to a refresh: the user had ${reason === 'signedOut' ? 'signed out' : 'signed in again'} meanwhile`,
  kept: (reason) => `Kept the session: ${failure(reason)}`,
  ended: (reason) => `Ended the session: ${known(endings, reason)}`,
  signedOut: (reason) => `Signed out: ${known(signOuts, reason)}`,
  refused: (reason) => `Refused: ${known(refusals, reason)}`,
  repeated: (reason) =>
    `Sent a refresh again: ${reason === 'deviceForgotten' ? 'without the device, which Cognito has forgotten' : 'with an older operation'}`,
  notStored: (reason) => `Could not store the new tokens: ${reason}`,
  notRevoked: (reason) => `Could not revoke the refresh token: ${failure(reason)}`,
  removed: () => 'Removed tokens that another tab had stored after the sign-out',
  degraded: () => 'Keeps the session in memory: the storage does not work, or has no room',
  moved: (reason) => `Moved the session: ${reason}`,
  failed: (reason) => `The app could not provide the tokens: ${reason}`,
};

/** A decision in plain words. One that the page does not know is told by its name. */
export function decisionText({ decision, reason }: Pick<DiagnosticDecision, 'decision' | 'reason'>): string {
  return `${own(sentences, decision)?.(reason) ?? `${decision}: ${reason}`}.`;
}

import { ownMembers } from '../values/members.js';
import type { ErrorData } from '../errors/errorData.js';
import { toAuthError } from '../errors/toAuthError.js';
import type { SignOutOutput } from './signOutTypes.js';

/** The result of a sign-out as Rust sends it. */
export type SignOutData = { readonly logoutUrl?: string } & SignOutOutcome;

type SignOutOutcome =
  | { readonly type: 'complete'; readonly signedOutLocally: true }
  | { readonly type: 'failed'; readonly signedOutLocally: false; readonly error: ErrorData }
  | {
      readonly type: 'partial';
      readonly signedOutLocally: true;
      readonly globalSignOutError?: { readonly accessToken: string; readonly error: ErrorData };
      readonly revokeTokenError?: {
        readonly refreshToken: string;
        readonly error: ErrorData;
        readonly revokesLater: boolean;
      };
    };

/** Converts the result for the app: errors become `AuthError`s. */
export function toSignOutOutput(data: SignOutData): SignOutOutput {
  const { logoutUrl, ...told } = ownMembers(data);
  if (told.type === 'complete') return told;
  if (told.type === 'failed') return { ...told, error: toAuthError(told.error) };
  const { globalSignOutError, revokeTokenError, ...outcome } = told;
  return {
    ...outcome,
    ...(globalSignOutError && {
      globalSignOutError: { ...globalSignOutError, error: toAuthError(globalSignOutError.error) },
    }),
    ...(revokeTokenError && { revokeTokenError: { ...revokeTokenError, error: toAuthError(revokeTokenError.error) } }),
  };
}

import { ownMembers } from '../values/members.js';
import type { ErrorData } from '../errors/errorData.js';
import { toAuthError } from '../errors/toAuthError.js';
import type { SignOutOutput } from './signOutTypes.js';

/** The result of a sign-out as Rust sends it. */
export type SignOutData =
  | { readonly type: 'complete'; readonly signedOutLocally: true }
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
  if (data.type === 'complete') return data;
  const { globalSignOutError, revokeTokenError, ...outcome } = ownMembers(data);
  return {
    ...outcome,
    ...(globalSignOutError && {
      globalSignOutError: { ...globalSignOutError, error: toAuthError(globalSignOutError.error) },
    }),
    ...(revokeTokenError && { revokeTokenError: { ...revokeTokenError, error: toAuthError(revokeTokenError.error) } }),
  };
}

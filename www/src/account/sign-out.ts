import { type SignOutInput, signOut } from 'cognito-wasm';
import type { NoticeTone } from '../ui/notice';

export interface SignOutReport {
  readonly text: string;
  readonly tone: NoticeTone;
}

/** Signs out, and describes the result. */
export async function signOutAndReport(everywhere: boolean, oauth?: SignOutInput['oauth']): Promise<SignOutReport> {
  const result = await signOut({ global: everywhere, ...(oauth ? { oauth } : {}) });
  if (result.type === 'complete')
    return {
      tone: 'success',
      text: everywhere ? 'You are signed out here and on every other device.' : 'You are signed out on this device.',
    };
  if (result.type === 'failed') return { tone: 'warning', text: `You are still signed in (${result.error.name}).` };
  const unreached = result.globalSignOutError
    ? `the other devices are still signed in (${result.globalSignOutError.error.name})`
    : `Cognito could not revoke the refresh token (${result.revokeTokenError?.error.name ?? 'unknown reason'})`;
  return {
    tone: 'warning',
    text: `You are signed out here, but ${unreached}.${result.revokeTokenError?.revokesLater ? ' It will be revoked later.' : ''}`,
  };
}

import { ownMembers } from '../values/members.js';
import type { CredentialsData } from '../wire/sessionData.js';
import { browserStorage } from './browserStorage.js';
import { expect } from './expect.js';
import { isText } from './storedSession.js';

/** AWS credentials, and the identity that has them. */
export interface TabCredentials {
  readonly identityId: string;
  readonly credentials: CredentialsData;
}

/** An object without others in it, and not longer than Rust would read it. */
const plainItem = /^\{[^[{]{1,9999}$/;

/** Credentials that expire sooner than this are replaced. */
const renewBeforeMs = 300_000;

/**
 * Reads the AWS credentials that an earlier page of the tab has kept, as in `tab_credentials.rs`; `undefined` if there are none.
 *
 * @param userId - The `sub` of the user, or empty for a guest.
 * @throws Unless they are this user's and good.
 */
export function tabCredentials(identityPoolId: string, userId: string): TabCredentials | undefined {
  const text = browserStorage('sessionStorage')?.getItem(`cognito-wasm.credentials.${identityPoolId}`);
  if (text === null) return undefined;
  expect(text && plainItem.test(text));
  const { accessKeyId, secretAccessKey, sessionToken, expiration, identityId, clockDrift, owner } = ownMembers(
    JSON.parse(text) as Record<'identityId' | 'sessionToken' | 'owner', string> &
      Record<'expiration' | 'clockDrift', number> &
      CredentialsData,
  );
  expect(
    owner === userId &&
      [accessKeyId, secretAccessKey, sessionToken, identityId].every((part) => isText(part) && /^[!-~]+$/.test(part)) &&
      [expiration, clockDrift].every(Number.isSafeInteger) &&
      Date.now() + clockDrift + renewBeforeMs < expiration * 1_000 &&
      expiration < 1e11,
  );
  return { identityId, credentials: { accessKeyId, secretAccessKey, sessionToken, expiration } };
}

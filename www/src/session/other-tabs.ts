/**
 * Calls back when another tab of this page has signed somebody in or out. The library keeps the session under
 * Amplify's keys, and browsers tell the other tabs about each. At a sign-in the user's name comes first and tells
 * nothing yet; with the refresh token the session is there.
 */
export function onOtherTabSignedInOrOut(callback: () => void): void {
  window.addEventListener('storage', ({ key, oldValue, newValue }) => {
    const signedOut = key?.endsWith('.LastAuthUser') && newValue === null;
    const signedIn = key?.endsWith('.refreshToken') && oldValue === null;
    if (signedOut || signedIn) callback();
  });
}

/**
 * Calls back when another tab of this page has signed somebody in or out. The library keeps the last
 * user's name under Amplify's key, and browsers tell the other tabs about it.
 */
export function onOtherTabSignedInOrOut(callback: () => void): void {
  window.addEventListener('storage', ({ key }) => {
    if (key?.endsWith('.LastAuthUser')) callback();
  });
}

/** The demo in a browser that blocks the site's data. */
import { firstCode, person } from './demo-page.js';
import { expect, test } from './fixtures.js';

test('everything works until a reload where the browser denies the storages', async ({ demo }) => {
  await demo.page.addInitScript(() => {
    const denied = {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    };
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(globalThis, name, denied);
  });
  await demo.open();
  await demo.register();
  await demo.at('confirm-code').waitFor();
  await demo.confirm(firstCode);
  await demo.signIn();
  await expect(demo.at('account-username')).toHaveText(person.username);
  await demo.tab('log');
  await expect(demo.at('event-log')).toContainText('storageDegraded');
  await demo.at('theme-toggle').click();
  await demo.at('signout').click();
  await expect(demo.at('notice')).toContainText('You are signed out');
});

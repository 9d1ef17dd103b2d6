/** AWS credentials that are kept for a tab, while another one changes who is signed in. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { sessionItems, twoTabs, userData } from './fakeTabs.mjs';
import { settled } from './fakeWasm.mjs';

const keptFor = (owner) => JSON.stringify({ accessKeyId: 'ASIA', owner });
const keys = { pool: 'cognito-wasm.credentials.eu-west-1:a', other: 'cognito-wasm.credentials.eu-west-1:b' };

describe('the AWS credentials of this tab', () => {
  let shared;
  let one;
  let items;
  let open;

  beforeEach(async () => {
    ({ shared, one, open } = await twoTabs());
  });

  /** Opens a tab that knows the present session, with credentials that are kept for this `sub`. */
  async function tabOf(owner, { hub } = {}) {
    const tab = await open({ hub });
    items = tab.page.sessionStorage;
    items.write({ [keys.pool]: keptFor(owner), [keys.other]: keptFor('somebody else'), 'app.item': keptFor(owner) });
    return tab;
  }

  const left = () => [...items.items.keys()];

  for (const [event, reason] of [
    ['signedOut', undefined],
    ['sessionExpired', 'revoked'],
    ['userDeleted', undefined],
  ]) {
    it(`go with ${event} in another tab`, async () => {
      shared.signIn('ada');
      const tab = await tabOf('id of ada');
      let seen;
      tab.hub.listen('auth', () => (seen ??= left()));
      shared.signOut('ada');
      one.own(event, reason && { reason });
      await tab.timer.run();
      assert.deepEqual(left(), [keys.other, 'app.item']);
      assert.deepEqual(seen, left(), 'before the application hears of it');
    });
  }

  it('go when the storage is cleared', async () => {
    shared.signIn('ada');
    const tab = await tabOf('id of ada');
    shared.items.clear();
    tab.storageEvent(null);
    await tab.timer.run();
    assert.deepEqual(left(), [keys.other, 'app.item']);
  });

  it('go when the user is another one', async () => {
    shared.signIn('ada');
    const tab = await tabOf('id of ada');
    shared.write({ ...sessionItems('bob') });
    shared.signIn('bob');
    one.own('signedIn', userData('bob'));
    await tab.timer.run();
    assert.deepEqual(left(), [keys.other, 'app.item']);
  });

  it('of a guest go when somebody signs in', async () => {
    const tab = await tabOf('');
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    await tab.timer.run();
    assert.deepEqual(left(), [keys.other, 'app.item']);
  });

  it('stay with a refresh, and when the same user signs in again', async () => {
    shared.signIn('ada');
    const tab = await tabOf('id of ada');
    for (const [serial, event] of [
      [2, 'tokenRefresh'],
      [3, 'signedIn'],
    ]) {
      shared.signIn('ada', serial);
      one.own(event, event === 'signedIn' ? userData('ada') : undefined);
      await tab.timer.run();
    }
    assert.deepEqual(tab.events(), ['tokenRefresh', 'signedIn']);
    assert.deepEqual(left(), [keys.pool, keys.other, 'app.item']);
  });

  it('are left to the module if they cannot be read, or the page is denied the storage', async () => {
    shared.signIn('ada');
    const tab = await tabOf('id of ada');
    items.write({ [keys.pool]: '{', [keys.other]: 'null' });
    shared.signOut('ada');
    one.own('signedOut');
    await tab.timer.run();
    assert.deepEqual(left(), [keys.pool, keys.other, 'app.item']);
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    await tab.timer.run();
    Object.defineProperty(tab.page, 'sessionStorage', {
      get() {
        throw new Error('denied');
      },
    });
    shared.signOut('ada');
    one.own('signedOut');
    await tab.timer.run();
    assert.deepEqual(tab.events(), ['signedOut', 'signedIn', 'signedOut']);
  });

  it('go although another instance has told the hub already', async () => {
    shared.signIn('ada');
    const first = await open();
    const tab = await tabOf('id of ada', { hub: first.hub });
    shared.signOut('ada');
    one.own('signedOut');
    await first.timer.run();
    await tab.timer.run();
    await settled();
    assert.deepEqual(first.events(), ['signedOut']);
    assert.deepEqual(left(), [keys.other, 'app.item']);
  });
});

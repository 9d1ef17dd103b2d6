/** Which of the pages that share a session has an event as its own. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { SharedEvents } from '../../target/typescript/vault/sharedEvents.js';
import { deferred } from './fakeWasm.mjs';

describe('an event of a session that pages share', () => {
  let ports;
  let events;

  const page = () => {
    const heard = [];
    const port = { heard, send: ({ event, data, crossTab }) => heard.push([event, data?.reason, crossTab]) };
    ports.add(port);
    return port;
  };

  beforeEach(() => {
    ports = new Set();
    events = new SharedEvents(ports);
  });

  /** Begins a call of a page, which ends with the result. */
  const begin = (port, name) => {
    const { promise, resolve } = deferred();
    const call = events.during(port, name, () => promise);
    return async () => {
      resolve();
      await call;
    };
  };

  it('is that of the page whose call it comes of, not of the one that has called last', async () => {
    const [signingIn, preparing, reading] = [page(), page(), page()];
    const end = begin(signingIn, 'confirmSignIn');
    begin(preparing, 'prepareSignIn');
    begin(reading, 'fetchAuthSession');
    events.own({ event: 'signedIn' }, reading);
    await end();
    assert.deepEqual(signingIn.heard, [['signedIn', undefined, false]]);
    for (const { heard } of [preparing, reading]) assert.deepEqual(heard, [['signedIn', undefined, true]]);
  });

  it('about a user who has come back is that of the page that has come back', async () => {
    for (const event of [
      'showAddress',
      'customOAuthState',
      'signInWithRedirect',
      'signInWithRedirect_failure',
      'signedIn',
    ]) {
      const [returning, reading] = [page(), page()];
      const end = begin(returning, 'completeRedirect');
      begin(reading, 'fetchAuthSession');
      events.own({ event }, reading);
      await end();
      assert.deepEqual(returning.heard, [[event, undefined, false]]);
      assert.deepEqual(reading.heard, event === 'signedIn' ? [[event, undefined, true]] : []);
    }
  });

  it('is that of the last caller if no call is under way, whatever has been prepared', async () => {
    const [one, two] = [page(), page()];
    begin(two, 'prepareSignIn');
    await begin(two, 'fetchAuthSession')();
    events.own({ event: 'tokenRefresh' }, one);
    assert.deepEqual(
      [one.heard, two.heard],
      [[['tokenRefresh', undefined, false]], [['tokenRefresh', undefined, true]]],
    );
  });

  it("ends the session elsewhere for the app's reason, or because of another tab", () => {
    for (const [reason, elsewhere] of [
      ['user', 'otherTab'],
      ['userDeleted', 'otherTab'],
      ['idle', 'idle'],
      ['absolute', 'absolute'],
    ]) {
      const [one, two] = [page(), page()];
      events.own({ event: 'signedOut', data: { reason } }, one);
      assert.deepEqual([one.heard, two.heard], [[['signedOut', reason, false]], [['signedOut', elsewhere, true]]]);
    }
  });

  it('stays with its page if nothing has changed for the others', () => {
    const [one, two] = [page(), page()];
    events.own({ event: 'tokenRefresh_failure' }, one);
    assert.deepEqual([one.heard.length, two.heard], [1, []]);
  });

  it('is of another tab for all if another worker tells of it', () => {
    const [one, two] = [page(), page()];
    events.ofOthers({ event: 'signedIn' });
    assert.deepEqual([one.heard, two.heard], [[['signedIn', undefined, true]], [['signedIn', undefined, true]]]);
  });
});

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
    const decisions = [];
    const port = {
      heard,
      decisions,
      send: ({ type, event, data, crossTab, decision, reason }) => {
        if (type === 'decision') decisions.push(`${decision}: ${reason}`);
        else heard.push([event, data?.reason, crossTab]);
      },
    };
    ports.add(port);
    return port;
  };

  beforeEach(() => {
    ports = new Set();
    events = new SharedEvents(ports);
  });

  /** Begins a call of a page, which ends with the result. */
  const begin = (port, name, input) => {
    const { promise, resolve } = deferred();
    const call = events.during(port, name, input, () => promise);
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

  it('of a refresh is that of the page that has asked for it first, whatever others do meanwhile', async () => {
    for (const event of ['tokenRefresh', 'sessionExpired']) {
      for (const options of [{ forceRefresh: true }, {}]) {
        const [refreshing, other] = [page(), page()];
        if (options.forceRefresh) begin(other, 'fetchUserAttributes');
        begin(other, 'signIn');
        begin(refreshing, 'fetchAuthSession', options);
        begin(other, 'signOut');
        begin(other, 'fetchAuthSession', options);
        events.own({ event }, other);
        assert.deepEqual(
          [refreshing.heard, other.heard],
          [[[event, undefined, false]], [[event, undefined, true]]],
          `${event} ${JSON.stringify(options)}`,
        );
        ports.clear();
        events = new SharedEvents(ports);
      }
    }
  });

  it('of a refresh is that of a sign-out that needed it', () => {
    const [leaving, other] = [page(), page()];
    begin(leaving, 'signOut');
    events.own({ event: 'tokenRefresh' }, other);
    assert.deepEqual(leaving.heard, [['tokenRefresh', undefined, false]]);
  });

  it("ends the session elsewhere for the app's reason, or because of another tab", () => {
    for (const [reason, elsewhere] of [
      ['user', 'otherTab'],
      ['userDeleted', 'otherTab'],
      ['idle', 'idle'],
      ['absolute', 'absolute'],
    ]) {
      const [one, two] = [page(), page()];
      events.own({ event: 'signedIn' }, one);
      for (const { heard } of [one, two]) heard.length = 0;
      events.own({ event: 'signedOut', data: { reason } }, one);
      assert.deepEqual([one.heard, two.heard], [[['signedOut', reason, false]], [['signedOut', elsewhere, true]]]);
    }
  });

  it('stays with its page if nothing has changed for the others', () => {
    const [one, two] = [page(), page()];
    events.own({ event: 'tokenRefresh_failure' }, one);
    assert.deepEqual([one.heard.length, two.heard], [1, []]);
  });

  it('is told to a page that was away then when it is back, once', () => {
    const [one, two] = [page(), page()];
    events.own({ event: 'signedIn' }, one);
    ports.delete(two);
    events.leave(two);
    events.own({ event: 'tokenRefresh' }, one);
    events.ofOthers({ event: 'signedOut', data: { reason: 'storageCleared' } });
    ports.add(two);
    events.catchUp(two);
    const missed = [
      ['tokenRefresh', undefined, true],
      ['signedOut', 'storageCleared', true],
    ];
    assert.deepEqual(two.heard, [['signedIn', undefined, true], ...missed]);
    events.leave(two);
    events.catchUp(two);
    assert.equal(two.heard.length, 3);
  });

  it('is told again to a page that may have missed it, from when it was silent on', () => {
    const [one, two] = [page(), page()];
    events.leave(two);
    events.own({ event: 'signedIn' }, one);
    ports.delete(two);
    events.leave(two);
    events.own({ event: 'tokenRefresh' }, one);
    two.heard.length = 0;
    events.catchUp(two);
    assert.deepEqual(two.heard, [
      ['signedIn', undefined, true],
      ['tokenRefresh', undefined, true],
    ]);
    events.leave(two);
    events.stay(two);
    events.own({ event: 'tokenRefresh' }, one);
    events.leave(two);
    events.catchUp(two);
    assert.equal(two.heard.length, 2);
  });

  it('is one of the last if a page was away for long', () => {
    const one = page();
    events.leave(one);
    ports.delete(one);
    for (let change = 0; change < 100; change += 1) events.ofOthers({ event: 'tokenRefresh' });
    events.catchUp(one);
    assert.equal(one.heard.length, 16);
  });

  it('is of another tab for all if another worker tells of it', () => {
    const [one, two] = [page(), page()];
    events.ofOthers({ event: 'signedIn' });
    assert.deepEqual([one.heard, two.heard], [[['signedIn', undefined, true]], [['signedIn', undefined, true]]]);
  });

  it('of a session that pages end at once is own in each of them, once, and of another tab in the others', async () => {
    const [one, two, three] = [page(), page(), page()];
    const ends = [begin(one, 'signOut'), begin(two, 'signOut')];
    for (let call = 0; call < 2; call += 1) events.own({ event: 'signedOut', data: { reason: 'user' } }, three);
    for (const end of ends) await end();
    const own = ({ heard }) => heard.filter(([, , crossTab]) => !crossTab);
    for (const acting of [one, two]) assert.deepEqual(own(acting), [['signedOut', 'user', false]]);
    assert.deepEqual(three.heard, [['signedOut', 'otherTab', true]]);
  });

  it('is not told to the others if it is a sign-out when nobody is signed in any more', () => {
    for (const [before, end] of [
      ['signedIn', 'signedOut'],
      ['tokenRefresh', 'sessionExpired'],
    ]) {
      const [one, two] = [page(), page()];
      for (const event of [before, end]) events.own({ event }, two);
      one.heard.length = 0;
      two.heard.length = 0;
      events.own({ event: 'signedOut', data: { reason: 'user' } }, one);
      assert.deepEqual([one.heard, two.heard], [[['signedOut', 'user', false]], []], end);
      events.own({ event: 'signedIn' }, one);
      events.own({ event: 'signedOut', data: { reason: 'user' } }, one);
      assert.deepEqual(two.heard.at(-1), ['signedOut', 'otherTab', true]);
      ports.clear();
      events = new SharedEvents(ports);
    }
  });

  it('of a deleted user is followed by the end of the session', () => {
    const [one, two] = [page(), page()];
    events.own({ event: 'userDeleted' }, one);
    events.own({ event: 'signedOut', data: { reason: 'userDeleted' } }, one);
    assert.deepEqual(two.heard, [
      ['userDeleted', undefined, true],
      ['signedOut', 'otherTab', true],
    ]);
  });

  it('is told apart from decisions, which only the page of the call hears of', async () => {
    const [waiting, leaving, latest] = [page(), page(), page()];
    const ends = [begin(waiting, 'fetchAuthSession'), begin(leaving, 'signOut'), begin(latest, 'getCurrentUser')];
    for (const decision of [
      ['refreshed', 'expired'],
      ['kept', '503'],
      ['signedOut', 'user'],
      ['degraded', 'storage'],
    ])
      events.decided(decision, latest);
    for (const end of ends) await end();
    events.decided(['notRevoked', 'NetworkError'], waiting);
    events.decided(['notRevoked', 'NetworkError'], undefined);
    assert.deepEqual(waiting.decisions, ['refreshed: expired', 'kept: 503', 'notRevoked: NetworkError']);
    assert.deepEqual([leaving.decisions, latest.decisions], [['signedOut: user'], ['degraded: storage']]);
    for (const { heard } of [waiting, leaving, latest]) assert.deepEqual(heard, []);
  });

  it('has a cause although the decision that led to it was told before', async () => {
    const [leaving, other] = [page(), page()];
    const end = begin(leaving, 'signOut');
    events.decided(['signedOut', 'user'], other);
    events.own({ event: 'signedOut', data: { reason: 'user' } }, other);
    await end();
    assert.deepEqual(leaving.heard, [['signedOut', 'user', false]]);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { HubClass } from '../../dist/utils.js';
import { consoleOutput } from './fakeWasm.mjs';

describe('HubClass', () => {
  it('delivers to the listeners of the channel in the order of registration, before dispatch returns', () => {
    const hub = new HubClass('test');
    const seen = [];
    hub.listen('mine', ({ payload }) => seen.push(`first ${payload.event}`));
    hub.listen('mine', ({ payload }) => seen.push(`second ${payload.event}`));
    hub.listen('other', () => seen.push('never'));
    hub.dispatch('mine', { event: 'e' });
    assert.deepEqual(seen, ['first e', 'second e']);
  });

  it('passes listeners the capsule that Amplify documents', () => {
    const hub = new HubClass('test');
    let capsule;
    hub.listen('mine', (given) => {
      capsule = given;
    });
    const payload = { event: 'e', data: { a: 1 }, message: 'm' };
    hub.dispatch('mine', payload, 'App');
    assert.deepEqual(capsule, { channel: 'mine', payload, source: 'App', patternInfo: [] });
  });

  it('reports the exception of a listener and calls the others', async () => {
    const hub = new HubClass('test');
    let called = false;
    hub.listen('mine', () => {
      throw new Error('listener');
    });
    hub.listen('mine', () => {
      called = true;
    });
    const lines = await consoleOutput('error', () => {
      hub.dispatch('mine', { event: 'e' });
    });
    assert.equal(called, true);
    assert.equal(lines.length, 1);
    assert.equal(lines[0][1].message, 'listener');
  });

  it('stops every registration of the callback on that channel, and none elsewhere', () => {
    const hub = new HubClass('test');
    const seen = [];
    const callback = ({ channel }) => seen.push(channel);
    const stop = hub.listen('one', callback);
    hub.listen('one', callback);
    hub.listen('two', callback);
    hub.listen('one', () => seen.push('another'));
    stop();
    hub.dispatch('one', { event: 'e' });
    hub.dispatch('two', { event: 'e' });
    assert.deepEqual(seen, ['another', 'two']);
  });

  it('delivers to those who listen at the time of dispatch', () => {
    const hub = new HubClass('test');
    const seen = [];
    const stopFirst = hub.listen('mine', () => {
      seen.push('first');
      stopFirst();
      hub.listen('mine', () => seen.push('late'));
    });
    hub.listen('mine', () => seen.push('second'));
    hub.dispatch('mine', { event: 'e' });
    assert.deepEqual(seen, ['first', 'second']);
    hub.dispatch('mine', { event: 'e' });
    assert.deepEqual(seen, ['first', 'second', 'second', 'late']);
  });

  it("warns of a dispatch on one of Amplify's channels, and delivers", async () => {
    const hub = new HubClass('test');
    let called = 0;
    hub.listen('auth', () => {
      called += 1;
    });
    const lines = await consoleOutput('warn', () => {
      hub.dispatch('auth', { event: 'e' });
      hub.dispatch('mine', { event: 'e' });
    });
    assert.equal(called, 1);
    assert.equal(lines.length, 1);
    assert.match(lines[0][0], /auth/);
  });

  it('marks the events of other tabs, and leaves them out where the application says so', () => {
    const hub = new HubClass('test');
    const seen = [];
    const listen = (name, options) => hub.listen('auth', (capsule) => seen.push([name, capsule]), options);
    listen('default');
    listen('named', 'a name');
    listen('on', { listenerName: 'a name', enableCrossTabEvents: true });
    listen('off', { enableCrossTabEvents: false });
    for (const odd of [null, {}, 7, { enableCrossTabEvents: undefined }]) listen('odd', odd);
    const access = Symbol.for('cognito-wasm.hub');
    hub.dispatch('auth', { event: 'signedOut' }, 'Auth', access, true);
    const capsule = {
      channel: 'auth',
      payload: { event: 'signedOut' },
      source: 'Auth',
      patternInfo: [],
      crossTab: true,
    };
    assert.deepEqual(
      seen,
      ['default', 'named', 'on', 'odd', 'odd', 'odd', 'odd'].map((name) => [name, capsule]),
    );
    seen.length = 0;
    hub.dispatch('auth', { event: 'signedOut' }, 'Auth', access);
    assert.equal(seen.length, 8);
    assert.ok(seen.every(([, own]) => !Object.hasOwn(own, 'crossTab')));
  });

  it('reports an exception with the name of the listener', async () => {
    const hub = new HubClass('test');
    for (const options of ['first', { listenerName: 'second' }])
      hub.listen(
        'mine',
        () => {
          throw new Error('listener');
        },
        options,
      );
    const lines = await consoleOutput('error', () => {
      hub.dispatch('mine', { event: 'e' });
    });
    assert.match(lines[0][0], /first/);
    assert.match(lines[1][0], /second/);
  });

  it('refuses a listener that is not a function', () => {
    assert.throws(() => new HubClass('test').listen('mine', undefined), {
      name: 'NoHubcallbackProvidedException',
      category: 'validation',
    });
  });
});

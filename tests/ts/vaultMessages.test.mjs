import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { AuthError } from '../../dist/errors/authError.js';
import { readRequest } from '../../target/typescript/vault/messages.js';
import { outgoing, outgoingOutput } from '../../target/typescript/vault/outgoing.js';

describe('what leaves the worker of the vault', () => {
  it('has no refresh token and no password of a device, wherever they are', () => {
    const given = {
      refreshToken: 'secret',
      list: [{ RefreshToken: 'secret', kept: 1 }],
      deep: { randomPasswordKey: 'secret', devicePassword: 'secret', clientSecret: 'secret', refresh_token: 'secret' },
      accessToken: 'shown',
    };
    const copy = outgoing(given);
    assert.ok(!JSON.stringify(copy).includes('secret'));
    assert.deepEqual(JSON.parse(JSON.stringify(copy)), { list: [{ kept: 1 }], deep: {}, accessToken: 'shown' });
  });

  it('is data: functions, symbols and objects of classes are left out', () => {
    class Holder {
      refreshToken = 'secret';
    }
    const copy = outgoing({
      call: () => 'secret',
      symbol: Symbol('secret'),
      holder: new Holder(),
      map: new Map([[1, 2]]),
    });
    assert.deepEqual(JSON.parse(JSON.stringify(copy)), {});
    assert.doesNotThrow(() => structuredClone(outgoing({ call: () => 1, error: new Error('a') })));
  });

  it('has errors as data, with their causes, but not what a parser quotes', () => {
    const error = new AuthError({
      name: 'NetworkError',
      message: 'm',
      retryable: true,
      underlyingError: new AuthError({
        name: 'Inner',
        message: 'i',
        underlyingError: new SyntaxError('"secret" is not JSON'),
      }),
    });
    const copy = outgoing(error);
    assert.ok(!JSON.stringify(copy).includes('secret'));
    assert.equal(copy.name, 'NetworkError');
    assert.equal(copy.retryable, true);
    assert.deepEqual({ ...copy.cause.cause }, { name: 'SyntaxError', message: '' });
  });

  it('ends where data contains itself', () => {
    const given = {};
    given.itself = given;
    assert.doesNotThrow(() => JSON.stringify(outgoing(given)));
  });

  it('says of a token that was not revoked that there was one', () => {
    const output = { type: 'partial', revokeTokenError: { refreshToken: 'secret', error: { name: 'x' } } };
    const copy = outgoingOutput('signOut', output);
    assert.equal(copy.revokeTokenError.refreshToken, '');
    assert.equal(copy.revokeTokenError.error.name, 'x');
  });
});

describe('what the worker of the vault understands', () => {
  it('is messages with own members of the right types', () => {
    assert.deepEqual(readRequest({ type: 'call', id: 1, name: 'getCurrentUser', input: {} }), {
      type: 'call',
      id: 1,
      name: 'getCurrentUser',
      input: {},
      hasMetadata: false,
    });
    assert.deepEqual(
      readRequest({ type: 'connect', config: 1, place: 'local', limits: 2, hooks: ['headers', 'evil'] }),
      {
        type: 'connect',
        config: 1,
        place: 'local',
        limits: 2,
        hooks: ['headers'],
      },
    );
  });

  for (const [what, message] of Object.entries({
    'no object': 'call',
    nothing: null,
    'another type': { type: 'dump', id: 1 },
    'inherited members': Object.create({ type: 'call', id: 1, name: 'signOut', input: {} }),
    'an id that is no number': { type: 'call', id: '1', name: 'signOut', input: {} },
    'a name that is no text': { type: 'call', id: 1, name: {}, input: {} },
    'a name without end': { type: 'call', id: 1, name: 'x'.repeat(65), input: {} },
    'a storage of its own': { type: 'connect', config: {}, place: { getItem: 1 }, limits: {}, hooks: [] },
    'functions that are no list': { type: 'connect', config: {}, place: 'local', limits: {}, hooks: 'headers' },
  }))
    it(`is not ${what}`, () => {
      assert.equal(readRequest(message), undefined);
    });
});

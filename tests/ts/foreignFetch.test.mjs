/** Replacements of `fetch`: another library's, a wrapper, a mock, or a runtime's that supports fewer options. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';

import { AuthError, createAuth } from '../../dist/index.js';

const realFetch = globalThis.fetch;
const config = { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } };
const guests = { Auth: { Cognito: { identityPoolId: 'eu-west-1:pool', allowGuestAccess: true } } };

const registered = '{"UserSub":"sub","UserConfirmed":true}';
const bytes = new TextEncoder().encode(registered);
const noHeaders = { get: () => null };

/** Calls `signUp`, which is sent only once, with `fetch` replaced. */
function signUp(fetch) {
  globalThis.fetch = fetch;
  return createAuth(config).signUp({ username: 'jane' });
}

afterEach(() => {
  globalThis.fetch = realFetch;
});

describe('a reply that is not a Response of this realm', () => {
  const replies = {
    'an object with text': () => ({ status: 200, headers: noHeaders, text: async () => registered }),
    'an object of another realm': () =>
      runInNewContext(
        `({ status: 200, headers: new Map(), text: () => Promise.resolve(${JSON.stringify(registered)}) })`,
      ),
    'an object with bytes alone': () => ({ status: 200, headers: noHeaders, arrayBuffer: async () => bytes.buffer }),
    'an object with JSON alone': () => ({ status: 200, json: async () => JSON.parse(registered) }),
    'an object without headers': () => ({ status: 200, text: async () => registered }),
    'one whose headers throw': () => ({
      status: 200,
      headers: {
        get: () => {
          throw new TypeError('no');
        },
      },
      text: () => registered,
    }),
  };
  for (const [what, reply] of Object.entries(replies)) {
    for (const [how, give] of [
      ['a promise', (value) => Promise.resolve(value)],
      ['a thenable', (value) => ({ then: (resolve) => resolve(value) })],
      ['itself', (value) => value],
    ]) {
      it(`is read: ${what}, given as ${how}`, async () => {
        const { userId } = await signUp(() => give(reply()));
        assert.equal(userId, 'sub');
      });
    }
  }

  it('has the name, the status and the ids of an error', async () => {
    const headers = new Map([
      ['x-amzn-errortype', 'UsernameExistsException:'],
      ['x-amzn-requestid', 'r-1'],
    ]);
    const reply = { status: 400, headers, text: async () => '{"message":"m"}' };
    await assert.rejects(
      signUp(async () => reply),
      { name: 'UsernameExistsException', message: 'm', metadata: { httpStatusCode: 400, requestId: 'r-1' } },
    );
  });

  it('without a body keeps its status', async () => {
    await assert.rejects(
      signUp(async () => ({ status: 503, headers: noHeaders })),
      { name: 'UnknownError', metadata: { httpStatusCode: 503 } },
    );
  });
});

describe('an answer that is not a reply', () => {
  const answers = {
    nothing: undefined,
    null: null,
    'an empty object': {},
    text: registered,
    'a status that is text': { status: 'ok', text: async () => registered },
    'a status out of range': { status: 0, text: async () => registered },
    'a body that somebody has read': { status: 200, bodyUsed: true, text: () => Promise.reject(new TypeError('used')) },
    'a body that throws': {
      status: 200,
      text() {
        throw new TypeError('no');
      },
    },
  };
  for (const [what, answer] of Object.entries(answers)) {
    it(`is an error with its own name, and the call is not repeated: ${what}`, async () => {
      const operations = [];
      globalThis.fetch = async (_, { headers }) => {
        operations.push(headers['x-amz-target']);
        return answer;
      };
      const { identityIdResult } = await createAuth(guests).fetchAuthSession();
      const { error } = identityIdResult;
      assert.ok(error instanceof AuthError);
      assert.deepEqual([error.name, error.category, error.retryable], ['UnknownError', 'service', false]);
      assert.equal(error.message, 'GetId was answered, but the reply cannot be read');
      assert.ok(error.cause instanceof TypeError);
      assert.equal(operations.length, 1);
    });
  }

  it('is not the same as a broken body, which is a network failure', async () => {
    const cause = new TypeError('terminated');
    const reply = { status: 200, headers: noHeaders, text: () => Promise.reject(cause) };
    await assert.rejects(
      signUp(async () => reply),
      { name: 'NetworkError', category: 'network', cause },
    );
  });
});

describe('a runtime that refuses options of a request', () => {
  const ways = {
    'by throwing': (refusal) => {
      throw refusal;
    },
    'by rejecting': (refusal) => Promise.reject(refusal),
  };
  const refusals = {
    cache: () => new Error("The 'cache' field on 'RequestInitializerDict' is not implemented."),
    credentials: () => new Error("The 'credentials' field on 'RequestInitializerDict' is not implemented."),
    signal: () => new TypeError('RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.'),
  };

  /** A `fetch` that refuses the options, and records how often it is called and what it sends. */
  function strictFetch(names, refuse) {
    const calls = { count: 0, sent: [] };
    const fetch = (url, init) => {
      calls.count += 1;
      const name = names.find((each) => each in init);
      if (name) return refuse(refusals[name]());
      calls.sent.push(init);
      return Promise.resolve(new Response(registered));
    };
    return { fetch, calls };
  }

  for (const [way, refuse] of Object.entries(ways)) {
    for (const names of [['cache'], ['signal'], ['cache', 'credentials', 'signal']]) {
      it(`gets the request without ${names.join(', ')}, once, when it refuses them ${way}`, async () => {
        const { fetch, calls } = strictFetch(names, refuse);
        globalThis.fetch = fetch;
        const auth = createAuth(config);
        assert.equal((await auth.signUp({ username: 'jane' })).userId, 'sub');
        assert.equal(calls.sent.length, 1);
        const [{ method, body, headers }] = calls.sent;
        assert.equal(method, 'POST');
        assert.equal(JSON.parse(body).Username, 'jane');
        assert.match(headers['x-amz-target'], /SignUp$/);

        const before = calls.count;
        await auth.signUp({ username: 'john' });
        assert.equal(calls.count, before + 1, 'what is refused is remembered');
      });
    }
  }

  it('is asked not to follow redirects in a way that it supports', async () => {
    const redirects = [];
    const auth = createAuth(config);
    globalThis.fetch = async (_, init) => {
      redirects.push(init.redirect);
      if (init.redirect === 'error')
        throw new TypeError('Invalid redirect value, must be one of "follow" or "manual".');
      return { type: 'default', status: 307, headers: noHeaders, text: async () => '' };
    };
    await assert.rejects(auth.signUp({ username: 'jane' }), {
      name: 'UnknownError',
      metadata: { httpStatusCode: 307 },
    });
    assert.deepEqual(redirects, ['error', 'manual']);
    globalThis.fetch = async () => ({ type: 'opaqueredirect', status: 0, headers: noHeaders, text: async () => '' });
    await assert.rejects(auth.signUp({ username: 'jane' }), (error) => /redirected/.test(error.cause.message));
  });

  it('is asked once if a redirect is refused on the way, as Deno words it', async () => {
    const auth = createAuth(config);
    let calls = 0;
    globalThis.fetch = async () => {
      calls += 1;
      throw new TypeError("Fetch failed: Encountered redirect while redirect mode is set to 'error'");
    };
    await assert.rejects(auth.signUp({ username: 'jane' }), { name: 'NetworkError' });
    assert.equal(calls, 1);
  });

  it('sends no cookies and no referrer', async () => {
    const { fetch, calls } = strictFetch([], ways['by throwing']);
    await signUp(fetch);
    const { cache, credentials, redirect, referrerPolicy } = calls.sent[0];
    assert.deepEqual([cache, credentials, redirect, referrerPolicy], ['no-store', 'omit', 'error', 'no-referrer']);
    assert.equal(Object.getPrototypeOf(calls.sent[0]), null);
  });

  it('gets the options that it does not refuse', async () => {
    const { fetch, calls } = strictFetch(['cache'], ways['by throwing']);
    await signUp(fetch);
    assert.ok(calls.sent[0].signal instanceof AbortSignal);
  });

  const failures = {
    'fails on the way': new TypeError('fetch failed'),
    'fails on the way to an address with such a word': new TypeError(
      'error sending request for url (https://cache.example.com/)',
    ),
    'was ended by a time limit of somebody else': new DOMException('signal timed out', 'TimeoutError'),
    'was aborted by somebody else': new DOMException('signal is aborted without reason', 'AbortError'),
    'fails with no error at all': 'cache',
  };
  for (const [what, failure] of Object.entries(failures)) {
    it(`is not the same as a request that ${what}, which is not sent again`, async () => {
      let count = 0;
      const failing = signUp(() => {
        count += 1;
        return Promise.reject(failure);
      });
      await assert.rejects(failing, (error) => {
        assert.ok(error instanceof AuthError);
        assert.equal(error.name, 'NetworkError');
        assert.equal(error.cause, failure);
        return true;
      });
      assert.equal(count, 1);
    });
  }
});

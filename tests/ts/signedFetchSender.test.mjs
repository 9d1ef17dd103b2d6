/** Who sends a signed request, while users come and go. */
import assert from 'node:assert/strict';
import { it } from 'node:test';

import { signingFunctions } from '../../dist/session/signing.js';
import { signedFetch, signRequest } from '../../dist/signing/signingFile.js';
import { token } from './fakeTabs.mjs';
import { hostWith, key, success, withReplies } from './signingHost.mjs';

const url = 'https://abc123.execute-api.eu-west-1.amazonaws.com/prod/items';
const keys = (sent) => sent.map(({ headers }) => /Credential=(\w+)/.exec(headers.get('authorization'))?.[1]);

const ann = {
  userSub: 'ann',
  identityId: 'eu-west-1:ann',
  awsCredentialsResult: success({ ...key, accessKeyId: 'ANN' }),
};
const bob = {
  userSub: 'bob',
  identityId: 'eu-west-1:bob',
  awsCredentialsResult: success({ ...key, accessKeyId: 'BOB' }),
};
const guest = { identityId: 'eu-west-1:guest', awsCredentialsResult: success({ ...key, accessKeyId: 'GUEST' }) };

/** A host whose session is that of `user`, who can be replaced. */
const hostOf = (user) => ({
  ...hostWith(),
  user,
  session: async function () {
    return this.user;
  },
});

it('a refused request is not sent again as somebody else', async () => {
  for (const next of [bob, guest, { ...ann, identityId: 'eu-west-1:other' }]) {
    const host = hostOf(ann);
    const expired = () => {
      host.user = next;
      return new Response('<Code>ExpiredToken</Code>', { status: 403 });
    };
    const { result, sent } = await withReplies([expired], () =>
      signedFetch(host, url, { method: 'POST', body: 'text' }),
    );
    assert.deepEqual([keys(sent), result.status], [['ANN'], 403]);
    assert.equal(await result.text(), '<Code>ExpiredToken</Code>');
  }
});

it('a body that is read slowly is sent as whom it was given', async () => {
  for (const [options, shown] of [
    [{}, 'ANN'],
    [{ authMode: 'auto' }, 'ANN'],
    [{ authMode: 'userPool' }, 'ann-token'],
  ]) {
    const tokens = (accessToken) => ({ userPoolTokensResult: success({ accessToken }) });
    const host = hostOf({ ...ann, ...tokens('ann-token') });
    const body = new ReadableStream(
      {
        pull(controller) {
          host.user = { ...bob, ...tokens('bob-token') };
          controller.enqueue(new Uint8Array(1));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const { sent } = await withReplies([], () => signedFetch(host, url, { method: 'POST', body }, options));
    assert.equal(keys(sent)[0] ?? sent[0].headers.get('authorization'), shown);
  }
});

it('a body that is hashed for long is signed as whom it was given', async () => {
  const host = hostOf(ann);
  const body = new Uint8Array(4 * 1_048_576);
  const signing = signRequest(host, { url, method: 'PUT', body });
  // The credentials are taken before the first part has been hashed.
  setImmediate(() => (host.user = bob));
  assert.match((await signing).authorization, /Credential=ANN\//);
});

/**
 * An instance as far as signing needs it. The module answers what is so at the time of the call.
 *
 * @returns {any}
 */
function instanceOf(name) {
  const failure = { type: 'FAILURE', error: { name: 'E', message: '', category: 'unknown', retryable: false } };
  const asked = [];
  return {
    name,
    asked,
    configured: hostWith().auth.configured,
    async run(part, input) {
      asked.push([part, input.forceRefresh ?? false]);
      const tokens = { accessToken: token(this.name, 1), idToken: token(this.name, 2) };
      return {
        isSignedIn: true,
        status: 'active',
        identityIdResult: success(this.name),
        awsCredentialsResult: success({ ...key, accessKeyId: this.name, expiration: 9_999_999_999 }),
        userSubResult: failure,
        userPoolTokensResult: part === 'getTokens' ? success(tokens) : failure,
      };
    },
  };
}

it('the first call is that of whoever was signed in then, although the code that signs is loaded after it', async () => {
  const ofAnn = [
    ['presignUrl', { url }],
    ['signRequest', { url }],
    ['signedFetch', url],
    ['signedFetch', new Request(url, { headers: { 'x-own': 'a' } })],
    ['signedFetch', url, {}, { authMode: 'userPool' }],
    ['signedFetch', url, {}, { authMode: 'idToken' }],
  ];
  for (const [name, ...given] of ofAnn) {
    const auth = instanceOf('ANN');
    const { result, sent, error } = await withReplies([], () => {
      const call = signingFunctions(() => auth)[name](...given);
      auth.name = 'BOB';
      return call;
    });
    assert.equal(error, undefined);
    const shown = name === 'signedFetch' ? sent[0].headers.get('authorization') : (result.authorization ?? result);
    assert.ok(/Credential=ANN\b/.test(shown) || [1, 2].some((serial) => shown === token('ANN', serial)), String(given));
    assert.equal(auth.asked.length, 1);
  }
});

it('nobody is asked for a call that needs no session, or is refused', async () => {
  const credentials = key;
  for (const [name, ...given] of [
    ['presignUrl', { url, credentials }],
    ['signRequest', { url, credentials }],
    ['signedFetch', url, {}, { authMode: 'none' }],
    ['signedFetch', url, { headers: { Authorization: 'own' } }, { authMode: 'auto' }],
    ['signedFetch', url, { headers: [['x-api-key', 'own']] }, { authMode: 'auto' }],
    ['signedFetch', url, { headers: new Headers({ authorization: 'own' }) }, { authMode: 'auto' }],
    ['signedFetch', new Request(url, { headers: { authorization: 'own' } }), {}, { authMode: 'auto' }],
    ['signedFetch', new Request(`${url}?X-Amz-Signature=0`), {}, { authMode: 'auto' }],
    ['signedFetch', `${url}?X-Amz-Signature=0`, {}, { authMode: 'auto' }],
    ['signedFetch', url, {}, { authMode: 'IAM' }],
  ]) {
    const auth = instanceOf('ANN');
    await withReplies([], () => signingFunctions(() => auth)[name](...given));
    assert.deepEqual(auth.asked, [], String(given));
  }
});

it('credentials that have expired are asked for anew', async () => {
  const auth = instanceOf('ANN');
  const expired = () => new Response('<Code>ExpiredToken</Code>', { status: 403 });
  await withReplies([expired], () => signingFunctions(() => auth).signedFetch(url));
  assert.deepEqual(auth.asked, [
    ['getCredentials', false],
    ['getCredentials', false],
    ['getCredentials', true],
  ]);
});

it('a session that cannot be had rejects the call alone', async () => {
  const auth = instanceOf('ANN');
  auth.run = () => Promise.reject(new Error('no session'));
  const { signedFetch: call } = signingFunctions(() => auth);
  for (const address of [url, 'http://[']) {
    const { error, sent } = await withReplies([], () => call(address));
    assert.ok(error instanceof Error);
    assert.equal(sent.length, 0);
  }
});

/** Who sends a signed request, while users come and go. */
import assert from 'node:assert/strict';
import { it } from 'node:test';

import { signedFetch } from '../../dist/signing/signingFile.js';
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

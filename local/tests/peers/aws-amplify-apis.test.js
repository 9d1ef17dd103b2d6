/** Amplify's other categories call the API that verifies, with what Amplify's own sign-in gives them. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Amplify } from 'aws-amplify';
import { generateClient, get, post } from 'aws-amplify/api';
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { downloadData, list, uploadData } from 'aws-amplify/storage';
import WebSocket from 'ws';
import { SEED, startServer } from '../../src/index.js';
import { confirmedUser } from '../support/calls.js';
import { allowGuests } from '../support/identities.js';

const region = 'us-east-1';

/** Amplify subscribes with TLS only, which the local Cognito has not. */
class PlainWebSocket extends WebSocket {
  constructor(address, ...rest) {
    super(address.replace(/^wss:/, 'ws:'), ...rest);
  }
}

/** Amplify's Storage knows no address but AWS's. Its requests there are answered in this process. */
async function fetchHere(input, init) {
  const request = new Request(input, init);
  const { host } = new URL(request.url);
  if (!host.endsWith('.amazonaws.com')) return realFetch(input, init);
  request.headers.set('host', host);
  return server.cognito.handle(request, 's3');
}

const realFetch = globalThis.fetch;
let server;
before(async () => {
  globalThis.WebSocket = PlainWebSocket;
  globalThis.fetch = fetchHere;
  server = await startServer({ port: 0, deterministic: true, allowedHosts: ['photos.s3.us-east-1.amazonaws.com'] });
  const api = `${server.url}_api/`;
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: SEED.userPoolId,
        userPoolClientId: SEED.nativeClientId,
        identityPoolId: SEED.identityPoolId,
        userPoolEndpoint: server.url,
        identityPoolEndpoint: server.url,
        allowGuestAccess: true,
      },
    },
    API: {
      REST: {
        signed: { endpoint: `${api}iam/prod`, region, service: 'execute-api' },
        authorized: { endpoint: `${api}user-pool/prod` },
      },
      GraphQL: { endpoint: `${api}graphql`, region, defaultAuthMode: 'iam' },
    },
    Storage: { S3: { bucket: 'photos', region } },
  });
});
beforeEach(async () => {
  cognitoUserPoolsTokenProvider.setKeyValueStorage(memory());
  await signOut();
  server.cognito.reset();
  await allowGuests(server.cognito);
  await confirmedUser(server.cognito);
});
after(() => server.close());

/** A token storage. */
function memory() {
  const items = new Map();
  return {
    setItem: async (key, value) => void items.set(key, value),
    getItem: async (key) => items.get(key) ?? null,
    removeItem: async (key) => void items.delete(key),
    clear: async () => items.clear(),
  };
}

const signInUser = () => signIn({ username: 'username', password: 'Password123' });

const bodyOf = async ({ response }) => (await (await response).body).json();

const query = 'query { me { kind identityId username } }';

describe('Amplify', () => {
  it('signs REST requests, as a guest and as a user', async () => {
    const guest = await bodyOf(get({ apiName: 'signed', path: '/items' }));
    assert.equal(guest.caller.kind, 'guest');
    await signInUser();
    const options = { body: { text: 'ä' }, queryParams: { tag: 'a b+c' } };
    const { caller, request } = await bodyOf(post({ apiName: 'signed', path: '/items', options }));
    assert.deepEqual([caller.kind, caller.identityId], ['user', (await fetchAuthSession()).identityId]);
    assert.deepEqual([request.query, request.body], [{ tag: 'a b+c' }, '{"text":"ä"}']);
  });

  it('sends the token to a REST API with an authorizer', async () => {
    await signInUser();
    const { tokens } = await fetchAuthSession();
    const headers = { authorization: tokens.idToken.toString() };
    const { caller } = await bodyOf(get({ apiName: 'authorized', path: '/me', options: { headers } }));
    assert.deepEqual([caller.username, caller.tokenUse], ['username', 'id']);
  });

  it('sends GraphQL requests, signed and with a token', async () => {
    await signInUser();
    const client = generateClient();
    const signed = await client.graphql({ query, authMode: 'iam' });
    assert.equal(signed.data.me.identityId, (await fetchAuthSession()).identityId);
    const authorized = await client.graphql({ query, authMode: 'userPool' });
    assert.equal(authorized.data.me.username, 'username');
  });

  it('subscribes, signed and with a token', async () => {
    await signInUser();
    for (const authMode of ['iam', 'userPool']) {
      const subscription = generateClient().graphql({ query: 'subscription { me { kind } }', authMode });
      const { data } = await new Promise((resolve, reject) => {
        const running = subscription.subscribe({
          next: (event) => {
            running.unsubscribe();
            resolve(event);
          },
          error: reject,
        });
      });
      assert.equal(data.me.kind, 'user');
    }
  });

  it('keeps files', async () => {
    await signInUser();
    const path = ({ identityId }) => `private/${identityId}/a b+(c).txt`;
    await uploadData({ path, data: 'content', options: { contentType: 'text/plain' } }).result;
    const { body } = await downloadData({ path }).result;
    assert.equal(await body.text(), 'content');
    const { items } = await list({ path: ({ identityId }) => `private/${identityId}/` });
    assert.deepEqual(
      items.map(({ size }) => size),
      [7],
    );
    const other = () => 'private/us-east-1:another/a.txt';
    await assert.rejects(downloadData({ path: other }).result, { name: 'AccessDenied' });
  });
});

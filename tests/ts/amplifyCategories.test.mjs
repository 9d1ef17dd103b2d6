/** Amplify's other categories with this package's providers, against a local Cognito that verifies signatures and tokens. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Amplify } from 'aws-amplify';
import { generateClient, get, post } from 'aws-amplify/api';
import { fetchAuthSession } from 'aws-amplify/auth';
import { downloadData, uploadData } from 'aws-amplify/storage';
import { SEED, startServer } from 'cognito-wasm-local';

import { createAuth } from '../../dist/index.js';

const region = 'us-east-1';
const query = 'query { me { kind identityId username } }';
const { fetch } = globalThis;
let server;
let auth;

/** Amplify's Storage knows no address but AWS's. Its requests there are answered in this process. */
async function fetchHere(input, init) {
  const request = new Request(input, init);
  const { host } = new URL(request.url);
  if (!host.endsWith('.amazonaws.com')) return fetch(input, init);
  request.headers.set('host', host);
  return server.cognito.handle(request, 's3');
}

before(async () => {
  server = await startServer({ port: 0, deterministic: true, allowedHosts: ['photos.s3.us-east-1.amazonaws.com'] });
  const { userPoolId, nativeClientId: userPoolClientId, identityPoolId } = SEED;
  const endpoints = { userPoolEndpoint: server.url, identityPoolEndpoint: server.url };
  const Auth = { Cognito: { userPoolId, userPoolClientId, identityPoolId, ...endpoints } };
  const api = `${server.url}_api/`;
  auth = createAuth({ Auth }, { storage: 'memory' });
  Amplify.configure(
    {
      Auth,
      API: {
        REST: {
          signed: { endpoint: `${api}iam/prod`, region, service: 'execute-api' },
          authorized: { endpoint: `${api}user-pool/prod` },
        },
        GraphQL: { endpoint: `${api}graphql`, region, defaultAuthMode: 'iam' },
      },
      Storage: { S3: { bucket: 'photos', region } },
    },
    { Auth: { tokenProvider: auth.tokenProvider, credentialsProvider: auth.credentialsAndIdentityIdProvider } },
  );
  globalThis.fetch = fetchHere;
  await server.cognito.handle(
    new Request(`${server.url}_test/triggers`, { method: 'POST', body: '{"preSignUp":"confirm-and-verify"}' }),
  );
  const [username, password] = ['jane', 'Password123!'];
  await auth.signUp({ username, password, options: { userAttributes: { email: 'jane@example.com' } } });
  await auth.signIn({ username, password });
});

after(async () => {
  globalThis.fetch = fetch;
  await server.close();
});

const bodyOf = async ({ response }) => (await (await response).body).json();

describe('aws-amplify with the providers of this package', () => {
  it('has the session', async () => {
    const [own, theirs] = [await auth.fetchAuthSession(), await fetchAuthSession()];
    assert.deepEqual(
      [theirs.identityId, theirs.userSub, theirs.credentials.accessKeyId, `${theirs.tokens.accessToken}`],
      [own.identityId, own.userSub, own.credentials.accessKeyId, `${own.tokens.accessToken}`],
    );
  });

  it('signs REST requests, and sends the token to an authorizer', async () => {
    const options = { body: { text: 'ä' }, queryParams: { tag: 'a b+c' } };
    const signed = await bodyOf(post({ apiName: 'signed', path: '/items', options }));
    assert.deepEqual([signed.caller.kind, signed.caller.identityId], ['user', await auth.getIdentityId()]);
    const headers = { authorization: await auth.getIdToken() };
    const { caller } = await bodyOf(get({ apiName: 'authorized', path: '/me', options: { headers } }));
    assert.deepEqual([caller.username, caller.tokenUse], ['jane', 'id']);
  });

  it('sends GraphQL requests, signed and with a token', async () => {
    const client = generateClient();
    const signed = await client.graphql({ query, authMode: 'iam' });
    assert.equal(signed.data.me.identityId, await auth.getIdentityId());
    const authorized = await client.graphql({ query, authMode: 'userPool' });
    assert.equal(authorized.data.me.username, 'jane');
  });

  it('keeps files of the user', async () => {
    const path = ({ identityId }) => `private/${identityId}/a b+(c).txt`;
    await uploadData({ path, data: 'content', options: { contentType: 'text/plain' } }).result;
    const { body } = await downloadData({ path }).result;
    assert.equal(await body.text(), 'content');
  });

  it('sends nothing signed after the sign-out', async () => {
    await auth.signOut();
    assert.equal((await fetchAuthSession()).credentials, undefined);
    await assert.rejects(bodyOf(get({ apiName: 'signed', path: '/items' })), {
      name: 'MissingAuthenticationTokenException',
    });
  });
});

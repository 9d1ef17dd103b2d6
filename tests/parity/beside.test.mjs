/** Amplify's other categories with the session of this library, as docs/migrating-from-amplify.md says. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Amplify as Others } from 'aws-amplify';
import { fetchAuthSession as fetchSessionOfOthers } from 'aws-amplify/auth';
import {
  Amplify,
  createAmplifyContext,
  credentialsAndIdentityIdProvider,
  fetchAuthSession,
  signIn,
  signOut,
  tokenProvider,
} from '../../dist/index.js';
import { SEED, startServer } from '../../local/src/index.js';

const { userPoolId, nativeClientId: userPoolClientId, identityPoolId } = SEED;
const person = { username: 'jane', password: 'Password123' };

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
let config;

async function administer(operation, body) {
  const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` };
  const init = { method: 'POST', headers, body: JSON.stringify({ UserPoolId: userPoolId, ...body }) };
  const response = await server.cognito.handle(new Request('http://localhost/', init));
  assert.ok(response.ok, operation);
}

before(async () => {
  server = await startServer({ port: 0 });
  const { url } = server;
  const Cognito = { userPoolId, userPoolClientId, identityPoolId };
  config = { Auth: { Cognito: { ...Cognito, userPoolEndpoint: url, identityPoolEndpoint: url } } };
  const UserAttributes = [{ Name: 'email', Value: 'jane@example.com' }];
  await administer('AdminCreateUser', { Username: person.username, UserAttributes });
  await administer('AdminSetUserPassword', { Username: person.username, Password: person.password, Permanent: true });
});

after(() => server.close());

test('the token provider of this library, and its credentials, are those of the others', async () => {
  await Amplify.configure(config);
  Others.configure(config, {
    Auth: {
      tokenProvider,
      credentialsProvider: credentialsAndIdentityIdProvider,
    },
  });
  assert.equal((await fetchSessionOfOthers()).tokens, undefined);
  await signIn(person);
  const [own, theirs] = [await fetchAuthSession(), await fetchSessionOfOthers()];
  assert.equal(String(theirs.tokens.accessToken), String(own.tokens.accessToken));
  assert.equal(theirs.credentials.accessKeyId, own.credentials.accessKeyId);
  assert.deepEqual([theirs.userSub, theirs.identityId], [own.userSub, own.identityId]);
  server.cognito.journal.clear();
  const refreshed = await fetchSessionOfOthers({ forceRefresh: true });
  assert.equal(String(refreshed.tokens.accessToken), String((await fetchAuthSession()).tokens.accessToken));
  assert.notEqual(String(refreshed.tokens.accessToken), String(own.tokens.accessToken));
  const operations = server.cognito.journal.entries().map(({ operation }) => operation);
  assert.deepEqual(operations, ['GetTokensFromRefreshToken', 'GetCredentialsForIdentity']);
  assert.equal(refreshed.credentials.accessKeyId, (await fetchAuthSession()).credentials.accessKeyId);
  await signOut();
  assert.equal((await fetchSessionOfOthers()).tokens, undefined);
});

test('a context of this library is one for the others', async () => {
  const context = createAmplifyContext(config);
  await signIn(context, person);
  const theirs = await fetchSessionOfOthers(context);
  assert.equal(theirs.userSub, (await context.fetchAuthSession()).userSub);
  assert.equal(typeof theirs.userSub, 'string');
  await signOut(context);
});

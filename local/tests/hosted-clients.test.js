/** How app clients prove themselves at the OAuth endpoints, and their own tokens. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { peekClaims } from '../src/jwt.js';
import { call, refused } from './support/calls.js';
import {
  CALLBACK,
  askUserInfo,
  basic,
  codeFor,
  openCognito,
  post,
  redeeming,
  refusedWith,
  withUser,
} from './support/hosted.js';

const TOKEN = '/oauth2/token';
const { userPoolId: UserPoolId } = SEED;

/** A client with a secret, for users or for itself. */
async function confidentialClient(cognito, settings) {
  const { UserPoolClient } = await call(cognito, 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'confidential',
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    ...settings,
  });
  const { ClientId, ClientSecret } = UserPoolClient;
  return { client: cognito.context.store.clients.get(ClientId), ClientId, ClientSecret };
}

const forUsers = { AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'], CallbackURLs: [CALLBACK] };
const forItself = { AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['notes/read', 'notes/write'] };

describe('a client with a secret', () => {
  it('proves itself by HTTP Basic or in the form', async () => {
    const cognito = await withUser();
    const { client, ClientId, ClientSecret } = await confidentialClient(cognito, forUsers);
    const code = () => codeFor({ ...cognito, client }, { scopes: ['openid'] });
    const inForm = redeeming(code(), { client_id: ClientId, client_secret: ClientSecret });
    assert.equal((await post(cognito, TOKEN, inForm)).status, 200);
    const both = redeeming(code(), { client_id: ClientId });
    assert.equal((await post(cognito, TOKEN, both, basic(ClientId, ClientSecret))).status, 200);
    const { client_id: _, ...nameless } = redeeming(code());
    assert.equal((await post(cognito, TOKEN, nameless, basic(ClientId, ClientSecret))).status, 200);
  });

  it('is refused without its secret or with a wrong one, and the code remains valid', async () => {
    const cognito = await withUser();
    const { client, ClientId, ClientSecret } = await confidentialClient(cognito, forUsers);
    const fields = redeeming(codeFor({ ...cognito, client }, { scopes: ['openid'] }), { client_id: ClientId });
    for (const [changes, headers] of [
      [{}, {}],
      [{ client_secret: '' }, {}],
      [{ client_secret: `${ClientSecret}0` }, {}],
      [{}, basic(ClientId, 'wrong')],
      [{}, basic(ClientId, '')],
      [{}, basic(SEED.webClientId, '')],
      [{}, basic(SEED.webClientId, ClientSecret)],
      [{ client_id: SEED.webClientId }, basic(ClientId, ClientSecret)],
      [{}, { authorization: 'Basic' }],
      [{}, { authorization: 'Basic !' }],
      [{}, { authorization: `Basic ${btoa('nocolon')}` }],
      [{}, { authorization: `Basic ${btoa(`${ClientId}:%`)}` }],
      [{}, { authorization: `Bearer ${btoa(`${ClientId}:${ClientSecret}`)}` }],
    ]) {
      refusedWith(await post(cognito, TOKEN, { ...fields, ...changes }, headers), 'invalid_client');
    }
    const { client_id: _, ...nameless } = fields;
    refusedWith(await post(cognito, TOKEN, nameless), 'invalid_request');
    const proof = basic(ClientId, ClientSecret);
    refusedWith(await post(cognito, TOKEN, { ...fields, client_secret: ClientSecret }, proof), 'invalid_request');
    assert.equal((await post(cognito, TOKEN, fields, proof)).status, 200);
  });
});

describe('a client without a secret', () => {
  it('is refused with one', async () => {
    const cognito = await withUser();
    const code = codeFor(cognito);
    refusedWith(await post(cognito, TOKEN, redeeming(code, { client_secret: 'any' })), 'invalid_client');
    refusedWith(await post(cognito, TOKEN, redeeming(code), basic(SEED.webClientId, 'any')), 'invalid_client');
    refusedWith(await post(cognito, TOKEN, redeeming(code, { client_id: 'unknown' })), 'invalid_client');
    assert.equal((await post(cognito, TOKEN, redeeming(code))).status, 200);
  });

  it('gets no token for itself', async () => {
    const cognito = openCognito();
    const fields = { grant_type: 'client_credentials', client_id: SEED.webClientId };
    refusedWith(await post(cognito, TOKEN, fields), 'invalid_client');
  });
});

describe('a client’s token for itself', () => {
  const fields = { grant_type: 'client_credentials' };

  it('has custom scopes, and no user', async () => {
    const cognito = openCognito();
    const { ClientId, ClientSecret } = await confidentialClient(cognito, forItself);
    const answer = await post(cognito, TOKEN, { ...fields, scope: 'notes/read' }, basic(ClientId, ClientSecret));
    assert.deepEqual(Object.keys(answer.body).sort(), ['access_token', 'expires_in', 'token_type']);
    const { jti, ...claims } = peekClaims(answer.body.access_token);
    const now = cognito.clock.nowSeconds();
    assert.match(jti, /^[\da-f-]{36}$/);
    assert.deepEqual(claims, {
      ...{ sub: ClientId, client_id: ClientId, token_use: 'access', scope: 'notes/read', version: 2 },
      iss: `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`,
      ...{ auth_time: now, iat: now, exp: now + 3600 },
    });
  });

  it('has all of the client’s scopes if none is asked for', async () => {
    const cognito = openCognito();
    const { ClientId, ClientSecret } = await confidentialClient(cognito, forItself);
    const { body } = await post(cognito, TOKEN, fields, basic(ClientId, ClientSecret));
    assert.equal(peekClaims(body.access_token).scope, 'notes/read notes/write');
  });

  it('is refused for other scopes', async () => {
    const cognito = openCognito();
    const { ClientId, ClientSecret } = await confidentialClient(cognito, {
      ...forItself,
      AllowedOAuthScopes: ['notes/read'],
    });
    for (const scope of ['notes/write', 'openid', 'notes/read openid', 'unknown/read', 'notes/read notes/write']) {
      refusedWith(await post(cognito, TOKEN, { ...fields, scope }, basic(ClientId, ClientSecret)), 'invalid_scope');
    }
    await call(cognito, 'DeleteResourceServer', { UserPoolId, Identifier: 'notes' });
    const deleted = { ...fields, scope: 'notes/read' };
    refusedWith(await post(cognito, TOKEN, deleted, basic(ClientId, ClientSecret)), 'invalid_scope');
  });

  it('is refused to a client that is only for users', async () => {
    const cognito = openCognito();
    const { ClientId, ClientSecret } = await confidentialClient(cognito, forUsers);
    refusedWith(await post(cognito, TOKEN, fields, basic(ClientId, ClientSecret)), 'unauthorized_client');
  });

  it('does not work where a user is needed', async () => {
    const cognito = openCognito();
    const { ClientId, ClientSecret } = await confidentialClient(cognito, forItself);
    const { body } = await post(cognito, TOKEN, fields, basic(ClientId, ClientSecret));
    const AccessToken = body.access_token;
    const message = await refused(cognito, 'GetUser', { AccessToken }, 'NotAuthorizedException');
    assert.equal(message, 'Access Token does not have required scopes');
    refusedWith(await askUserInfo(cognito, AccessToken), 'invalid_token', 401);
  });
});

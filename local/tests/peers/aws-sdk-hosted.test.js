/** Sets up the hosted UI of a pool with an AWS SDK. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { SEED, startServer } from '../../src/index.js';

let server;
let client;
before(async () => {
  server = await startServer({ port: 0, deterministic: true });
  client = new sdk.CognitoIdentityProviderClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
});
beforeEach(() => server.cognito.reset());
after(async () => {
  client.destroy();
  await server.close();
});

/** Sends a command by its name. */
const send = (name, input) => client.send(new sdk[`${name}Command`](input));

describe('the AWS SDK', () => {
  it('gives a pool a domain, scopes, a client for users and one for itself', async () => {
    const { UserPool } = await send('CreateUserPool', { PoolName: 'mine' });
    const { Id: UserPoolId } = UserPool;
    await send('CreateUserPoolDomain', { UserPoolId, Domain: 'mine', ManagedLoginVersion: 2 });
    const { DomainDescription } = await send('DescribeUserPoolDomain', { Domain: 'mine' });
    assert.deepEqual([DomainDescription.Status, DomainDescription.ManagedLoginVersion], ['ACTIVE', 2]);
    await send('UpdateUserPoolDomain', { UserPoolId, Domain: 'mine', ManagedLoginVersion: 1 });

    const Scopes = [{ ScopeName: 'read', ScopeDescription: 'Read' }];
    const api = { UserPoolId, Identifier: 'https://api.test', Name: 'API' };
    await send('CreateResourceServer', { ...api, Scopes });
    await send('UpdateResourceServer', { ...api, Scopes });
    const { ResourceServers } = await send('ListResourceServers', { UserPoolId, MaxResults: 10 });
    assert.deepEqual(ResourceServers, [{ ...api, Scopes }]);

    const web = await send('CreateUserPoolClient', {
      UserPoolId,
      ClientName: 'web',
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid', 'https://api.test/read'],
      CallbackURLs: ['http://localhost:4200/'],
      LogoutURLs: ['http://localhost:4200/'],
      SupportedIdentityProviders: ['COGNITO'],
    });
    assert.deepEqual(web.UserPoolClient.CallbackURLs, ['http://localhost:4200/']);
    const machine = await send('CreateUserPoolClient', {
      UserPoolId,
      ClientName: 'machine',
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['https://api.test/read'],
    });
    const { ClientId, ClientSecret } = machine.UserPoolClient;
    const response = await fetch(`${server.url}oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${ClientId}:${ClientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: token } = await response.json();
    assert.equal(JSON.parse(atob(token.split('.')[1])).scope, 'https://api.test/read');

    await send('DeleteResourceServer', { UserPoolId, Identifier: api.Identifier });
    await assert.rejects(
      send('DescribeResourceServer', { UserPoolId, Identifier: api.Identifier }),
      sdk.ResourceNotFoundException,
    );
    await assert.rejects(send('DeleteUserPool', { UserPoolId }), sdk.InvalidParameterException);
    await send('DeleteUserPoolDomain', { UserPoolId, Domain: 'mine' });
    await send('DeleteUserPool', { UserPoolId });
  });

  it('adds a provider, and links a user to an account there', async () => {
    const { userPoolId: UserPoolId } = SEED;
    const one = { UserPoolId, ProviderName: 'Partner' };
    const { IdentityProvider } = await send('CreateIdentityProvider', {
      ...one,
      ProviderType: 'SAML',
      ProviderDetails: { MetadataURL: 'https://partner.test/metadata' },
      AttributeMapping: { email: 'mail' },
      IdpIdentifiers: ['partner.test'],
    });
    assert.ok(IdentityProvider.CreationDate instanceof Date);
    await send('UpdateIdentityProvider', { ...one, AttributeMapping: { email: 'e-mail' } });
    const read = await send('DescribeIdentityProvider', one);
    assert.deepEqual(read.IdentityProvider.AttributeMapping, { email: 'e-mail' });
    const found = await send('GetIdentityProviderByIdentifier', { UserPoolId, IdpIdentifier: 'partner.test' });
    assert.equal(found.IdentityProvider.ProviderName, 'Partner');
    const { Providers } = await send('ListIdentityProviders', { UserPoolId, MaxResults: 10 });
    assert.equal(Providers.length, 3);

    await send('AdminCreateUser', { UserPoolId, Username: 'somebody', MessageAction: 'SUPPRESS' });
    const User = { ProviderName: 'Partner', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: 's-1' };
    const DestinationUser = { ProviderName: 'Cognito', ProviderAttributeValue: 'somebody' };
    await send('AdminLinkProviderForUser', { UserPoolId, DestinationUser, SourceUser: User });
    const { UserAttributes } = await send('AdminGetUser', { UserPoolId, Username: 'somebody' });
    const { Value } = UserAttributes.find(({ Name }) => Name === 'identities');
    assert.equal(JSON.parse(Value)[0].userId, 's-1');
    await send('AdminDisableProviderForUser', { UserPoolId, User });
    await send('DeleteIdentityProvider', one);
    await assert.rejects(send('DescribeIdentityProvider', one), sdk.ResourceNotFoundException);
  });

  it('knows the errors', async () => {
    const { userPoolId: UserPoolId } = SEED;
    const app = { UserPoolId, ClientName: 'app' };
    const unknownScope = { ...app, AllowedOAuthScopes: ['Cognito'] };
    await assert.rejects(send('CreateUserPoolClient', unknownScope), sdk.ScopeDoesNotExistException);
    const forItself = { ...app, AllowedOAuthFlows: ['client_credentials'] };
    await assert.rejects(send('CreateUserPoolClient', forItself), sdk.InvalidOAuthFlowException);
    const google = { UserPoolId, ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: {} };
    await assert.rejects(send('CreateIdentityProvider', google), sdk.DuplicateProviderException);
  });
});

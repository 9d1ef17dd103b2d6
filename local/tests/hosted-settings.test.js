/** The operations that set up the hosted UI: domains, resource servers and app clients. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { call, freshCognito, newPool, refused } from './support/calls.js';

const { userPoolId: UserPoolId } = SEED;
const INVALID = 'InvalidParameterException';

describe('a domain', () => {
  it('is created, described, updated and deleted', async () => {
    const cognito = freshCognito();
    const other = await newPool(cognito, {});
    const domain = { UserPoolId: other.UserPoolId, Domain: 'other' };
    assert.deepEqual(await call(cognito, 'CreateUserPoolDomain', domain), { ManagedLoginVersion: 1 });
    const describe = async () => (await call(cognito, 'DescribeUserPoolDomain', { Domain: 'other' })).DomainDescription;
    const { UserPoolId: poolId, Domain, Status, ManagedLoginVersion } = await describe();
    assert.deepEqual([poolId, Domain, Status, ManagedLoginVersion], [other.UserPoolId, 'other', 'ACTIVE', 1]);
    const { UserPool } = await call(cognito, 'DescribeUserPool', { UserPoolId: other.UserPoolId });
    assert.deepEqual([UserPool.Domain, UserPool.CustomDomain], ['other', undefined]);
    await call(cognito, 'UpdateUserPoolDomain', { ...domain, ManagedLoginVersion: 2 });
    assert.equal((await describe()).ManagedLoginVersion, 2);
    await call(cognito, 'DeleteUserPoolDomain', domain);
    assert.deepEqual(await describe(), {});
    assert.match(await refused(cognito, 'DeleteUserPoolDomain', domain, INVALID), /No such domain or user pool exists/);
  });

  it('can be a host name of its own, beside a prefix', async () => {
    const cognito = freshCognito();
    const CustomDomainConfig = { CertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/a' };
    const domain = { UserPoolId, Domain: 'auth.app.test', CustomDomainConfig };
    const { CloudFrontDomain } = await call(cognito, 'CreateUserPoolDomain', domain);
    assert.match(CloudFrontDomain, /cloudfront\.net$/);
    const { UserPool } = await call(cognito, 'DescribeUserPool', { UserPoolId });
    assert.deepEqual([UserPool.Domain, UserPool.CustomDomain], ['seed', 'auth.app.test']);
    await call(cognito, 'UpdateUserPoolDomain', domain);
    await refused(cognito, 'UpdateUserPoolDomain', { UserPoolId, Domain: 'auth.app.test' }, INVALID);
    await refused(cognito, 'UpdateUserPoolDomain', { ...domain, Domain: 'seed' }, INVALID);
  });

  it('is refused if it is taken, reserved or malformed, or if the pool has one', async () => {
    const cognito = freshCognito();
    const { UserPoolId: other } = await newPool(cognito, {});
    const create = (Domain, rest = {}) =>
      refused(cognito, 'CreateUserPoolDomain', { UserPoolId: other, Domain, ...rest }, INVALID);
    assert.equal(await create('seed'), 'Domain already associated with another user pool.');
    assert.equal(await create('my-aws-app'), 'Domain cannot contain reserved word: aws');
    assert.equal(await create('cognito'), 'Domain cannot contain reserved word: cognito');
    for (const name of ['Upper', '-app', 'app-', 'a_b', 'app.test']) {
      assert.match(await create(name), /The domain name contains an invalid character/, name);
    }
    await create('app', { CustomDomainConfig: { CertificateArn: 'arn:aws:acm:us-east-1:0:certificate/a' } });
    await create('a'.repeat(64));
    await refused(cognito, 'CreateUserPoolDomain', { UserPoolId, Domain: 'second' }, INVALID);
    const elsewhere = { UserPoolId: other, Domain: 'seed' };
    for (const operation of ['UpdateUserPoolDomain', 'DeleteUserPoolDomain']) {
      await refused(cognito, operation, elsewhere, INVALID);
    }
    const unknown = { UserPoolId: 'us-east-1_None', Domain: 'app' };
    await refused(cognito, 'CreateUserPoolDomain', unknown, 'ResourceNotFoundException');
  });

  it('must be deleted before its pool', async () => {
    const cognito = freshCognito();
    assert.match(await refused(cognito, 'DeleteUserPool', { UserPoolId }, INVALID), /domain/);
    await call(cognito, 'DeleteUserPoolDomain', { UserPoolId, Domain: 'seed' });
    await call(cognito, 'DeleteUserPool', { UserPoolId });
    const { domains, resourceServers, identityProviders } = cognito.dump();
    assert.deepEqual([domains, resourceServers, identityProviders], [[], [], []]);
  });
});

describe('a resource server', () => {
  const server = { UserPoolId, Identifier: 'https://files.test' };
  const settings = { ...server, Name: 'Files', Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read files' }] };

  it('is created, described, updated, listed and deleted', async () => {
    const cognito = freshCognito();
    const { ResourceServer } = await call(cognito, 'CreateResourceServer', settings);
    assert.deepEqual(ResourceServer, settings);
    const changed = { ...server, Name: 'Documents', Scopes: [{ ScopeName: 'write', ScopeDescription: 'Write' }] };
    await call(cognito, 'UpdateResourceServer', changed);
    assert.deepEqual((await call(cognito, 'DescribeResourceServer', server)).ResourceServer, changed);
    await call(cognito, 'UpdateResourceServer', { ...server, Name: 'Documents' });
    assert.deepEqual((await call(cognito, 'DescribeResourceServer', server)).ResourceServer.Scopes, []);
    const first = await call(cognito, 'ListResourceServers', { UserPoolId, MaxResults: 1 });
    const rest = await call(cognito, 'ListResourceServers', { UserPoolId, NextToken: first.NextToken });
    const listed = [first, rest].flatMap(({ ResourceServers }) => ResourceServers.map(({ Identifier }) => Identifier));
    assert.deepEqual(listed, ['notes', server.Identifier]);
    await call(cognito, 'DeleteResourceServer', server);
    await refused(cognito, 'DescribeResourceServer', server, 'ResourceNotFoundException');
  });

  it('is refused if it exists already, or with unsuitable names', async () => {
    const cognito = freshCognito();
    await call(cognito, 'CreateResourceServer', settings);
    await refused(cognito, 'CreateResourceServer', settings, INVALID);
    await refused(cognito, 'CreateResourceServer', { ...settings, Identifier: 'a b' }, INVALID);
    const withSlash = [{ ScopeName: 'read/all', ScopeDescription: 'All' }];
    await refused(cognito, 'CreateResourceServer', { ...settings, Identifier: 'c', Scopes: withSlash }, INVALID);
  });

  it('allows the scopes of its own pool only', async () => {
    const cognito = freshCognito();
    const { UserPoolId: other } = await newPool(cognito, {});
    await call(cognito, 'CreateResourceServer', { ...settings, UserPoolId: other });
    const AllowedOAuthScopes = ['https://files.test/read'];
    await call(cognito, 'CreateUserPoolClient', { UserPoolId: other, ClientName: 'c', AllowedOAuthScopes });
    const here = { UserPoolId, ClientName: 'c', AllowedOAuthScopes };
    const message = await refused(cognito, 'CreateUserPoolClient', here, 'ScopeDoesNotExistException');
    assert.equal(message, 'Invalid scope requested: https://files.test/read');
  });
});

describe('an app client', () => {
  const hosted = {
    UserPoolId,
    ClientName: 'app',
    AllowedOAuthFlows: ['code'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: ['openid'],
    CallbackURLs: [
      'https://app.test/',
      'http://localhost:4200/in',
      'http://127.0.0.1/',
      'http://[::1]:80/',
      'myapp://in',
    ],
    DefaultRedirectURI: 'https://app.test/',
    LogoutURLs: ['https://app.test/bye'],
    SupportedIdentityProviders: ['COGNITO', 'Google'],
  };
  const create = (cognito, changes) => call(cognito, 'CreateUserPoolClient', { ...hosted, ...changes });
  const refuse = (cognito, changes, type = INVALID) =>
    refused(cognito, 'CreateUserPoolClient', { ...hosted, ...changes }, type);

  it('keeps its settings for the hosted UI, and loses those that an update leaves out', async () => {
    const cognito = freshCognito();
    const { UserPoolClient } = await create(cognito, {});
    for (const [name, value] of Object.entries(hosted)) assert.deepEqual(UserPoolClient[name], value, name);
    const one = { UserPoolId, ClientId: UserPoolClient.ClientId };
    const read = async () => (await call(cognito, 'DescribeUserPoolClient', one)).UserPoolClient;
    assert.deepEqual((await read()).CallbackURLs, hosted.CallbackURLs);
    await call(cognito, 'UpdateUserPoolClient', one);
    const bare = await read();
    assert.deepEqual([bare.CallbackURLs, bare.AllowedOAuthFlowsUserPoolClient], [undefined, false]);
  });

  it('is refused with addresses that nobody may return to', async () => {
    const cognito = freshCognito();
    for (const url of [
      ...['http://app.test/', 'http://localhost.com/', 'https://app.test/#part', 'https://app.test/#', '/relative'],
      ...['app.test', 'javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', 'blob:https://a/b', ''],
    ]) {
      for (const changes of [{ CallbackURLs: [url], DefaultRedirectURI: undefined }, { LogoutURLs: [url] }]) {
        await refuse(cognito, changes);
      }
    }
    const insecure = { CallbackURLs: ['http://app.test/'], DefaultRedirectURI: undefined };
    assert.equal(await refuse(cognito, insecure), 'http://app.test/ cannot use the HTTP protocol.');
    await refuse(cognito, { DefaultRedirectURI: 'https://app.test/other' });
    await refuse(cognito, { CallbackURLs: [], DefaultRedirectURI: undefined });
  });

  it('is refused with flows, scopes and providers that do not exist or do not fit', async () => {
    const cognito = freshCognito();
    await refuse(cognito, { AllowedOAuthFlows: ['token'] });
    assert.match(await refuse(cognito, { AllowedOAuthFlows: [] }), /AllowedOAuthFlows and AllowedOAuthScopes/);
    assert.match(await refuse(cognito, { AllowedOAuthScopes: [] }), /AllowedOAuthFlows and AllowedOAuthScopes/);
    await refuse(cognito, { AllowedOAuthScopes: ['Cognito'] }, 'ScopeDoesNotExistException');
    const unknown = { SupportedIdentityProviders: ['Facebook'] };
    const message = `The provider Facebook does not exist for User Pool ${UserPoolId}.`;
    assert.equal(await refuse(cognito, unknown), message);
    const both = {
      AllowedOAuthFlows: ['code', 'client_credentials'],
      GenerateSecret: true,
      AllowedOAuthScopes: ['notes/read'],
    };
    await refuse(cognito, both, 'InvalidOAuthFlowException');
    const forItself = { AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['notes/read'] };
    await refuse(cognito, forItself, 'InvalidOAuthFlowException');
    const personal = { ...forItself, GenerateSecret: true, AllowedOAuthScopes: ['openid'] };
    await refuse(cognito, personal, 'InvalidOAuthFlowException');
    await create(cognito, { ...forItself, GenerateSecret: true, CallbackURLs: [], DefaultRedirectURI: undefined });
  });

  it('is refused by an update as well', async () => {
    const cognito = freshCognito();
    const one = { UserPoolId, ClientId: SEED.webClientId };
    const update = { ...one, CallbackURLs: ['http://app.test/'] };
    await refused(cognito, 'UpdateUserPoolClient', update, INVALID);
    const { UserPoolClient } = await call(cognito, 'DescribeUserPoolClient', one);
    assert.equal(UserPoolClient.CallbackURLs[0], 'http://localhost:3000/');
  });
});

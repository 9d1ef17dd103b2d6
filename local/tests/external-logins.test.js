/** Logins of external providers in an identity pool, linked to one identity, and taken away again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED_USER, call, freshCognito, refused, test } from './support/calls.js';
import { IdentityPoolId, PROVIDER, allowGuests, changePool, loginsOf, signedIn } from './support/identities.js';

const DENIED = 'NotAuthorizedException';
const SupportedLoginProviders = { 'accounts.google.com': 'google-app', 'graph.facebook.com': 'facebook-app' };
const google = { provider: 'accounts.google.com', userId: 'bo' };

async function withProviders(settings = {}) {
  const cognito = freshCognito();
  await changePool(cognito, { SupportedLoginProviders, ...settings });
  return cognito;
}

const getId = async (cognito, Logins) => (await call(cognito, 'GetId', { IdentityPoolId, Logins })).IdentityId;

describe('a login of an external provider', () => {
  it('is an ID token whose signature, issuer, application and lifetime are verified', async () => {
    const cognito = await withProviders();
    const token = await cognito.providerToken(google);
    const id = await getId(cognito, { 'accounts.google.com': token });
    assert.equal(await getId(cognito, { 'accounts.google.com': await cognito.providerToken(google) }), id);
    const [header, , signature] = token.split('.');
    const forged = `${header}.${Buffer.from(JSON.stringify({ ...claimsOf(token), sub: 'eve' })).toString('base64url')}.${signature}`;
    const elsewhere = { ...google, provider: 'appleid.apple.com' };
    for (const [refusedToken, reason] of [
      [forged, /Couldn't verify signed token/],
      ['nonsense', /Not a valid OpenId Connect identity token/],
      [await cognito.providerToken(elsewhere), /Issuer doesn't match providerName/],
      [await cognito.providerToken({ ...google, audience: 'another-app' }), /Incorrect token audience/],
      [await cognito.providerToken({ ...google, seconds: -1 }), /Token expired: \d+ >= \d+/],
    ]) {
      const input = { IdentityPoolId, Logins: { 'accounts.google.com': refusedToken } };
      assert.match(await refused(cognito, 'GetId', input, DENIED), reason);
    }
  });

  it('of a provider without ID tokens is any text, whose first part is the user', async () => {
    const cognito = await withProviders();
    const id = await getId(cognito, { 'graph.facebook.com': 'FB_TOKEN' });
    assert.equal(await getId(cognito, { 'graph.facebook.com': 'FB_TOKEN:renewed' }), id);
    assert.notEqual(await getId(cognito, { 'graph.facebook.com': 'OTHER' }), id);
    const input = { IdentityPoolId, Logins: { 'graph.facebook.com': 'expired' } };
    assert.match(await refused(cognito, 'GetId', input, DENIED), /^Invalid login token\./);
    assert.ok(!JSON.stringify(cognito.dump().identities).includes('FB_TOKEN'));
  });

  it('may be of an OpenID or SAML provider in IAM', async () => {
    const saml = 'arn:aws:iam::000000000000:saml-provider/Company';
    const cognito = await withProviders({
      OpenIdConnectProviderARNs: ['arn:aws:iam::000000000000:oidc-provider/login.example'],
      SamlProviderARNs: [saml],
    });
    const token = await cognito.providerToken({ provider: 'login.example', userId: 'bo' });
    const assertion = await cognito.providerToken({ provider: saml, userId: 'bo' });
    const id = await getId(cognito, { 'login.example': token });
    assert.notEqual(await getId(cognito, { [saml]: assertion }), id);
    const input = { IdentityPoolId, Logins: { [saml]: btoa('<Assertion/>') } };
    assert.match(await refused(cognito, 'GetId', input, DENIED), /Not a valid SAML assertion/);
  });

  it('is refused if the pool does not trust the provider', async () => {
    for (const cognito of [await withProviders(), freshCognito()]) {
      for (const provider of ['www.amazon.com', 'login.example', '__proto__', 'constructor']) {
        const Logins = JSON.parse(`{"${provider}":"token"}`);
        const message = await refused(cognito, 'GetId', { IdentityPoolId, Logins }, DENIED);
        assert.equal(message, 'Token is not from a supported provider of this identity pool.');
      }
    }
  });

  it('can be made over HTTP', async () => {
    const cognito = await withProviders();
    const { token } = await test(cognito, 'POST', 'provider-token', google);
    await getId(cognito, { 'accounts.google.com': token });
  });
});

describe('the logins of an identity', () => {
  it('are linked when they come together, and each finds the identity', async () => {
    const cognito = await withProviders();
    const mine = loginsOf(await signedIn(cognito));
    const id = await getId(cognito, mine);
    const facebook = { 'graph.facebook.com': 'FB_TOKEN' };
    const Logins = { ...mine, ...facebook };
    await call(cognito, 'GetCredentialsForIdentity', { IdentityId: id, Logins });
    assert.equal(await getId(cognito, facebook), id);
    const described = await call(cognito, 'DescribeIdentity', { IdentityId: id });
    assert.deepEqual(described.Logins, [PROVIDER, 'graph.facebook.com']);
    const another = { IdentityPoolId, Logins: { ...mine, 'graph.facebook.com': 'OTHER' } };
    assert.match(await refused(cognito, 'GetId', another, DENIED), /^Logins don't match/);
  });

  it('are not taken from another identity', async () => {
    const cognito = await withProviders();
    const mine = loginsOf(await signedIn(cognito));
    const theirs = loginsOf(await signedIn(cognito, { ...SEED_USER, Username: 'other' }));
    const facebook = { 'graph.facebook.com': 'FB_TOKEN' };
    await getId(cognito, { ...theirs, ...facebook });
    const IdentityId = await getId(cognito, mine);
    const both = { IdentityId, Logins: { ...mine, ...facebook } };
    await refused(cognito, 'GetCredentialsForIdentity', both, 'ResourceConflictException');
  });

  it('are removed one by one, and the last removal makes the identity unusable', async () => {
    const cognito = await withProviders();
    await allowGuests(cognito);
    const mine = loginsOf(await signedIn(cognito));
    const facebook = { 'graph.facebook.com': 'FB_TOKEN' };
    const IdentityId = await getId(cognito, { ...mine, ...facebook });
    const remove = (LoginsToRemove, Logins) => ({ IdentityId, Logins, LoginsToRemove });
    await call(cognito, 'UnlinkIdentity', remove(['graph.facebook.com'], mine));
    assert.notEqual(await getId(cognito, facebook), IdentityId);
    assert.match(await refused(cognito, 'UnlinkIdentity', remove([PROVIDER], facebook), DENIED), /^Logins don't/);
    await call(cognito, 'UnlinkIdentity', remove([PROVIDER], mine));
    assert.match(await refused(cognito, 'GetCredentialsForIdentity', { IdentityId }, DENIED), /is forbidden\.$/);
    assert.notEqual(await getId(cognito, mine), IdentityId);
    const again = { IdentityId, Logins: mine };
    assert.match(await refused(cognito, 'GetCredentialsForIdentity', again, DENIED), /^Logins don't/);
  });
});

describe('identities', () => {
  it('are listed by pages and deleted', async () => {
    const cognito = await withProviders();
    await allowGuests(cognito);
    const ids = [];
    for (let i = 0; i < 3; i += 1) ids.push((await call(cognito, 'GetId', { IdentityPoolId })).IdentityId);
    const first = await call(cognito, 'ListIdentities', { IdentityPoolId, MaxResults: 2 });
    assert.deepEqual(
      first.Identities.map(({ IdentityId, Logins }) => [IdentityId, Logins]),
      ids.slice(0, 2).map((id) => [id, []]),
    );
    const { NextToken } = first;
    const rest = await call(cognito, 'ListIdentities', { IdentityPoolId, MaxResults: 2, NextToken });
    assert.deepEqual([rest.Identities.length, rest.NextToken], [1, undefined]);
    const deleted = await call(cognito, 'DeleteIdentities', { IdentityIdsToDelete: ids.slice(0, 2) });
    assert.deepEqual(deleted, { UnprocessedIdentityIds: [] });
    await refused(cognito, 'DescribeIdentity', { IdentityId: ids[0] }, 'ResourceNotFoundException');
    assert.deepEqual(
      (await test(cognito, 'GET', 'identities')).map(({ id }) => id),
      ids.slice(2),
    );
  });

  it('of a disabled login can be left out of the list', async () => {
    const cognito = await withProviders();
    const Logins = loginsOf(await signedIn(cognito));
    const IdentityId = await getId(cognito, Logins);
    await call(cognito, 'UnlinkIdentity', { IdentityId, Logins, LoginsToRemove: [PROVIDER] });
    for (const [HideDisabled, count] of [
      [true, 0],
      [false, 1],
    ]) {
      const list = await call(cognito, 'ListIdentities', { IdentityPoolId, MaxResults: 5, HideDisabled });
      assert.equal(list.Identities.length, count);
    }
  });

  it('have the region of their pool', async () => {
    const cognito = freshCognito();
    const { id, ...rest } = cognito.dump().identityPools[0];
    assert.match(id, /^us-east-1:/);
    assert.ok(rest.name);
    await allowGuests(cognito);
    assert.match((await call(cognito, 'GetId', { IdentityPoolId })).IdentityId, /^us-east-1:/);
  });
});

const claimsOf = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());

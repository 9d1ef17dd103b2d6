import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { SEED } from '../src/index.js';
import { SEED_USER, call, confirmedUser, freshCognito, newPool, refused, withClient } from './support/calls.js';
import { signInWithSrp } from './support/srp-client.js';

const { identityPoolId: IdentityPoolId, userPoolId } = SEED;
const PROVIDER = `cognito-idp.us-east-1.amazonaws.com/${userPoolId}`;
const FIRST_IDENTITY = 'us-east-1:aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const DENIED = 'NotAuthorizedException';
const UNSUPPORTED = 'Token is not from a supported provider of this identity pool.';
const NO_GUESTS = 'Unauthenticated access is not supported for this identity pool.';

const loginsOf = ({ IdToken }) => ({ [PROVIDER]: IdToken });

async function signedIn(cognito, user = SEED_USER) {
  await confirmedUser(cognito, user);
  const { AuthenticationResult } = await signInWithSrp(cognito, { username: user.Username });
  return AuthenticationResult;
}

async function withGuests(cognito, settings = {}) {
  const pool = await call(cognito, 'DescribeIdentityPool', { IdentityPoolId });
  await call(cognito, 'UpdateIdentityPool', {
    ...pool,
    AllowUnauthenticatedIdentities: true,
    ...settings,
  });
}

describe('an identity pool without guests', () => {
  it('rejects guests', async () => {
    const cognito = freshCognito();
    for (const input of [{ IdentityPoolId }, { IdentityPoolId, Logins: {} }]) {
      assert.equal(await refused(cognito, 'GetId', input, DENIED), NO_GUESTS);
    }
  });

  it('gives a signed-in user an identity and credentials', async () => {
    const cognito = freshCognito();
    const Logins = loginsOf(await signedIn(cognito));
    const { IdentityId } = await call(cognito, 'GetId', { IdentityPoolId, Logins });
    assert.equal(IdentityId, FIRST_IDENTITY);
    const again = await call(cognito, 'GetId', { IdentityPoolId, Logins });
    assert.equal(again.IdentityId, FIRST_IDENTITY);
    const output = await call(cognito, 'GetCredentialsForIdentity', { IdentityId, Logins });
    assert.deepEqual(output, {
      IdentityId,
      Credentials: {
        AccessKeyId: 'ASIATEST000000000001',
        SecretKey: 'secret-1',
        SessionToken: 'session-1',
        Expiration: cognito.clock.nowSeconds() + 3600,
      },
    });
    const next = await call(cognito, 'GetCredentialsForIdentity', { IdentityId, Logins });
    assert.equal(next.Credentials.AccessKeyId, 'ASIATEST000000000002');
  });

  it('gives every user an own identity that others cannot use', async () => {
    const cognito = freshCognito();
    const mine = loginsOf(await signedIn(cognito));
    const theirs = loginsOf(await signedIn(cognito, { ...SEED_USER, Username: 'other' }));
    const { IdentityId } = await call(cognito, 'GetId', { IdentityPoolId, Logins: mine });
    const other = await call(cognito, 'GetId', { IdentityPoolId, Logins: theirs });
    assert.notEqual(other.IdentityId, IdentityId);
    const stolen = { IdentityId, Logins: theirs };
    assert.match(await refused(cognito, 'GetCredentialsForIdentity', stolen, DENIED), /^Logins don't match/);
    const bare = { IdentityId };
    assert.match(await refused(cognito, 'GetCredentialsForIdentity', bare, DENIED), /is forbidden\.$/);
  });

  it('verifies the login', async () => {
    const cognito = freshCognito();
    const tokens = await signedIn(cognito);
    const [header, , signature] = tokens.IdToken.split('.');
    const claims = { ...decodeJwt(tokens.IdToken), sub: 'somebody-else' };
    const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
    const elsewhere = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Elsewhere';
    for (const [Logins, text] of [
      [{ [PROVIDER]: 'nonsense' }, /^Invalid login token\. Not a valid/],
      [{ [PROVIDER]: tokens.AccessToken }, /Missing a required claim: aud/],
      [{ [elsewhere]: tokens.IdToken }, /Issuer doesn't match providerName/],
      [{ [PROVIDER]: forged }, /Couldn't verify signed token/],
    ]) {
      assert.match(await refused(cognito, 'GetId', { IdentityPoolId, Logins }, DENIED), text);
    }
    cognito.clock.advance(60 * 60 * 1000);
    const late = { IdentityPoolId, Logins: loginsOf(tokens) };
    assert.match(await refused(cognito, 'GetId', late, DENIED), /^Invalid login token\. Token expired: \d+ >= \d+$/);
  });

  it('trusts only the configured pools and clients', async () => {
    const cognito = freshCognito();
    const pool = await newPool(cognito, {});
    const user = { Username: 'someone', Password: 'Passw0rd!' };
    await call(cognito, 'SignUp', { ClientId: pool.ClientId, ...user });
    const named = { UserPoolId: pool.UserPoolId, Username: 'someone' };
    await call(cognito, 'AdminConfirmSignUp', named);
    const { AuthenticationResult } = await signInWithSrp(cognito, {
      username: 'someone',
      password: 'Passw0rd!',
      client: { ClientId: pool.ClientId },
      poolId: pool.UserPoolId,
    });
    const provider = `cognito-idp.us-east-1.amazonaws.com/${pool.UserPoolId}`;
    const input = { IdentityPoolId, Logins: { [provider]: AuthenticationResult.IdToken } };
    assert.equal(await refused(cognito, 'GetId', input, DENIED), UNSUPPORTED);
  });

  it('does not trust every client of a pool it trusts', async () => {
    const cognito = freshCognito();
    await confirmedUser(cognito);
    const settings = { UserPoolId: userPoolId, ClientName: 'third' };
    const { UserPoolClient } = await call(cognito, 'CreateUserPoolClient', settings);
    const client = { ClientId: UserPoolClient.ClientId };
    const { AuthenticationResult } = await signInWithSrp(cognito, { client });
    const input = { IdentityPoolId, Logins: loginsOf(AuthenticationResult) };
    assert.equal(await refused(cognito, 'GetId', input, DENIED), UNSUPPORTED);
  });

  it('rejects logins of different users', async () => {
    const cognito = freshCognito();
    const first = loginsOf(await signedIn(cognito));
    const other = await newPool(cognito, {}, { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] });
    const { ClientId, UserPoolId } = other;
    const named = { UserPoolId, Username: 'someone' };
    const Password = 'Passw0rd!';
    await call(cognito, 'AdminCreateUser', named);
    await call(cognito, 'AdminSetUserPassword', { ...named, Password, Permanent: true });
    const AuthParameters = { USERNAME: 'someone', PASSWORD: Password };
    const request = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters };
    const { AuthenticationResult } = await call(cognito, 'InitiateAuth', request);
    const ProviderName = `cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
    const second = { [ProviderName]: AuthenticationResult.IdToken };
    const pool = await call(cognito, 'DescribeIdentityPool', { IdentityPoolId });
    const CognitoIdentityProviders = [...pool.CognitoIdentityProviders, { ProviderName, ClientId }];
    await call(cognito, 'UpdateIdentityPool', { ...pool, CognitoIdentityProviders });
    for (const Logins of [first, second]) await call(cognito, 'GetId', { IdentityPoolId, Logins });
    const both = { IdentityPoolId, Logins: { ...first, ...second } };
    await refused(cognito, 'GetId', both, 'ResourceConflictException');
  });

  it('checks with the user pool whether a token is still valid, if configured', async () => {
    const cognito = freshCognito();
    const tokens = await signedIn(cognito);
    const input = { IdentityPoolId, Logins: loginsOf(tokens) };
    await call(cognito, 'RevokeToken', withClient({ Token: tokens.RefreshToken }));
    await call(cognito, 'GetId', input);
    await withGuests(cognito, {
      CognitoIdentityProviders: [{ ProviderName: PROVIDER, ClientId: SEED.nativeClientId, ServerSideTokenCheck: true }],
    });
    assert.equal(await refused(cognito, 'GetId', input, DENIED), 'Invalid login token. Token has been revoked.');
    const again = await signInWithSrp(cognito);
    const fresh = { IdentityPoolId, Logins: loginsOf(again.AuthenticationResult) };
    await call(cognito, 'GetId', fresh);
    await call(cognito, 'AdminDisableUser', { UserPoolId: userPoolId, Username: 'username' });
    assert.equal(await refused(cognito, 'GetId', fresh, DENIED), 'Invalid login token. Token has been revoked.');
  });

  it('does not share identities with another pool', async () => {
    const cognito = freshCognito();
    const Logins = loginsOf(await signedIn(cognito));
    const { IdentityPoolId: other } = await call(cognito, 'CreateIdentityPool', {
      IdentityPoolName: 'other',
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [{ ProviderName: PROVIDER, ClientId: SEED.nativeClientId }],
    });
    const { IdentityId } = await call(cognito, 'GetId', { IdentityPoolId, Logins });
    const there = await call(cognito, 'GetId', { IdentityPoolId: other, Logins });
    assert.notEqual(there.IdentityId, IdentityId);
    assert.equal((await call(cognito, 'GetId', { IdentityPoolId: other, Logins })).IdentityId, there.IdentityId);
  });
});

describe('an identity pool with guests', () => {
  it('gives each guest an identity and credentials', async () => {
    const cognito = freshCognito();
    await withGuests(cognito);
    const first = await call(cognito, 'GetId', { IdentityPoolId });
    const second = await call(cognito, 'GetId', { IdentityPoolId, Logins: {} });
    assert.notEqual(first.IdentityId, second.IdentityId);
    const output = await call(cognito, 'GetCredentialsForIdentity', first);
    assert.equal(output.IdentityId, first.IdentityId);
    assert.equal(output.Credentials.SecretKey, 'secret-1');
  });

  it('turns a guest who signs in into the user', async () => {
    const cognito = freshCognito();
    await withGuests(cognito);
    const guest = await call(cognito, 'GetId', { IdentityPoolId });
    const Logins = loginsOf(await signedIn(cognito));
    const linked = await call(cognito, 'GetCredentialsForIdentity', { ...guest, Logins });
    assert.equal(linked.IdentityId, guest.IdentityId);
    assert.match(await refused(cognito, 'GetCredentialsForIdentity', guest, DENIED), /is forbidden\.$/);
    const found = await call(cognito, 'GetId', { IdentityPoolId, Logins });
    assert.equal(found.IdentityId, guest.IdentityId);
  });

  it('returns the identity that a returning user already has', async () => {
    const cognito = freshCognito();
    await withGuests(cognito);
    const Logins = loginsOf(await signedIn(cognito));
    const own = await call(cognito, 'GetId', { IdentityPoolId, Logins });
    const guest = await call(cognito, 'GetId', { IdentityPoolId });
    const merged = await call(cognito, 'GetCredentialsForIdentity', { ...guest, Logins });
    assert.equal(merged.IdentityId, own.IdentityId);
    await refused(cognito, 'GetCredentialsForIdentity', guest, 'ResourceNotFoundException');
  });

  it('rejects its guests once guest access is turned off', async () => {
    const cognito = freshCognito();
    await withGuests(cognito);
    const guest = await call(cognito, 'GetId', { IdentityPoolId });
    await withGuests(cognito, { AllowUnauthenticatedIdentities: false });
    assert.equal(await refused(cognito, 'GetCredentialsForIdentity', guest, DENIED), NO_GUESTS);
  });
});

describe('credentials', () => {
  it('look like real ones outside deterministic mode', async () => {
    const cognito = freshCognito({ deterministic: false });
    await withGuests(cognito);
    const guest = await call(cognito, 'GetId', { IdentityPoolId });
    assert.match(guest.IdentityId, /^us-east-1:[0-9a-f-]{36}$/);
    const { Credentials } = await call(cognito, 'GetCredentialsForIdentity', guest);
    assert.match(Credentials.AccessKeyId, /^ASIA[A-Z2-7]{16}$/);
    assert.match(Credentials.SecretKey, /^[A-Za-z0-9+/]{40}$/);
    assert.ok(Credentials.SessionToken.length > 100);
  });
});

describe('identity pools', () => {
  it('are created and described', async () => {
    const cognito = freshCognito();
    const settings = { IdentityPoolName: 'mine', AllowUnauthenticatedIdentities: true };
    const made = await call(cognito, 'CreateIdentityPool', settings);
    const { IdentityPoolId: id } = made;
    assert.match(id, /^us-east-1:[0-9a-f-]{36}$/);
    assert.deepEqual(await call(cognito, 'DescribeIdentityPool', { IdentityPoolId: id }), made);
    await call(cognito, 'GetId', { IdentityPoolId: id });
  });

  it('are rejected if they do not exist', async () => {
    const cognito = freshCognito();
    const input = { IdentityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000' };
    await refused(cognito, 'GetId', input, 'ResourceNotFoundException');
    const identity = { IdentityId: FIRST_IDENTITY };
    await refused(cognito, 'GetCredentialsForIdentity', identity, 'ResourceNotFoundException');
  });
});

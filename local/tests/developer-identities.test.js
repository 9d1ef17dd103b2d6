/** Identities of users whom an application's own backend vouches for, and the tokens of identities. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { call, freshCognito, refused, test } from './support/calls.js';
import {
  IdentityPoolId,
  PROVIDER,
  allowGuests,
  changePool,
  guest,
  loginsOf,
  role,
  signedIn,
} from './support/identities.js';

const DENIED = 'NotAuthorizedException';
const NAME = 'login.example';
const COGNITO = 'cognito-identity.amazonaws.com';

async function developerPool(settings = {}) {
  const cognito = freshCognito();
  await changePool(cognito, { DeveloperProviderName: NAME, ...settings });
  return cognito;
}

const vouch = (cognito, user, rest = {}) =>
  call(cognito, 'GetOpenIdTokenForDeveloperIdentity', { IdentityPoolId, Logins: { [NAME]: user }, ...rest });

const lookUp = (cognito, rest) => call(cognito, 'LookupDeveloperIdentity', { IdentityPoolId, ...rest });

describe('a developer identity', () => {
  it('gets credentials for the token that the backend hands out', async () => {
    const cognito = await developerPool();
    const { IdentityId, Token } = await vouch(cognito, 'bo');
    const claims = decodeJwt(Token);
    assert.deepEqual(
      { ...claims, exp: claims.exp - claims.iat, iat: 0 },
      {
        sub: IdentityId,
        aud: IdentityPoolId,
        amr: ['authenticated', NAME, `${NAME}:${IdentityPoolId}:bo`],
        iss: `https://${COGNITO}`,
        exp: 900,
        iat: 0,
      },
    );
    const output = await call(cognito, 'GetCredentialsForIdentity', { IdentityId, Logins: { [COGNITO]: Token } });
    assert.equal(output.IdentityId, IdentityId);
    const [credentials] = await test(cognito, 'GET', 'credentials');
    assert.deepEqual([credentials.roleArn, credentials.isGuest], [role('seed-authRole'), false]);
    assert.equal((await vouch(cognito, 'bo')).IdentityId, IdentityId);
    assert.match(await refused(cognito, 'GetCredentialsForIdentity', { IdentityId }, DENIED), /is forbidden\.$/);
  });

  it('needs its own token, while it is valid, and only for credentials', async () => {
    const cognito = await developerPool();
    const bo = await vouch(cognito, 'bo', { TokenDuration: 60, PrincipalTags: { team: 'a' } });
    const chi = await vouch(cognito, 'chi');
    const input = (token) => ({ IdentityId: bo.IdentityId, Logins: { [COGNITO]: token } });
    assert.match(await refused(cognito, 'GetCredentialsForIdentity', input(chi.Token), DENIED), /^Logins don't match/);
    const [header, , signature] = bo.Token.split('.');
    const claims = Buffer.from(JSON.stringify({ ...decodeJwt(bo.Token), exp: 9e9 })).toString('base64url');
    const forged = `${header}.${claims}.${signature}`;
    assert.match(await refused(cognito, 'GetCredentialsForIdentity', input(forged), DENIED), /Couldn't verify/);
    const asLogin = { IdentityPoolId, Logins: { [COGNITO]: bo.Token } };
    assert.equal(
      await refused(cognito, 'GetId', asLogin, DENIED),
      "Invalid login token. Can't pass in a Cognito token.",
    );
    const named = { IdentityPoolId, Logins: { [NAME]: 'bo' } };
    const message = await refused(cognito, 'GetId', named, 'InvalidParameterException');
    assert.equal(message, 'Please provide a valid public provider');
    cognito.clock.advance(60_000);
    assert.match(await refused(cognito, 'GetCredentialsForIdentity', input(bo.Token), DENIED), /Token expired/);
  });

  it('is looked up, merged and unlinked', async () => {
    const cognito = await developerPool();
    const bo = await vouch(cognito, 'bo');
    const chi = await vouch(cognito, 'chi');
    const pool = { IdentityPoolId, DeveloperProviderName: NAME };
    const merge = { ...pool, SourceUserIdentifier: 'bo', DestinationUserIdentifier: 'chi' };
    assert.deepEqual(await call(cognito, 'MergeDeveloperIdentities', merge), { IdentityId: chi.IdentityId });
    await refused(cognito, 'DescribeIdentity', { IdentityId: bo.IdentityId }, 'ResourceNotFoundException');
    const users = { IdentityId: chi.IdentityId, DeveloperUserIdentifierList: ['chi', 'bo'] };
    assert.deepEqual(await lookUp(cognito, { DeveloperUserIdentifier: 'bo' }), users);
    const described = await call(cognito, 'DescribeIdentity', { IdentityId: chi.IdentityId });
    assert.deepEqual(described.Logins, [NAME]);
    const unlink = { ...pool, IdentityId: chi.IdentityId, DeveloperUserIdentifier: 'bo' };
    await call(cognito, 'UnlinkDeveloperIdentity', unlink);
    await refused(cognito, 'UnlinkDeveloperIdentity', unlink, 'ResourceNotFoundException');
    const left = await lookUp(cognito, { IdentityId: chi.IdentityId });
    assert.deepEqual(left.DeveloperUserIdentifierList, ['chi']);
    const neither = { IdentityPoolId };
    await refused(cognito, 'LookupDeveloperIdentity', neither, 'InvalidParameterException');
    const wrong = { IdentityPoolId, IdentityId: chi.IdentityId, DeveloperUserIdentifier: 'dee' };
    await refused(cognito, 'LookupDeveloperIdentity', wrong, 'ResourceNotFoundException');
  });

  it('can be that of a guest, or of a user who also signs in otherwise', async () => {
    const cognito = await developerPool();
    const { IdentityId } = await guest(cognito);
    assert.equal((await vouch(cognito, 'bo', { IdentityId })).IdentityId, IdentityId);
    const mine = loginsOf(await signedIn(cognito));
    const own = await call(cognito, 'GetId', { IdentityPoolId, Logins: mine });
    const unproven = { IdentityPoolId, ...own, Logins: { [NAME]: 'chi' } };
    assert.match(await refused(cognito, 'GetOpenIdTokenForDeveloperIdentity', unproven, DENIED), /^Logins don't match/);
    const { Token } = await vouch(cognito, 'chi', { ...own, Logins: { [NAME]: 'chi', ...mine } });
    assert.ok(decodeJwt(Token).amr.includes(PROVIDER));
    const taken = { IdentityPoolId, ...own, Logins: { [NAME]: 'bo', ...mine } };
    await refused(cognito, 'GetOpenIdTokenForDeveloperIdentity', taken, 'DeveloperUserAlreadyRegisteredException');
  });

  it('can add a login that belongs to nobody else', async () => {
    const cognito = await developerPool();
    const { IdentityId, Token } = await vouch(cognito, 'bo');
    const mine = loginsOf(await signedIn(cognito));
    const own = await call(cognito, 'GetId', { IdentityPoolId, Logins: mine });
    const input = { IdentityId, Logins: { [COGNITO]: Token, ...mine } };
    await refused(cognito, 'GetCredentialsForIdentity', input, 'ResourceConflictException');
    await call(cognito, 'DeleteIdentities', { IdentityIdsToDelete: [own.IdentityId] });
    await call(cognito, 'GetCredentialsForIdentity', input);
    assert.deepEqual(await call(cognito, 'GetId', { IdentityPoolId, Logins: mine }), { IdentityId });
  });

  it('exists only in a pool that has a developer provider', async () => {
    const cognito = freshCognito();
    const input = { IdentityPoolId, Logins: { [NAME]: 'bo' } };
    await refused(cognito, 'GetOpenIdTokenForDeveloperIdentity', input, 'InvalidParameterException');
  });
});

describe('the token of an identity', () => {
  it('says whose it is, and can be verified with the published key', async () => {
    const cognito = freshCognito();
    const Logins = loginsOf(await signedIn(cognito));
    const { IdentityId } = await call(cognito, 'GetId', { IdentityPoolId, Logins });
    const { Token } = await call(cognito, 'GetOpenIdToken', { IdentityId, Logins });
    const { amr, exp, iat } = decodeJwt(Token);
    assert.deepEqual(amr.slice(0, 2), ['authenticated', PROVIDER]);
    assert.match(amr[2], /:CognitoSignIn:[0-9a-f-]{36}$/);
    assert.equal(exp - iat, 600);
    const { kid, alg, typ } = decodeProtectedHeader(Token);
    assert.deepEqual([alg, typ], ['RS512', 'JWS']);
    const response = await cognito.handle(new Request('http://localhost:9229/.well-known/jwks_uri'));
    const { keys } = await response.json();
    assert.deepEqual(
      keys.map((key) => [key.kid, key.alg, 'd' in key]),
      [[kid, 'RS512', false]],
    );
  });

  it('is given to guests', async () => {
    const cognito = freshCognito();
    await allowGuests(cognito);
    const identity = await call(cognito, 'GetId', { IdentityPoolId });
    const { Token } = await call(cognito, 'GetOpenIdToken', identity);
    assert.deepEqual(decodeJwt(Token).amr, ['unauthenticated']);
  });

  it('is refused if the classic flow is off, or roles are mapped', async () => {
    const cognito = freshCognito();
    await allowGuests(cognito, { AllowClassicFlow: false });
    const identity = await call(cognito, 'GetId', { IdentityPoolId });
    const type = 'InvalidParameterException';
    assert.match(await refused(cognito, 'GetOpenIdToken', identity, type), /flow is not enabled, please use/);
    await changePool(cognito, { AllowClassicFlow: true });
    await call(cognito, 'GetOpenIdToken', identity);
    const RoleMappings = { [PROVIDER]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } };
    await call(cognito, 'SetIdentityPoolRoles', { IdentityPoolId, Roles: {}, RoleMappings });
    assert.match(await refused(cognito, 'GetOpenIdToken', identity, type), /not supported with RoleMappings/);
  });
});

describe('the settings of an identity pool', () => {
  it('include tags and the claims that become tags of sessions', async () => {
    const cognito = freshCognito();
    const service = 'AWSCognitoIdentityService';
    const ResourceArn = `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${IdentityPoolId}`;
    await call(cognito, `${service}.TagResource`, { ResourceArn, Tags: { app: 'shop', team: 'a' } });
    const update = { IdentityPoolId, IdentityPoolName: 'seed', AllowUnauthenticatedIdentities: false };
    await call(cognito, 'UpdateIdentityPool', update);
    await call(cognito, `${service}.UntagResource`, { ResourceArn, TagKeys: ['app'] });
    const { Tags } = await call(cognito, `${service}.ListTagsForResource`, { ResourceArn });
    assert.deepEqual(Tags, { team: 'a' });
    const provider = { IdentityPoolId, IdentityProviderName: PROVIDER };
    const none = await call(cognito, 'GetPrincipalTagAttributeMap', provider);
    assert.deepEqual(none, { ...provider, UseDefaults: false, PrincipalTags: {} });
    await call(cognito, 'SetPrincipalTagAttributeMap', { ...provider, UseDefaults: true });
    await changePool(cognito, { AllowClassicFlow: false });
    const { PrincipalTags } = await call(cognito, 'GetPrincipalTagAttributeMap', provider);
    assert.deepEqual(PrincipalTags, { client: 'aud', username: 'sub' });
  });
});

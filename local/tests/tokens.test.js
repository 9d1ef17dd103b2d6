import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { SEED, createLocalCognito } from '../src/index.js';
import {
  SEED_USER,
  call,
  confirmedUser,
  freshCognito,
  newPool,
  refused,
  updateClient,
  withClient,
} from './support/calls.js';
import { setAttributes } from './support/sign-ins.js';
import { signInWithSrp } from './support/srp-client.js';

const HOUR_MS = 60 * 60 * 1000;
const SUB = '11111111-2222-4333-8444-555555555555';
const ISSUER = `https://cognito-idp.us-east-1.amazonaws.com/${SEED.userPoolId}`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function signedIn(settings, options) {
  const cognito = freshCognito(options);
  await confirmedUser(cognito);
  if (settings !== undefined) await updateClient(cognito, settings);
  const { AuthenticationResult } = await signInWithSrp(cognito);
  return { cognito, tokens: AuthenticationResult };
}

async function jwksOf(cognito, poolId = SEED.userPoolId) {
  const url = `http://localhost:9229/${poolId}/.well-known/jwks.json`;
  return (await cognito.handle(new Request(url))).json();
}

const refresh = (RefreshToken, rest = {}) => withClient({ RefreshToken, ...rest });
const getUser = ({ AccessToken }) => ({ AccessToken });

describe('the tokens of a sign-in', () => {
  it("have AWS's claims", async () => {
    const { cognito, tokens } = await signedIn();
    const access = decodeJwt(tokens.AccessToken);
    const id = decodeJwt(tokens.IdToken);
    const now = cognito.clock.nowSeconds();
    const { jti: accessId, ...accessClaims } = access;
    const { jti: idId, ...idClaims } = id;
    const { origin_jti, event_id } = access;
    for (const uuid of [accessId, idId, origin_jti, event_id]) assert.match(uuid, UUID);
    assert.notEqual(accessId, idId);
    const common = { sub: SUB, iss: ISSUER, origin_jti, event_id, auth_time: now, iat: now, exp: now + 3600 };
    assert.deepEqual(accessClaims, {
      ...common,
      client_id: SEED.nativeClientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      username: 'username',
    });
    assert.deepEqual(idClaims, {
      ...common,
      aud: SEED.nativeClientId,
      token_use: 'id',
      'cognito:username': 'username',
      email: 'my@email.com',
      email_verified: true,
    });
  });

  it('say whether each address is verified, as a boolean', async () => {
    const cognito = freshCognito();
    await confirmedUser(cognito);
    await setAttributes(cognito, { phone_number: '+15555550123', email_verified: 'false' });
    const claims = async () => {
      const { email_verified, phone_number_verified } = decodeJwt(
        (await signInWithSrp(cognito)).AuthenticationResult.IdToken,
      );
      return [email_verified, phone_number_verified];
    };
    assert.deepEqual(await claims(), [false, false]);
    await setAttributes(cognito, { phone_number_verified: 'true' });
    assert.deepEqual(await claims(), [false, true]);
  });

  it('are signed with two published keys of the pool', async () => {
    const { cognito, tokens } = await signedIn();
    const jwks = await jwksOf(cognito);
    const kids = [tokens.IdToken, tokens.AccessToken].map((token) => decodeProtectedHeader(token).kid);
    assert.deepEqual(
      jwks.keys.map(({ kid }) => kid),
      kids,
    );
    assert.notEqual(kids[0], kids[1]);
    for (const key of jwks.keys) {
      assert.deepEqual(Object.keys(key).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
    }
    const currentDate = new Date(cognito.clock.nowMs());
    const keys = createLocalJWKSet(jwks);
    await jwtVerify(tokens.AccessToken, keys, { issuer: ISSUER, currentDate });
    await jwtVerify(tokens.IdToken, keys, { issuer: ISSUER, audience: SEED.nativeClientId, currentDate });
  });

  it('are accepted by aws-jwt-verify', async () => {
    const { cognito, tokens } = await signedIn({}, { now: () => Date.now() });
    const jwks = await jwksOf(cognito);
    for (const [use, token, other] of [
      ['access', tokens.AccessToken, tokens.IdToken],
      ['id', tokens.IdToken, tokens.AccessToken],
    ]) {
      const { userPoolId, nativeClientId: clientId } = SEED;
      const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: use });
      verifier.cacheJwks(jwks);
      assert.equal((await verifier.verify(token)).sub, SUB);
      await assert.rejects(verifier.verify(other), /Token use not allowed/);
      await assert.rejects(verifier.verify(`${token.slice(0, -8)}AAAAAAAA`), /Invalid signature/);
    }
  });

  it('are signed with different keys in every pool, and with new keys outside deterministic mode', async () => {
    const cognito = freshCognito();
    const { UserPoolId } = await newPool(cognito, {});
    const kids = [
      ...(await jwksOf(cognito)).keys,
      ...(await jwksOf(cognito, UserPoolId)).keys,
      ...(await jwksOf(createLocalCognito())).keys,
    ].map(({ kid }) => kid);
    assert.equal(new Set(kids).size, 6);
  });

  it('are valid for as long as the client says', async () => {
    const { cognito, tokens } = await signedIn({
      AccessTokenValidity: 5,
      IdTokenValidity: 2,
      RefreshTokenValidity: 90,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'hours', RefreshToken: 'minutes' },
    });
    assert.equal(tokens.ExpiresIn, 300);
    const life = (token) => decodeJwt(token).exp - decodeJwt(token).iat;
    assert.deepEqual([life(tokens.AccessToken), life(tokens.IdToken)], [300, 7200]);
    cognito.clock.advance(90 * 60_000 - 1);
    await call(cognito, 'GetTokensFromRefreshToken', refresh(tokens.RefreshToken));
    cognito.clock.advance(1);
    const type = 'NotAuthorizedException';
    const old = refresh(tokens.RefreshToken);
    const message = await refused(cognito, 'GetTokensFromRefreshToken', old, type);
    assert.equal(message, 'Refresh Token has expired');
  });

  it('contain only attributes that the client may read', async () => {
    const { cognito, tokens } = await signedIn({ ReadAttributes: ['email'] });
    const { email, email_verified } = decodeJwt(tokens.IdToken);
    assert.deepEqual([email, email_verified], ['my@email.com', undefined]);
    const { UserAttributes } = await call(cognito, 'GetUser', getUser(tokens));
    assert.deepEqual(
      UserAttributes.map(({ Name }) => Name),
      ['sub', 'email'],
    );
  });
});

describe('an access token', () => {
  it('identifies its user', async () => {
    const { cognito, tokens } = await signedIn();
    assert.deepEqual(await call(cognito, 'GetUser', getUser(tokens)), {
      Username: 'username',
      UserAttributes: [
        { Name: 'sub', Value: SUB },
        { Name: 'email', Value: 'my@email.com' },
        { Name: 'email_verified', Value: 'true' },
      ],
    });
  });

  it('is rejected if it is forged, of another type or expired', async () => {
    const { cognito, tokens } = await signedIn();
    const [header, payload, signature] = tokens.AccessToken.split('.');
    const forgedClaims = btoa(JSON.stringify({ ...decodeJwt(tokens.AccessToken), sub: 'me' }));
    const none = btoa(JSON.stringify({ alg: 'none' })).replaceAll('=', '');
    const cases = [
      [tokens.IdToken, 'Invalid Access Token'],
      ['nonsense', 'Invalid Access Token'],
      [`${none}.${payload}.`, 'Invalid Access Token'],
      [`${header}.${forgedClaims.replaceAll('=', '')}.${signature}`, 'Could not verify signature for Access Token'],
    ];
    const type = 'NotAuthorizedException';
    for (const [AccessToken, text] of cases) {
      assert.equal(await refused(cognito, 'GetUser', { AccessToken }, type), text);
    }
    cognito.clock.advance(HOUR_MS);
    assert.equal(await refused(cognito, 'GetUser', getUser(tokens), type), 'Access Token has expired');
  });

  it('is rejected if its user is disabled or deleted', async () => {
    const { cognito, tokens } = await signedIn();
    const admin = { UserPoolId: SEED.userPoolId, Username: 'username' };
    await call(cognito, 'AdminDisableUser', admin);
    const type = 'NotAuthorizedException';
    assert.equal(await refused(cognito, 'GetUser', getUser(tokens), type), 'User is disabled.');
    await call(cognito, 'AdminDeleteUser', admin);
    await refused(cognito, 'GetUser', getUser(tokens), 'UserNotFoundException');
  });

  it('is rejected if its client is deleted', async () => {
    const { cognito, tokens } = await signedIn();
    const client = { UserPoolId: SEED.userPoolId, ClientId: SEED.nativeClientId };
    await call(cognito, 'DeleteUserPoolClient', client);
    const message = await refused(cognito, 'GetUser', getUser(tokens), 'NotAuthorizedException');
    assert.equal(message, 'Access Token has been revoked');
  });
});

describe('a refresh', () => {
  it('returns new tokens of the same sign-in but no refresh token', async () => {
    const { cognito, tokens } = await signedIn();
    const before = decodeJwt(tokens.AccessToken);
    cognito.clock.advance(HOUR_MS);
    const output = await call(cognito, 'GetTokensFromRefreshToken', refresh(tokens.RefreshToken));
    const fresh = output.AuthenticationResult;
    assert.deepEqual(Object.keys(fresh).sort(), ['AccessToken', 'ExpiresIn', 'IdToken', 'TokenType']);
    const after = decodeJwt(fresh.AccessToken);
    assert.equal(after.iat, before.iat + 3600);
    assert.notEqual(after.jti, before.jti);
    for (const claim of ['auth_time', 'origin_jti', 'event_id']) {
      assert.equal(after[claim], before[claim]);
    }
    await call(cognito, 'GetUser', getUser(fresh));
  });

  it('is also a flow of InitiateAuth, under two names', async () => {
    const { cognito, tokens } = await signedIn();
    for (const AuthFlow of ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN']) {
      const AuthParameters = { REFRESH_TOKEN: tokens.RefreshToken };
      const output = await call(cognito, 'InitiateAuth', withClient({ AuthFlow, AuthParameters }));
      assert.equal(output.AuthenticationResult.RefreshToken, undefined);
      await call(cognito, 'GetUser', getUser(output.AuthenticationResult));
    }
  });

  it('is rejected with an unknown token or one of another client', async () => {
    const { cognito, tokens } = await signedIn();
    const { ClientId: ofAnotherPool } = await newPool(cognito, {});
    const type = 'NotAuthorizedException';
    for (const [input, text] of [
      [refresh('unknown'), 'Invalid Refresh Token'],
      [refresh(tokens.AccessToken), 'Invalid Refresh Token'],
      [{ ClientId: ofAnotherPool, RefreshToken: tokens.RefreshToken }, 'Invalid Refresh Token'],
      [{ ClientId: SEED.webClientId, RefreshToken: tokens.RefreshToken }, 'Refresh Token has different Client'],
    ]) {
      assert.equal(await refused(cognito, 'GetTokensFromRefreshToken', input, type), text);
    }
  });

  it('is rejected if the user is disabled', async () => {
    const { cognito, tokens } = await signedIn();
    await call(cognito, 'AdminDisableUser', { UserPoolId: SEED.userPoolId, Username: 'username' });
    const input = refresh(tokens.RefreshToken);
    const message = await refused(cognito, 'GetTokensFromRefreshToken', input, 'NotAuthorizedException');
    assert.equal(message, 'Refresh Token has been revoked');
  });

  it('is rejected if the user is deleted, even if another user has the username now', async () => {
    const { cognito, tokens } = await signedIn();
    const admin = { UserPoolId: SEED.userPoolId, Username: 'username' };
    const type = 'NotAuthorizedException';
    const input = refresh(tokens.RefreshToken);
    await call(cognito, 'AdminDeleteUser', admin);
    await refused(cognito, 'GetTokensFromRefreshToken', input, type);
    await confirmedUser(cognito);
    await refused(cognito, 'GetTokensFromRefreshToken', input, type);
  });
});

describe('RevokeToken', () => {
  it('ends only this sign-in', async () => {
    const { cognito, tokens } = await signedIn();
    const other = (await signInWithSrp(cognito)).AuthenticationResult;
    const revocation = withClient({ Token: tokens.RefreshToken });
    assert.deepEqual(await call(cognito, 'RevokeToken', revocation), {});
    const type = 'NotAuthorizedException';
    assert.equal(
      await refused(cognito, 'GetTokensFromRefreshToken', refresh(tokens.RefreshToken), type),
      'Refresh Token has been revoked',
    );
    assert.equal(await refused(cognito, 'GetUser', getUser(tokens), type), 'Access Token has been revoked');
    await call(cognito, 'GetUser', getUser(other));
    await call(cognito, 'GetTokensFromRefreshToken', refresh(other.RefreshToken));
    await call(cognito, 'RevokeToken', revocation);
  });

  it('accepts only refresh tokens of its client', async () => {
    const { cognito, tokens } = await signedIn();
    const access = withClient({ Token: tokens.AccessToken });
    await refused(cognito, 'RevokeToken', access, 'UnsupportedTokenTypeException');
    const foreign = { ClientId: SEED.webClientId, Token: tokens.RefreshToken };
    await refused(cognito, 'RevokeToken', foreign, 'UnauthorizedException');
    await call(cognito, 'GetUser', getUser(tokens));
  });

  it('is off if the client turns it off, and its tokens say so', async () => {
    const { cognito, tokens } = await signedIn({ EnableTokenRevocation: false });
    assert.equal(decodeJwt(tokens.AccessToken).origin_jti, undefined);
    assert.equal(decodeJwt(tokens.IdToken).origin_jti, undefined);
    const revocation = withClient({ Token: tokens.RefreshToken });
    await refused(cognito, 'RevokeToken', revocation, 'UnsupportedOperationException');
    await call(cognito, 'GetTokensFromRefreshToken', refresh(tokens.RefreshToken));
    await updateClient(cognito, { EnableTokenRevocation: true });
    await call(cognito, 'RevokeToken', revocation);
    await refused(cognito, 'GetTokensFromRefreshToken', refresh(tokens.RefreshToken), 'NotAuthorizedException');
  });

  it('does not need a valid access token', async () => {
    const { cognito, tokens } = await signedIn();
    cognito.clock.advance(HOUR_MS);
    await refused(cognito, 'GlobalSignOut', getUser(tokens), 'NotAuthorizedException');
    await call(cognito, 'RevokeToken', withClient({ Token: tokens.RefreshToken }));
    await refused(cognito, 'GetTokensFromRefreshToken', refresh(tokens.RefreshToken), 'NotAuthorizedException');
  });
});

describe('GlobalSignOut', () => {
  it('ends all sign-ins of the user', async () => {
    const { cognito, tokens } = await signedIn();
    const other = (await signInWithSrp(cognito)).AuthenticationResult;
    await confirmedUser(cognito, { ...SEED_USER, Username: 'another' });
    const another = (await signInWithSrp(cognito, { username: 'another' })).AuthenticationResult;
    assert.deepEqual(await call(cognito, 'GlobalSignOut', getUser(tokens)), {});
    const type = 'NotAuthorizedException';
    for (const ended of [tokens, other]) {
      await refused(cognito, 'GetUser', getUser(ended), type);
      await refused(cognito, 'GetTokensFromRefreshToken', refresh(ended.RefreshToken), type);
    }
    await call(cognito, 'GetUser', getUser(another));
    const again = (await signInWithSrp(cognito)).AuthenticationResult;
    await call(cognito, 'GetUser', getUser(again));
  });

  it('needs a valid token', async () => {
    const { cognito, tokens } = await signedIn();
    await call(cognito, 'GlobalSignOut', getUser(tokens));
    await refused(cognito, 'GlobalSignOut', getUser(tokens), 'NotAuthorizedException');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';

import { AuthError } from '../../dist/auth.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { sessionFunctions } from '../../dist/session/session.js';
import { HubClass } from '../../dist/utils.js';
import { errorData, fakeWasm } from './fakeWasm.mjs';

function answering(name, data) {
  const auth = new AuthInstance(new HubClass('test'), { ready: fakeWasm({ [name]: async () => data }).ready });
  auth.configure({ config: {} });
  return sessionFunctions(() => auth);
}

const jwt = (claims) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
const success = (value) => ({ type: 'SUCCESS', value });
const failure = (name, category) => ({ type: 'FAILURE', error: errorData(name, category) });

describe('fetchAuthSession', () => {
  const accessToken = jwt({ sub: 'sub-1', token_use: 'access' });
  const idToken = jwt({ sub: 'sub-1', token_use: 'id' });
  const signInDetails = { loginId: 'username', authFlowType: 'USER_SRP_AUTH' };
  const keys = { accessKeyId: 'ASIATEST000000000001', secretAccessKey: 'secret-1', sessionToken: 'session-1' };

  function fetchSession(parts) {
    const data = {
      isSignedIn: true,
      identityIdResult: success('us-east-1:id'),
      awsCredentialsResult: success({ ...keys, expiration: 1700000000 }),
      userSubResult: success('sub-1'),
      userPoolTokensResult: success({ accessToken, idToken, refreshToken: 'refresh' }),
      ...parts,
    };
    return answering('fetchAuthSession', data).fetchAuthSession();
  }

  it('unwraps the available parts: decoded tokens, a date, the ids', async () => {
    const session = await fetchSession({ signInDetails });
    assert.equal(session.isSignedIn, true);
    assert.deepEqual(session.tokens.accessToken.payload, { sub: 'sub-1', token_use: 'access' });
    assert.equal(session.tokens.accessToken.toString(), accessToken);
    assert.equal(session.tokens.idToken.payload.token_use, 'id');
    assert.deepEqual(session.tokens.signInDetails, signInDetails);
    assert.deepEqual(session.credentials, { ...keys, expiration: new Date(1700000000000) });
    assert.equal(session.identityId, 'us-east-1:id');
    assert.equal(session.userSub, 'sub-1');
    assert.deepEqual(session.identityIdResult, success('us-east-1:id'));
    assert.deepEqual(session.awsCredentialsResult, success(session.credentials));
    assert.deepEqual(session.userPoolTokensResult, success({ accessToken, idToken }));
  });

  it('has a refresh token that can be read by name but is not logged', async () => {
    const session = await fetchSession({
      userPoolTokensResult: success({ accessToken, refreshToken: 'refresh-token-1' }),
    });
    const { value } = session.userPoolTokensResult;
    assert.equal(value.refreshToken, 'refresh-token-1');
    assert.deepEqual(Object.keys(value), ['accessToken']);
    for (const text of [JSON.stringify(session), inspect(session, { depth: null }), JSON.stringify({ ...value })])
      assert.doesNotMatch(text, /refresh-token-1/);
  });

  it('has every member of both shapes, undefined if a part is missing', async () => {
    const session = await fetchSession({
      isSignedIn: false,
      identityIdResult: failure('NotAuthorizedException', 'notAuthorized'),
      awsCredentialsResult: failure('NotAuthorizedException', 'notAuthorized'),
      userSubResult: failure('SignedOutException', 'signedOut'),
      userPoolTokensResult: failure('SignedOutException', 'signedOut'),
    });
    assert.deepEqual(Object.keys(session).sort(), [
      'awsCredentialsResult',
      'credentials',
      'identityId',
      'identityIdResult',
      'isSignedIn',
      'status',
      'tokens',
      'userPoolTokensResult',
      'userSub',
      'userSubResult',
    ]);
    for (const part of ['tokens', 'credentials', 'identityId', 'userSub']) assert.equal(session[part], undefined);
    for (const [part, name] of [
      ['identityIdResult', 'NotAuthorizedException'],
      ['awsCredentialsResult', 'NotAuthorizedException'],
      ['userSubResult', 'SignedOutException'],
      ['userPoolTokensResult', 'SignedOutException'],
    ]) {
      assert.equal(session[part].type, 'FAILURE');
      assert.ok(session[part].error instanceof AuthError);
      assert.equal(session[part].error.name, name);
    }
  });

  it('leaves out optional parts that are missing', async () => {
    const session = await fetchSession({
      userPoolTokensResult: success({ accessToken }),
      awsCredentialsResult: success({ accessKeyId: 'a', secretAccessKey: 's' }),
    });
    assert.deepEqual(Object.keys(session.tokens), ['accessToken']);
    assert.deepEqual(session.credentials, { accessKeyId: 'a', secretAccessKey: 's' });
  });
});

describe('signOut', () => {
  it('returns a complete result unchanged', async () => {
    const data = { type: 'complete', signedOutLocally: true };
    assert.deepEqual(await answering('signOut', data).signOut(), data);
  });

  it('returns what is left to do, with errors as AuthError', async () => {
    const error = errorData('InternalErrorException');
    const outcome = await answering('signOut', {
      type: 'partial',
      signedOutLocally: true,
      globalSignOutError: { accessToken: 'access', error },
      revokeTokenError: { refreshToken: 'refresh', error },
    }).signOut({ global: true });
    assert.equal(outcome.type, 'partial');
    assert.equal(outcome.signedOutLocally, true);
    assert.equal(outcome.globalSignOutError.accessToken, 'access');
    assert.equal(outcome.revokeTokenError.refreshToken, 'refresh');
    for (const part of [outcome.globalSignOutError, outcome.revokeTokenError]) {
      assert.ok(part.error instanceof AuthError);
      assert.equal(part.error.name, 'InternalErrorException');
    }
  });

  it('names only what failed', async () => {
    const revokeTokenError = { refreshToken: 'refresh', error: errorData('InternalErrorException') };
    const data = { type: 'partial', signedOutLocally: true, revokeTokenError };
    const outcome = await answering('signOut', data).signOut();
    assert.deepEqual(Object.keys(outcome).sort(), ['revokeTokenError', 'signedOutLocally', 'type']);
  });
});

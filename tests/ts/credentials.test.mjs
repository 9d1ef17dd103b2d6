/** The session for others: tokens, AWS credentials, providers, raw operations; and the login of another provider. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import * as everything from '../../dist/index.js';
import { hooksOf } from '../../dist/configuration/hooks.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { credentialsFunctions } from '../../dist/credentials/credentials.js';
import { federationFunctions } from '../../dist/federation/federation.js';
import { signOutAndLeave } from '../../dist/session/signOutAndLeave.js';
import { errorData, fakeWasm } from './fakeWasm.mjs';

const { Amplify, AuthError, createAmplifyContext, createAuth, HubClass } = everything;
const jwt = (claims) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
const success = (value) => ({ type: 'SUCCESS', value });
const failure = (name, category = 'service', extra = {}) => ({
  type: 'FAILURE',
  error: errorData(name, category, extra),
});
const tokens = { accessToken: jwt({ sub: 's', use: 'access' }), idToken: jwt({ sub: 's', use: 'id' }) };
const keys = { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token', expiration: 1_700_000_000 };

/** An instance whose module answers with a session of these parts. */
function instance({ isSignedIn = true, userPool = success(tokens), identity = success('us-east-1:i'), aws } = {}) {
  const session = async () => ({
    isSignedIn,
    status: 'active',
    identityIdResult: identity,
    awsCredentialsResult: aws ?? success(keys),
    userSubResult: success('s'),
    userPoolTokensResult: userPool,
  });
  const wasm = fakeWasm({
    getTokens: session,
    getCredentials: session,
    invalidateCachedCredentials: async () => undefined,
    clearCredentials: async () => undefined,
    clearFederationToIdentityPool: async () => undefined,
    federateToIdentityPool: async () => ({ identityId: 'us-east-1:i', credentials: keys }),
    signOut: async () => ({ type: 'failed', signedOutLocally: false, error: errorData('InvalidStateException') }),
    send: async ({ operation }) => ({ operation }),
  });
  const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready, glances: false });
  auth.configure({ config: {} });
  const functions = { ...credentialsFunctions(() => auth), ...federationFunctions(() => auth) };
  return { auth, functions, calls: wasm.calls };
}

const inputs = (calls) => calls.map(({ name, input }) => [name, { ...input }]);

describe('the tokens as text', () => {
  it('come from the tokens alone, without AWS credentials', async () => {
    const { functions, calls } = instance();
    assert.equal(await functions.getAccessToken(), tokens.accessToken);
    assert.equal(await functions.getIdToken({ forceRefresh: true }), tokens.idToken);
    assert.deepEqual(inputs(calls), [
      ['getTokens', {}],
      ['getTokens', { forceRefresh: true }],
    ]);
  });

  it('reject with the reason why there are none', async () => {
    const { functions } = instance({ isSignedIn: false, userPool: failure('SignedOutException', 'signedOut') });
    for (const call of [functions.getAccessToken, functions.getIdToken]) {
      await assert.rejects(call(), (error) => error instanceof AuthError && error.name === 'SignedOutException');
    }
    const { accessToken } = tokens;
    const opaque = instance({ userPool: success({ accessToken }) });
    assert.equal(await opaque.functions.getAccessToken(), accessToken);
    await assert.rejects(opaque.functions.getIdToken(), { name: 'InvalidIdTokenException' });
  });
});

describe('getIdentityId', () => {
  it('resolves with the identity, or rejects with the reason', async () => {
    assert.equal(await instance().functions.getIdentityId(), 'us-east-1:i');
    const { functions } = instance({ identity: failure('InvalidAccountTypeException', 'configuration') });
    await assert.rejects(functions.getIdentityId(), { name: 'InvalidAccountTypeException', category: 'configuration' });
  });
});

describe('credentialsProvider', () => {
  it('gives the SDK credentials with a date, and renews the credentials alone', async () => {
    const { functions, calls } = instance();
    const provide = functions.credentialsProvider();
    const given = await provide();
    assert.deepEqual({ ...given }, { ...keys, expiration: new Date(1_700_000_000_000) });
    assert.ok(given.expiration instanceof Date);
    await provide({ forceRefresh: true, callerClientConfig: {} });
    await provide('x');
    assert.deepEqual(inputs(calls), [
      ['getCredentials', { forceRefresh: false }],
      ['getCredentials', { forceRefresh: true }],
      ['getCredentials', { forceRefresh: false }],
    ]);
  });

  it('rejects with a typed error', async () => {
    const aws = failure('NotAuthorizedException', 'notAuthorized');
    const { functions } = instance({ identity: aws, aws });
    await assert.rejects(functions.credentialsProvider()(), (error) => {
      assert.ok(error instanceof AuthError);
      return error.name === 'NotAuthorizedException';
    });
  });
});

describe('the providers for Amplify', () => {
  it('give the tokens, or null when there are none or an identity is federated', async () => {
    const { tokenProvider } = instance().functions;
    const given = await tokenProvider.getTokens({ forceRefresh: true });
    assert.deepEqual([given.accessToken.payload.use, `${given.idToken}`], ['access', tokens.idToken]);
    const nobody = instance({ isSignedIn: false, userPool: failure('SignedOutException', 'signedOut') });
    assert.equal(await nobody.functions.tokenProvider.getTokens(), null);
    const federated = instance({ userPool: failure('InvalidStateException', 'invalidState') });
    assert.equal(await federated.functions.tokenProvider.getTokens(), null);
    const offline = instance({ userPool: failure('NetworkError', 'network') });
    await assert.rejects(offline.functions.tokenProvider.getTokens(), { name: 'NetworkError' });
  });

  it('give the credentials, or nothing where the configuration gives none', async () => {
    const { functions, calls } = instance();
    const provider = functions.credentialsAndIdentityIdProvider;
    const { credentials, identityId } = await provider.getCredentialsAndIdentityId({ forceRefresh: true });
    assert.deepEqual([credentials.accessKeyId, identityId], ['ASIA', 'us-east-1:i']);
    await provider.clearCredentialsAndIdentityId();
    assert.deepEqual(inputs(calls), [
      ['getCredentials', { forceRefresh: true }],
      ['clearCredentials', {}],
    ]);
    for (const aws of [
      failure('InvalidAccountTypeException', 'configuration'),
      failure('NotAuthorizedException', 'notAuthorized'),
    ]) {
      const none = instance({ identity: aws, aws }).functions.credentialsAndIdentityIdProvider;
      assert.equal(await none.getCredentialsAndIdentityId(), undefined);
    }
    const metadata = { httpStatusCode: 400 };
    for (const aws of [failure('NotAuthorizedException', 'notAuthorized', { metadata }), failure('NetworkError')]) {
      const failing = instance({ identity: aws, aws }).functions.credentialsAndIdentityIdProvider;
      await assert.rejects(failing.getCredentialsAndIdentityId({}), { name: aws.error.name });
    }
  });

  it('of the shared instance, given to its own configure, are the same as none', () => {
    const { credentialsAndIdentityIdProvider, tokenProvider } = everything;
    const hooks = hooksOf({ Auth: { tokenProvider, credentialsProvider: credentialsAndIdentityIdProvider } });
    assert.deepEqual([hooks.tokenProvider, hooks.credentialsProvider], [undefined, undefined]);
  });

  it('of another instance are its session', () => {
    const other = createAuth({ Auth: { Cognito: { userPoolId: 'eu-west-1_P', userPoolClientId: 'c' } } });
    const { credentialsAndIdentityIdProvider, tokenProvider } = other;
    const hooks = hooksOf({ Auth: { tokenProvider, credentialsProvider: credentialsAndIdentityIdProvider } });
    assert.deepEqual(
      [hooks.tokenProvider, hooks.credentialsProvider],
      [tokenProvider, credentialsAndIdentityIdProvider],
    );
  });
});

describe('getEscapeHatch', () => {
  it('sends an operation of either service as it is', async () => {
    const { functions, calls } = instance();
    const { cognitoIdentityProvider, cognitoIdentity } = functions.getEscapeHatch();
    const input = { AccessToken: 'token', signal: 'a member', options: { timeoutMs: 1 } };
    assert.deepEqual(await cognitoIdentityProvider.send('GetUser', input, { timeoutMs: 5 }), { operation: 'GetUser' });
    await cognitoIdentity.send('UnlinkIdentity');
    assert.deepEqual(
      calls.map(({ input: { service, operation, input: body, options } }) => [service, operation, body, options]),
      [
        ['cognitoIdentityProvider', 'GetUser', input, { timeoutMs: 5 }],
        ['cognitoIdentity', 'UnlinkIdentity', {}, {}],
      ],
    );
  });

  it('takes a signal', async () => {
    const { functions } = instance();
    const signal = AbortSignal.abort();
    const { cognitoIdentity } = functions.getEscapeHatch();
    await assert.rejects(cognitoIdentity.send('GetId', {}, { signal }), { name: 'AbortError' });
    await assert.rejects(cognitoIdentity.send('GetId', {}, { signal: 'x' }), { name: 'InvalidParameterException' });
  });
});

describe('federateToIdentityPool', () => {
  it("takes an object, or the arguments of Amplify's mobile libraries", async () => {
    const { functions, calls } = instance();
    const options = { developerProvidedIdentityId: 'us-east-1:d' };
    const output = await functions.federateToIdentityPool({ token: 't', provider: 'google', options });
    await functions.federateToIdentityPool('t', 'google', options);
    await functions.federateToIdentityPool('t', 'google');
    assert.deepEqual([output.identityId, output.credentials.expiration], ['us-east-1:i', new Date(1_700_000_000_000)]);
    assert.deepEqual(
      calls.map(({ input }) => JSON.parse(JSON.stringify(input))),
      [
        { token: 't', provider: 'google', options },
        { token: 't', provider: 'google', options },
        { token: 't', provider: 'google' },
      ],
    );
    await functions.clearFederationToIdentityPool();
    assert.equal(calls.at(-1).name, 'clearFederationToIdentityPool');
  });

  it('makes signOut fail', async () => {
    const { auth } = instance();
    const output = await signOutAndLeave(auth, {});
    assert.deepEqual(
      [output.type, output.signedOutLocally, output.error instanceof AuthError],
      ['failed', false, true],
    );
  });
});

describe('the option `credentials`', () => {
  const kept = (options) => hooksOf(options).keepsCredentials;

  it('says whether AWS credentials are kept for the tab', () => {
    assert.equal(kept({ credentials: { cache: 'session' } }), true);
    for (const options of [undefined, {}, { credentials: {} }, { credentials: { cache: 'memory' } }]) {
      assert.equal(kept(options), false);
    }
  });

  it('is refused if it is anything else', () => {
    for (const cache of ['local', '', true, 1, {}]) {
      const refusal = { name: 'InvalidParameterException', category: 'configuration' };
      assert.throws(() => createAuth({}, { credentials: { cache } }), refusal);
    }
  });
});

describe('functions that return no promise', () => {
  const shared = Symbol.for('cognito-wasm');

  beforeEach(() => {
    globalThis[shared] = { 1: { hub: new HubClass('shared'), auth: instance().auth } };
  });

  afterEach(() => {
    delete globalThis[shared];
  });

  it('are for the instance of Amplify.configure, or for a context', async () => {
    assert.equal((await everything.credentialsProvider()()).accessKeyId, 'ASIA');
    assert.deepEqual(await Amplify.Auth.getEscapeHatch().cognitoIdentity.send('GetId'), { operation: 'GetId' });
    const context = createAmplifyContext({ Auth: { Cognito: { userPoolId: 'eu-west-1_P', userPoolClientId: 'c' } } });
    await assert.rejects(everything.credentialsProvider(context)(), { name: 'InvalidAccountTypeException' });
    await assert.rejects(everything.getEscapeHatch(context).cognitoIdentity.send('GetId'), {
      name: 'InvalidAccountTypeException',
    });
  });

  it('refuse a context that is not the first argument, or undefined', () => {
    const context = createAmplifyContext({ Auth: { Cognito: { userPoolId: 'eu-west-1_P', userPoolClientId: 'c' } } });
    for (const call of [everything.credentialsProvider, everything.getEscapeHatch]) {
      assert.throws(() => call({}, context), { name: 'InvalidAmplifyContextError' });
      assert.throws(() => call(undefined, {}), { name: 'NoAmplifyContextError' });
    }
  });
});

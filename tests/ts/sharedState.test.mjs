import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import * as first from '../../dist/index.js';
import { errorData, fakeWasm } from './fakeWasm.mjs';

const key = Symbol.for('cognito-wasm');
const resources = { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } };

describe('two copies of the package in one page', () => {
  let folder;
  let second;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cognito-wasm-copy-'));
    await cp(fileURLToPath(new URL('../../dist', import.meta.url)), folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    second = await import(pathToFileURL(join(folder, 'index.js')).href);
  });

  after(() => rm(folder, { recursive: true }));

  afterEach(() => {
    delete globalThis[key];
  });

  it('are two copies', () => {
    assert.notEqual(first.signIn, second.signIn);
    assert.notEqual(first.AuthError, second.AuthError);
  });

  it('share the configuration, the session and the plugin', async () => {
    const wasm = fakeWasm({ getCurrentUser: async () => ({ username: 'u' }) });
    globalThis[key] = { 1: { auth: new AuthInstance(first.Hub, { ready: wasm.ready }) } };
    const plugin = new first.AWSCognitoAuthPlugin();
    first.Amplify.addPlugin(plugin);
    await first.Amplify.configure(resources);
    assert.equal(second.Amplify.getConfig(), first.Amplify.getConfig());
    assert.equal(second.Amplify.getPlugin('awsCognitoAuthPlugin'), plugin);
    assert.deepEqual(await second.getCurrentUser(), { username: 'u' });
    assert.equal(wasm.instances.length, 1);
    assert.equal(wasm.instances[0].clients, 1);
  });

  it('share the Hub, whichever copy is used first', () => {
    const seen = [];
    second.Hub.listen('mine', ({ payload }) => seen.push(payload.event));
    first.Hub.dispatch('mine', { event: 'e' });
    assert.deepEqual(seen, ['e']);
  });

  it("recognise each other's errors", async () => {
    const failure = errorData('NotAuthorizedException');
    const wasm = fakeWasm({ getCurrentUser: () => Promise.reject(failure) });
    globalThis[key] = { 1: { auth: new AuthInstance(first.Hub, { ready: wasm.ready }) } };
    await first.Amplify.configure(resources);
    await assert.rejects(second.getCurrentUser(), (error) => {
      return error instanceof first.AuthError && error instanceof second.AuthError;
    });
  });

  it('do not touch the entry of another version of the shape', async () => {
    const other = { of: 'another release' };
    globalThis[key] = { 2: other };
    await assert.rejects(first.getCurrentUser(), { name: 'AuthUserPoolException' });
    assert.deepEqual(Object.keys(globalThis[key]), ['1', '2']);
    assert.equal(globalThis[key][2], other);
  });

  it('do not share what createAuth makes', () => {
    first.createAuth(resources);
    assert.equal(globalThis[key], undefined);
  });
});

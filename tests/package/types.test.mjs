/** The package as TypeScript sees it from an app. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tarball } from '../../scripts/pack/tarball.mjs';
import { npmCommand } from '../../scripts/run/paths.mjs';
import { App, consumerCommand, consumerFile } from './app.mjs';

/** Uses every entry, and names nothing of the web platform. */
const everywhere = `
import { createAuth, fetchAuthSession, parseAmplifyConfig, signIn } from 'cognito-wasm';
import { setUpTOTP, signOut } from 'cognito-wasm/auth';
import { cognitoUserPoolsTokenProvider, getCurrentUser } from 'cognito-wasm/auth/cognito';
import { Hub } from 'cognito-wasm/utils';
import { signOut as signOutEmbedded } from 'cognito-wasm/embedded';
import { initialize, signUp, type WebAbortSignal } from 'cognito-wasm/slim';
import 'cognito-wasm/auth/enable-oauth-listener';
import module from 'cognito-wasm/wasm';
import relaxed from 'cognito-wasm/wasm/relaxed';
export async function use(signal: WebAbortSignal): Promise<string> {
  await initialize(module, { relaxed });
  await initialize('/cognito.wasm');
  const { isSignedIn }: { isSignedIn: boolean } = await signIn({ username: 'jane', password: 'Password123' });
  const sub: string | undefined = (await fetchAuthSession({ signal })).userSub;
  Hub.listen('auth', ({ payload }) => [payload.event, isSignedIn, sub, signal.aborted]);
  await signOut({ global: true });
  await signOutEmbedded();
  cognitoUserPoolsTokenProvider.setClientMetadataProvider(async () => ({ plan: (await getCurrentUser()).userId }));
  await signUp({ username: 'jane', password: 'Password123' });
  return (await setUpTOTP()).getSetupUri('App').href;
}
const outputs = { version: '1.4', auth: { user_pool_id: 'eu-west-1_x', user_pool_client_id: 'c', mfa_methods: [] } };
const awsmobile = { aws_project_region: 'eu-west-1', aws_user_pools_id: 'eu-west-1_x', oauth: {} };
createAuth(outputs);
createAuth({ ...parseAmplifyConfig(awsmobile), API: { REST: {} } });
// @ts-expect-error a configuration is needed
createAuth();
// @ts-expect-error a module is needed
initialize();
// @ts-expect-error this is no signal
signIn({ username: 'jane', options: { signal: 1 } });
`;

/** Uses the web platform's types. */
const onPlatform = `
import { type AuthTOTPSetupDetails, signIn } from 'cognito-wasm';
import { initialize } from 'cognito-wasm/slim';
import module from 'cognito-wasm/wasm';
import { use } from './everywhere.IMPORTED';
export async function useOnPlatform(details: AuthTOTPSetupDetails): Promise<URL> {
  await initialize(new URL('cognito-wasm/wasm', 'https://app.example'));
  await initialize(fetch('/cognito.wasm'));
  await initialize(new Uint8Array(8));
  await signIn({ username: 'jane', options: { signal: new AbortController().signal } });
  // @ts-expect-error this is no signal
  await signIn({ username: 'jane', options: { signal: { aborted: true } } });
  await use(AbortSignal.abort());
  return details.getSetupUri('App');
}
export const compiled: MODULE = module;
`;

const required = `
import auth = require('cognito-wasm');
import functions = require('cognito-wasm/auth');
import utils = require('cognito-wasm/utils');
import cognito = require('cognito-wasm/auth/cognito');
import slim = require('cognito-wasm/slim');
import embedded = require('cognito-wasm/embedded');
const error: Error = new auth.AuthError({ name: 'N', message: 'm' });
slim.initialize(new ArrayBuffer(8)).then(() => functions.signOut(), () => [error, cognito.AUTH_KEY_PREFIX, utils.Hub, embedded.Hub]);
`;

/** @param {string} version */
const compiler = (version) => consumerFile(`typescript-${version}`, 'bin', 'tsc');
/** Oldest first. */
const versions = [
  { version: '5.0', tsc: compiler('5.0') },
  { version: '5.4', tsc: compiler('5.4') },
  { version: '5.9', tsc: consumerCommand('tsc'), knowsNode: true },
  { version: '6.0', tsc: npmCommand('tsc'), knowsNode: true },
  { version: '7.0', tsc: compiler('7.0'), knowsNode: true },
];

const resolutions = [
  { module: 'esnext', moduleResolution: 'node', extensions: ['ts'] },
  { module: 'esnext', moduleResolution: 'bundler', extensions: ['ts'] },
  { module: 'node16', moduleResolution: 'node16', extensions: ['mts', 'cts'] },
];
const platforms = [
  { platform: 'dom', lib: ['es2022', 'dom'], types: [], files: ['everywhere', 'on-dom'] },
  { platform: 'none', lib: ['es2022'], types: [], files: ['everywhere'] },
];
/** For compilers that read them. */
const node = { platform: 'node', lib: ['es2022'], types: ['node'], files: ['everywhere', 'on-node'] };

describe('an app in TypeScript', () => {
  /** @type {App} */
  let app;
  before(async () => {
    app = await App.create();
    for (const [extension, imported] of Object.entries({ ts: 'js', mts: 'mjs' })) {
      const text = onPlatform.replace('IMPORTED', imported);
      await app.write(`everywhere.${extension}`, everywhere);
      await app.write(`on-dom.${extension}`, text.replace('MODULE', 'WebAssembly.Module'));
      // Node's types do not include WebAssembly.
      await app.write(`on-node.${extension}`, text.replace('MODULE', 'object'));
    }
    await app.write('required.cts', required);
  });
  after(() => app.remove());

  /**
   * @param {string} tsc
   * @param {string} name of the project
   * @param {Record<string, unknown>} options of the compiler
   * @param {string[]} files
   */
  async function compile(tsc, name, options, files) {
    const checks = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false };
    // Do not check the compiler's own libraries. It takes most of the time.
    const output = { target: 'es2022', noEmit: true, skipDefaultLibCheck: true };
    const compilerOptions = { ...output, ...checks, ...options };
    await app.write(name, JSON.stringify({ compilerOptions, files }));
    assert.equal(await app.run(tsc, '--project', name).catch(({ stdout }) => stdout), '');
  }

  for (const { version, tsc, knowsNode } of versions) {
    for (const { extensions, ...modules } of resolutions) {
      const { moduleResolution } = modules;
      // TypeScript 7 has it no more.
      if (version === '7.0' && moduleResolution === 'node') continue;
      // The last version that supports it needs this option.
      const last = version === '6.0' && moduleResolution === 'node' ? { ignoreDeprecations: '6.0' } : {};
      const [extension = '', ...others] = extensions;
      const known = knowsNode && moduleResolution === 'node16' ? [...platforms, node] : platforms;
      test(`compiles with TypeScript ${version} when modules are resolved as ${moduleResolution}`, async () => {
        const compilations = known.map(async ({ platform, lib, types, files }) => {
          const sources = files.map((name) => `${name}.${extension}`);
          const project = `${version}-${moduleResolution}-${platform}.json`;
          const options = { lib, types, ...modules, ...last };
          await compile(tsc, project, options, [...sources, ...others.map((other) => `required.${other}`)]);
        });
        await Promise.all(compilations);
      });
    }
  }

  test('finds the types of every entry, however it is loaded (attw)', async () => {
    // A worker's file is loaded by its address, and never with `require`.
    const worker = ['--exclude-entrypoints', 'vault-worker'];
    const printed = await app.run(consumerCommand('attw'), tarball, '--format=json', ...worker);
    const { analysis } = JSON.parse(printed);
    assert.equal(Object.keys(analysis.entrypoints).length, 10);
    assert.deepEqual(analysis.problems, []);
  });
});

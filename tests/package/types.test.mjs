/** The package as TypeScript sees it from an app. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tarball } from '../../scripts/pack/tarball.mjs';
import { npmCommand } from '../../scripts/run/paths.mjs';
import { App, consumerCommand } from './app.mjs';

const imported = `
import { createAuth, fetchAuthSession, signIn } from 'cognito-wasm';
import { signOut } from 'cognito-wasm/auth';
import { Hub } from 'cognito-wasm/utils';
import { initialize, signUp } from 'cognito-wasm/slim';
import module from 'cognito-wasm/wasm';
const { isSignedIn }: { isSignedIn: boolean } = await signIn({ username: 'jane', password: 'Password123' });
const sub: string | undefined = (await fetchAuthSession()).userSub;
Hub.listen('auth', ({ payload }) => console.log(payload.event, isSignedIn, sub));
await signOut({ global: true });
await initialize(module);
await initialize(new URL('cognito-wasm/wasm', 'https://app.example'));
await initialize(fetch('/cognito.wasm'));
await signUp({ username: 'jane', password: 'Password123' });
// @ts-expect-error a configuration is needed
createAuth();
// @ts-expect-error a module is needed
await initialize();
`;

const required = `
import auth = require('cognito-wasm');
import slim = require('cognito-wasm/slim');
const error: Error = new auth.AuthError({ name: 'N', message: 'm' });
slim.initialize(new ArrayBuffer(8)).then(() => auth.signOut(), () => error);
`;

describe('an app in TypeScript', () => {
  /** @type {App} */
  let app;
  before(async () => {
    app = await App.create();
    await app.write('imported.mts', imported);
    await app.write('required.cts', required);
  });
  after(() => app.remove());

  const ways = [
    { module: 'esnext', moduleResolution: 'bundler', files: ['imported.mts'] },
    { module: 'node16', moduleResolution: 'node16', files: ['imported.mts', 'required.cts'] },
  ];
  for (const { module, moduleResolution, files } of ways) {
    test(`compiles when modules are resolved as ${moduleResolution}`, async () => {
      const output = { target: 'es2022', module, moduleResolution, lib: ['es2022', 'dom'], noEmit: true };
      const checks = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, types: [] };
      await app.write('tsconfig.json', JSON.stringify({ compilerOptions: { ...output, ...checks }, files }));
      assert.equal(await app.run(npmCommand('tsc')), '');
    });
  }

  test('finds the types of every entry, whichever way it is loaded (attw)', async () => {
    const printed = await app.run(consumerCommand('attw'), tarball, '--format=json');
    const { analysis } = JSON.parse(printed);
    assert.equal(Object.keys(analysis.entrypoints).length, 7);
    assert.deepEqual(analysis.problems, []);
  });
});

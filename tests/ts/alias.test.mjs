/** An app for `aws-amplify` whose bundler replaces the package, as docs/migrating-from-amplify.md says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as esbuild from 'esbuild';
import { inRoot } from '../../scripts/run/paths.mjs';

/** The files in the bundle of the app. */
async function filesWith(alias) {
  const { metafile } = await esbuild.build({
    absWorkingDir: inRoot(),
    entryPoints: ['tests/ts/types/amplifyApp.ts'],
    alias,
    bundle: true,
    format: 'esm',
    metafile: true,
    write: false,
    logLevel: 'silent',
    tsconfigRaw: {},
  });
  return Object.keys(metafile.inputs);
}

test('one alias replaces all entries of Amplify', async () => {
  const files = await filesWith({ 'aws-amplify': 'cognito-wasm' });
  for (const entry of ['index', 'auth', 'cognito', 'utils']) assert.ok(files.includes(`dist/${entry}.js`), entry);
  assert.deepEqual(
    files.filter((path) => path.includes('node_modules')),
    [],
  );
});

test('without the alias the app has Amplify', async () => {
  const files = await filesWith({});
  assert.ok(files.some((path) => path.includes('node_modules/@aws-amplify/auth/')));
});

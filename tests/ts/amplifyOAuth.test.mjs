/** The record of what Amplify does with Cognito's pages, with which `tests/oauth` compares this library, is still right. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRoot } from '../../scripts/run/paths.mjs';
import { record } from '../oauth/amplify/record.mjs';

const file = inRoot('tests/oauth/amplify.json');

test('the record of Amplify with Cognito’s pages is that of the installed version', async () => {
  const now = await record();
  // `RECORD=1 node --test tests/ts/amplifyOAuth.test.mjs` writes it anew.
  if (process.env.RECORD === '1') writeFileSync(file, `${JSON.stringify(now, null, 1)}\n`);
  assert.deepEqual(now, JSON.parse(readFileSync(file, 'utf8')));
});

/** The demo's configuration is that of the local Cognito which `npm start` runs. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { createLocalCognito } from '../../local/src/engine.js';
import { inRoot } from '../../scripts/run/paths.mjs';

it('amplifyconfiguration.json of the demo is what the local Cognito serves for the page of npm start', async () => {
  const cognito = createLocalCognito({ callbackUrls: ['http://localhost:8080/'] });
  const reply = await cognito.handle(new Request('http://localhost:9229/amplifyconfiguration.json'));
  assert.deepEqual(JSON.parse(readFileSync(inRoot('www/amplifyconfiguration.json'), 'utf8')), await reply.json());
});

/** The demo's names of devices. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { inRoot } from '../../scripts/run/paths.mjs';

/** @type {{ deviceName: (name: string | undefined) => string }} */
const { deviceName } = await import(
  `data:text/javascript,${encodeURIComponent(
    ts.transpile(readFileSync(inRoot('www/src/account/device-name.ts'), 'utf8'), {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
    }),
  )}`
);

const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
const names = {
  [`${mac} Version/18.1 Safari/605.1.15`]: 'Safari on Mac',
  [`${windows} Chrome/131.0.0.0 Safari/537.36`]: 'Chrome on Windows',
  [`${windows} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`]: 'Edge on Windows',
  [`${windows} Chrome/131.0.0.0 Safari/537.36 OPR/116.0.0.0`]: 'Opera on Windows',
  'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0': 'Firefox on Linux',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1':
    'Safari on iPhone',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.0.0 Mobile/15E148 Safari/604.1':
    'Chrome on iPhone',
  'Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36':
    'Samsung Internet on Android',
  'macOS Google Chrome/131;Chromium/131;Not_A Brand/24': 'Chrome on Mac',
  'Windows Microsoft Edge/131;Chromium/131;Not_A Brand/24': 'Edge on Windows',
  'Chrome OS Chromium/131': 'Chrome on ChromeOS',
};

describe('the name of a device in the demo', () => {
  for (const [agent, name] of Object.entries(names))
    it(`is ${name}`, () => {
      assert.equal(deviceName(agent), name);
    });

  it('is the one that it was given', () => {
    assert.equal(deviceName('Ana’s laptop'), 'Ana’s laptop');
  });

  it('says if there is none', () => {
    assert.equal(deviceName(undefined), 'Unnamed device');
    assert.equal(deviceName(''), 'Unnamed device');
  });
});

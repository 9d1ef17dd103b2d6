import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canonicalTimestamp, formatTimestamp } from '../src/srp-timestamp.js';

describe('the timestamp of a password claim', () => {
  it('does not change in its canonical form', () => {
    const text = 'Tue Jan 2 03:04:05 UTC 2024';
    assert.equal(canonicalTimestamp(text), text);
    assert.equal(formatTimestamp(new Date(Date.UTC(2024, 0, 2, 3, 4, 5))), text);
  });

  it('is converted from other spellings', () => {
    const canonical = 'Thu Sep 5 03:04:05 UTC 2024';
    for (const text of [
      'Thu Sep 05 03:04:05 UTC 2024',
      'THU sep 5 03:04:05 UTC 2024',
      'Mon Sep 5 03:04:05 UTC 2024',
      'Thu Sep 5 03:04:05 GMT 2024',
    ]) {
      assert.equal(canonicalTimestamp(text), canonical, text);
    }
  });

  it('is rejected in spellings that AWS does not read', () => {
    for (const text of [
      '',
      '2024-09-05T03:04:05Z',
      'Thu Sep 5 03:04:05 utc 2024',
      'Thu Sep 5 03:04:05 IST 2024',
      'Thu Sep 5 03:04:05 +05:30 2024',
      'Do Sep 5 03:04:05 UTC 2024',
      'Thu Okt 5 03:04:05 UTC 2024',
      'Fri Feb 30 03:04:05 UTC 2024',
      'Thu Sep 5 24:04:05 UTC 2024',
      'Thu Sep 5 03:04:05 UTC 24',
      ' Thu Sep 5 03:04:05 UTC 2024',
    ]) {
      assert.throws(() => canonicalTimestamp(text), { name: 'InvalidParameterException' }, text);
    }
  });
});

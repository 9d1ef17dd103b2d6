import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { credentialFor } from '../src/passwords.js';

describe('a salt', () => {
  it('never begins with a zero byte, which clients read in two ways', async (context) => {
    context.mock.method(crypto, 'getRandomValues', (bytes) => bytes.fill(0));
    const { salt } = await credentialFor({ id: 'us-east-1_Pool' }, 'username', 'Password123');
    assert.equal(salt, `01${'00'.repeat(15)}`);
  });
});

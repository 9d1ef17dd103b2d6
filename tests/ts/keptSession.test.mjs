/** The session as its keeper sees it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { keptSession } from '../../dist/limits/keeperFile.js';
import { errorData } from './fakeWasm.mjs';

const jwt = (claims) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

/** A kept session whose instance answers with this result for the tokens. */
function kept(userPoolTokensResult, clockDrift) {
  const asked = [];
  const run = async (name, input) => {
    asked.push([name, input]);
    return { userPoolTokensResult, clockDrift };
  };
  return { asked, session: keptSession({ run, tell: () => undefined }) };
}

const failure = (name) => ({ type: 'FAILURE', error: errorData(name) });

describe('a kept session', () => {
  it('has times while a user is signed in, by the clock of the device', async () => {
    const accessToken = jwt({ auth_time: 1_000, iat: 2_000, exp: 5_000 });
    const idToken = jwt({ exp: 4_000 });
    const { asked, session } = kept({ type: 'SUCCESS', value: { accessToken, idToken } }, 500);
    assert.deepEqual(await session.times(), { startedAt: 999_500, expiresAt: 3_999_500 });
    assert.deepEqual(asked, [['getTokens', { allowStale: true }]]);
  });

  it('has none when nobody is signed in, or an identity is federated', async () => {
    for (const name of ['SignedOutException', 'InvalidStateException']) {
      assert.equal(await kept(failure(name)).session.times(), undefined, name);
    }
  });

  it('is unknown when it cannot be read', async () => {
    await assert.rejects(kept(failure('StorageException')).session.times(), { name: 'StorageException' });
  });

  it('is refreshed without asking the identity pool', async () => {
    const { asked, session } = kept({ type: 'SUCCESS', value: {} });
    await session.refresh();
    assert.deepEqual(asked, [['getTokens', { forceRefresh: true }]]);
    await assert.rejects(kept(failure('NetworkError')).session.refresh(), { name: 'NetworkError' });
  });
});

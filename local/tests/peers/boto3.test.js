/** AWS's SDK for Python, and the SRP of pycognito. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SEED, startServer } from '../../src/index.js';
import { pythonWithSdk } from '../support/python.js';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../support/python/sign_in.py', import.meta.url));

describe('boto3 and pycognito', () => {
  let server;
  let python;
  before(async () => {
    python = await pythonWithSdk();
    server = await startServer({ port: 0, deterministic: true });
    // pycognito cannot read the others, of which Cognito has many.
    const positive = { method: 'POST', body: JSON.stringify({ salts: 'positive' }) };
    const { status } = await server.cognito.handle(new Request(`${server.url}_test/pool`, positive));
    assert.equal(status, 200);
  });
  after(() => server.close());

  it('register a user, sign in by SRP, refresh, get credentials and sign out', async () => {
    const { stdout } = await run(python, [program, server.url, SEED.userPoolId, SEED.nativeClientId]);
    assert.deepEqual(JSON.parse(stdout), {
      wrong_code: 'Invalid verification code provided, please try again.',
      wrong_password: 'NotAuthorizedException',
      username: 'py',
      refreshed: true,
      credentials: 'ASIATEST000000000001',
      users: ['py'],
      signed_out: 'Access Token has been revoked',
    });
  });
});

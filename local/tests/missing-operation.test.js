import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { call, send, test, withClient } from './support/calls.js';
import { WITH_PASSWORD_FLOW, readyCognito } from './support/sign-ins.js';
import { signInWithSrp } from './support/srp-client.js';

const OPERATION = 'GetTokensFromRefreshToken';

/** The documented errors of servers that lack an operation. */
const WAYS = [
  ['UnknownOperationException', 400],
  ['InvalidAction', 400],
  ['UnsupportedOperation', 400],
  ['InternalFailure', 501],
  ['UnsupportedOperationException', 500],
];

describe('a server without an operation', () => {
  it('has each of the documented errors, and supports the other operations', async () => {
    const cognito = await readyCognito(WITH_PASSWORD_FLOW);
    const { RefreshToken } = (await signInWithSrp(cognito)).AuthenticationResult;
    for (const [type, status] of WAYS) {
      await test(cognito, 'POST', 'faults', { operation: OPERATION, kind: 'error', times: 1000, type, status });
      for (let i = 0; i < 3; i += 1) {
        const answer = await send(cognito, OPERATION, withClient({ RefreshToken }));
        const seen = [answer.status, answer.headers.get('x-amzn-errortype'), answer.body.__type];
        assert.deepEqual(seen, [status, `${type}:`, type]);
      }
      const AuthParameters = { REFRESH_TOKEN: RefreshToken };
      await call(cognito, 'InitiateAuth', withClient({ AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters }));
      await test(cognito, 'DELETE', 'faults');
      await call(cognito, OPERATION, withClient({ RefreshToken }));
    }
  });

  it('has the errors in the documentation', () => {
    const documentation = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const rows = documentation.matchAll(/^\| `(\w+)` +\| (\d{3}) +\|$/gm);
    const documented = [...rows].map(([, type, status]) => [type, Number(status)]);
    assert.deepEqual(documented, WAYS);
  });
});

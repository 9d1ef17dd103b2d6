/** The requests that the guide for user pools shows are those of Cognito. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { createLocalCognito } from '../../local/src/engine.js';
import { inRoot } from '../../scripts/run/paths.mjs';

const guide = readFileSync(inRoot('docs/setting-up-a-pool.md'), 'utf8');

it('the guide’s user pool and app client are accepted, and users can sign up', async () => {
  const cognito = createLocalCognito({ deterministic: true });
  const [pool, client] = Array.from(guide.matchAll(/```json\n([^]*?)```/g), ([, text = '']) => JSON.parse(text));
  /**
   * @param {string} operation
   * @param {object} body
   */
  async function send(operation, body) {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await cognito.handle(new Request('http://localhost:9229/', init));
    const reply = await response.text();
    assert.equal(response.status, 200, `${operation}: ${reply}`);
    return JSON.parse(reply);
  }
  const { UserPool } = await send('CreateUserPool', pool);
  const { UserPoolClient } = await send('CreateUserPoolClient', { UserPoolId: UserPool.Id, ...client });
  assert.equal(UserPoolClient.ClientSecret, undefined);
  assert.deepEqual(UserPoolClient.RefreshTokenRotation, { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 });
  const [, RelyingPartyId, UserVerification] = /RelyingPartyId=([\w.]+),UserVerification=(\w+)/.exec(guide) ?? [];
  await send('SetUserPoolMfaConfig', {
    UserPoolId: UserPool.Id,
    MfaConfiguration: 'OFF',
    WebAuthnConfiguration: { RelyingPartyId, UserVerification },
  });
  await send('SignUp', {
    ClientId: UserPoolClient.ClientId,
    Username: 'jane@example.com',
    Password: 'correct horse',
    UserAttributes: [{ Name: 'email', Value: 'jane@example.com' }],
  });
});

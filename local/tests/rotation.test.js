import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { call, confirmedUser, freshCognito, refused, updateClient, withClient } from './support/calls.js';
import { signInWithSrp } from './support/srp-client.js';

const REUSED = 'RefreshTokenReuseException';
const refresh = (RefreshToken) => withClient({ RefreshToken });
const DAY_MS = 24 * 60 * 60 * 1000;

async function rotating(RetryGracePeriodSeconds) {
  const cognito = freshCognito();
  await confirmedUser(cognito);
  await updateClient(cognito, { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds } });
  const { RefreshToken } = (await signInWithSrp(cognito)).AuthenticationResult;
  const next = async (token) =>
    (await call(cognito, 'GetTokensFromRefreshToken', refresh(token))).AuthenticationResult.RefreshToken;
  return { cognito, first: RefreshToken, next };
}

describe('rotation of refresh tokens', () => {
  it('returns a new one each time, and rejects the old one', async () => {
    const { cognito, first, next } = await rotating(0);
    const second = await next(first);
    assert.notEqual(second, first);
    await refused(cognito, 'GetTokensFromRefreshToken', refresh(first), REUSED);
    assert.ok(await next(second));
  });

  it('allows reuse during the grace period, which starts at the first use', async () => {
    const { cognito, first, next } = await rotating(10);
    const second = await next(first);
    cognito.clock.advance(9_999);
    assert.ok(await next(first));
    cognito.clock.advance(1);
    await refused(cognito, 'GetTokensFromRefreshToken', refresh(first), REUSED);
    assert.ok(await next(second));
  });

  it('does not extend the session', async () => {
    const { cognito, first, next } = await rotating(0);
    cognito.clock.advance(29 * DAY_MS);
    const second = await next(first);
    cognito.clock.advance(DAY_MS);
    await refused(cognito, 'GetTokensFromRefreshToken', refresh(second), 'NotAuthorizedException');
  });

  it('revokes all of them at once', async () => {
    const { cognito, first, next } = await rotating(60);
    const second = await next(first);
    await call(cognito, 'RevokeToken', withClient({ Token: first }));
    await refused(cognito, 'GetTokensFromRefreshToken', refresh(second), 'NotAuthorizedException');
  });

  it('allows no other way to refresh', async () => {
    const { cognito, first } = await rotating(0);
    const flow = withClient({ AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: first } });
    await refused(cognito, 'InitiateAuth', flow, 'InvalidParameterException');
    const { UserPoolId, ClientId } = cognito
      .dump()
      .clients.map(({ poolId, id }) => ({ UserPoolId: poolId, ClientId: id }))[0];
    const both = {
      UserPoolId,
      ClientId,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED' },
    };
    await refused(cognito, 'UpdateUserPoolClient', both, 'InvalidParameterException');
  });
});

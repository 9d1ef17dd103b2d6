import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLocalCognito } from '../src/index.js';
import { operationTargets } from '../src/operations/index.js';
import { call, confirmedUser, refused, send } from './support/calls.js';
import { switched } from './support/sign-ins.js';
import { signInWithSrp } from './support/srp-client.js';

const REFUSED = 'NotAuthorizedException';
const DeviceKey = 'us-east-1_0f0e0d0c-1111-2222-3333-444444444444';
const HOUR_MS = 60 * 60 * 1000;

/** Every operation with an access token, with the rest of its request. */
const REQUESTS = {
  GetUser: {},
  DeleteUser: {},
  GlobalSignOut: {},
  ChangePassword: { PreviousPassword: 'Password123', ProposedPassword: 'Password124' },
  UpdateUserAttributes: { UserAttributes: [{ Name: 'email', Value: 'other@email.com' }] },
  DeleteUserAttributes: { UserAttributeNames: ['nickname'] },
  GetUserAttributeVerificationCode: { AttributeName: 'email' },
  VerifyUserAttribute: { AttributeName: 'email', Code: '123456' },
  AssociateSoftwareToken: {},
  VerifySoftwareToken: { UserCode: '123456' },
  SetUserMFAPreference: {},
  ConfirmDevice: { DeviceKey },
  UpdateDeviceStatus: { DeviceKey, DeviceRememberedStatus: 'remembered' },
  ForgetDevice: { DeviceKey },
  GetDevice: { DeviceKey },
  ListDevices: {},
  StartWebAuthnRegistration: {},
  CompleteWebAuthnRegistration: { Credential: {} },
  ListWebAuthnCredentials: {},
  DeleteWebAuthnCredential: { CredentialId: 'any' },
};

async function signedIn() {
  const cognito = await switched({ mfa: 'OPTIONAL', passwordless: true, devices: 'always' });
  return { cognito, tokens: (await signInWithSrp(cognito)).AuthenticationResult };
}

/** Checks that every operation rejects the token and changes nothing. */
async function allRefused(cognito, AccessToken, message) {
  const state = () => {
    const { users, sessions, outbox } = cognito.dump();
    return structuredClone({ users, sessions, outbox });
  };
  const before = state();
  for (const [operation, request] of Object.entries(REQUESTS)) {
    assert.equal(await refused(cognito, operation, { ...request, AccessToken }, REFUSED), message, operation);
  }
  assert.deepEqual(state(), before);
}

describe('every operation with an access token', () => {
  it('rejects an expired one', async () => {
    const { cognito, tokens } = await signedIn();
    cognito.clock.advance(HOUR_MS);
    await allRefused(cognito, tokens.AccessToken, 'Access Token has expired');
  });

  it('rejects a revoked one', async () => {
    const { cognito, tokens } = await signedIn();
    await call(cognito, 'GlobalSignOut', { AccessToken: tokens.AccessToken });
    await allRefused(cognito, tokens.AccessToken, 'Access Token has been revoked');
  });

  it('rejects one that was signed by another service', async () => {
    const { cognito } = await signedIn();
    const other = createLocalCognito();
    await confirmedUser(other);
    const { AccessToken } = (await signInWithSrp(other)).AuthenticationResult;
    await allRefused(cognito, AccessToken, 'Could not verify signature for Access Token');
  });

  it('rejects an ID token', async () => {
    const { cognito, tokens } = await signedIn();
    await allRefused(cognito, tokens.IdToken, 'Invalid Access Token');
  });

  it('is covered by this test', async () => {
    const cognito = await switched({});
    const taking = [];
    for (const target of operationTargets()) {
      const { body } = await send(cognito, target, { AccessToken: 'a.b.c' });
      // Unknown members are reported before missing ones.
      if (body.message !== "Unknown member 'AccessToken'") taking.push(target.split('.')[1]);
    }
    assert.deepEqual(taking.sort(), Object.keys(REQUESTS).sort());
  });
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { AuthError } from '../../dist/auth.js';
import { bindAuthFunctions } from '../../dist/facade/authFunctions.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { HubClass } from '../../dist/utils.js';
import { errorData, fakeWasm } from './fakeWasm.mjs';

/** The functions of an instance whose Rust module answers the function `name` with `data`. */
function answering(name, data) {
  const wasm = fakeWasm({ [name]: async () => data });
  const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready });
  auth.configure({ config: {} });
  return { ...bindAuthFunctions(() => auth), calls: wasm.calls };
}

const input = { any: 'thing' };

/** Functions that return Rust's output unchanged. */
const plain = {
  associateWebAuthnCredential: undefined,
  confirmResetPassword: undefined,
  confirmUserAttribute: undefined,
  deleteUser: undefined,
  deleteUserAttributes: undefined,
  deleteWebAuthnCredential: undefined,
  fetchMFAPreference: { enabled: ['SMS', 'TOTP'], preferred: 'TOTP' },
  fetchUserAttributes: { sub: '1', email: 'my@email.com', email_verified: 'true' },
  forgetDevice: undefined,
  rememberDevice: undefined,
  resetPassword: {
    isPasswordReset: false,
    nextStep: { resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE', codeDeliveryDetails: {} },
  },
  sendUserAttributeVerificationCode: { destination: 'm***@e***' },
  updateMFAPreference: undefined,
  updatePassword: undefined,
  updateUserAttribute: { isUpdated: true, nextStep: { updateAttributeStep: 'DONE' } },
  updateUserAttributes: { name: { isUpdated: true, nextStep: { updateAttributeStep: 'DONE' } } },
  verifyTOTPSetup: undefined,
};

describe('the account functions', () => {
  for (const [name, output] of Object.entries(plain)) {
    it(`${name} passes its input to Rust and returns the output`, async () => {
      const auth = answering(name, output);
      const { signal } = new AbortController();
      assert.deepEqual(await auth[name]({ ...input, signal }), output);
      assert.deepEqual(auth.calls, [{ name, input, signal }]);
    });

    it(`${name} rejects with an AuthError`, async () => {
      const auth = answering(name, Promise.reject(errorData('LimitExceededException')));
      await assert.rejects(
        auth[name](input),
        (error) => error instanceof AuthError && error.name === 'LimitExceededException',
      );
    });
  }
});

describe('deleteUser in a page', () => {
  const address = 'https://app.example/settings';
  const logoutUrl = 'https://auth.example/logout';

  beforeEach(() => {
    globalThis.document = {};
    globalThis.location = { href: address };
  });

  afterEach(() => {
    delete globalThis.document;
    delete globalThis.location;
  });

  it('leaves it for the pages of Cognito, if the user has signed in there', async () => {
    for (const [data, left] of [
      [{ logoutUrl }, logoutUrl],
      [undefined, address],
    ]) {
      location.href = address;
      const auth = answering('deleteUser', data);
      await auth.deleteUser();
      assert.deepEqual(auth.calls[0].input, { page: address });
      assert.equal(location.href, left);
    }
  });

  it('rejects with an AuthError if its input cannot be read', async () => {
    const broken = {
      get options() {
        throw new TypeError('broken');
      },
    };
    for (const name of ['deleteUser', 'signOut'])
      await assert.rejects(answering(name, {})[name](broken), { name: 'InvalidParameterException' });
  });
});

describe('setUpTOTP', () => {
  const address = async (username, ...words) => {
    const { sharedSecret, getSetupUri } = await answering('setUpTOTP', { sharedSecret: 'JBSW', username }).setUpTOTP();
    assert.equal(sharedSecret, 'JBSW');
    const uri = getSetupUri(...words);
    assert.ok(uri instanceof URL);
    return uri.href;
  };

  it('makes an address for the user, without quotes', async () => {
    assert.equal(await address('username', 'MyApp'), 'otpauth://totp/MyApp:username?secret=JBSW&issuer=MyApp');
  });

  for (const name of ['half a pair \ud83d', Symbol('app'), Object.create(null)]) {
    it(`refuses a name that cannot be in an address: ${typeof name}`, async () => {
      const { getSetupUri } = await answering('setUpTOTP', { sharedSecret: 'JBSW', username: 'u' }).setUpTOTP();
      for (const names of [[name], ['app', name]]) {
        assert.throws(() => getSetupUri(...names), { name: 'InvalidParameterException', category: 'validation' });
      }
    });
  }

  it('makes an address for the given account', async () => {
    assert.equal(await address('username', 'MyApp', 'jane'), 'otpauth://totp/MyApp:jane?secret=JBSW&issuer=MyApp');
  });

  it('encodes the parts of the address', async () => {
    const setUp = answering('setUpTOTP', { sharedSecret: 'JB&SW=#', username: 'a/b:c?d#e' }).setUpTOTP;
    const uri = (await setUp()).getSetupUri('R&D #1? 100% Zoë', undefined);
    assert.equal(uri.searchParams.get('issuer'), 'R&D #1? 100% Zoë');
    assert.equal(uri.searchParams.get('secret'), 'JB&SW=#');
    assert.equal(uri.hash, '');
    const [issuer, account] = uri.pathname.slice(1).split(':').map(decodeURIComponent);
    assert.deepEqual([issuer, account], ['R&D #1? 100% Zoë', 'a/b:c?d#e']);
  });
});

describe('fetchDevices', () => {
  it('returns dates, and undefined for an absent time or zero', async () => {
    const attributes = { device_name: 'phone' };
    const auth = answering('fetchDevices', [
      { id: 'a', name: 'phone', attributes, createDate: 1700000000.5, lastModifiedDate: 1700000001 },
      { id: 'b', attributes: {}, createDate: 0 },
    ]);
    assert.deepEqual(await auth.fetchDevices(), [
      {
        id: 'a',
        name: 'phone',
        attributes,
        createDate: new Date(1700000000500),
        lastModifiedDate: new Date(1700000001000),
        lastAuthenticatedDate: undefined,
      },
      { id: 'b', attributes: {}, createDate: undefined, lastModifiedDate: undefined, lastAuthenticatedDate: undefined },
    ]);
  });
});

describe('listWebAuthnCredentials', () => {
  const known = {
    credentialId: 'c',
    friendlyCredentialName: 'key',
    relyingPartyId: 'localhost',
    authenticatorAttachment: 'platform',
    authenticatorTransports: ['internal'],
  };

  it('returns dates, and every member that Amplify has', async () => {
    const auth = answering('listWebAuthnCredentials', { credentials: [{ ...known, createdAt: 1700000000 }, {}] });
    assert.deepEqual(await auth.listWebAuthnCredentials(), {
      credentials: [
        { ...known, createdAt: new Date(1700000000000) },
        {
          credentialId: undefined,
          friendlyCredentialName: undefined,
          relyingPartyId: undefined,
          authenticatorTransports: undefined,
          createdAt: undefined,
        },
      ],
    });
  });

  it('returns an empty list if there are none, and the token of the next page', async () => {
    assert.deepEqual(await answering('listWebAuthnCredentials', {}).listWebAuthnCredentials(), { credentials: [] });
    const auth = answering('listWebAuthnCredentials', { credentials: [], nextToken: '2' });
    assert.deepEqual(await auth.listWebAuthnCredentials({ pageSize: 1 }), { credentials: [], nextToken: '2' });
  });
});

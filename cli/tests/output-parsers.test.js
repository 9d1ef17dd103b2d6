/** What readers make of the files: this package's parser, its Rust module, and Amplify's parser, for generated answers. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parseAmplifyConfig as amplifys } from 'aws-amplify/utils';
import { createAuth, parseAmplifyConfig } from '../../dist/index.js';
import { seeded } from '../../tests/glance/random.mjs';
import { amplifyOutputsOf } from '../src/outputs/amplify-outputs.js';
import { exportsText, partsOfExports } from '../src/outputs/exports-file.js';
import { flatOf } from '../src/outputs/flat.js';
import { merged } from '../src/outputs/merge.js';
import { mobileOf } from '../src/outputs/mobile.js';
import { someBackend } from './support/backends.js';

const count = 500;

const providers = { Facebook: 'Facebook', Google: 'Google', LoginWithAmazon: 'Amazon', SignInWithApple: 'Apple' };

/** Amplify's `Auth.Cognito` for a backend, as far as a form can say it. */
function expected(form, { outputs, answers: { userPool, identityPool } }) {
  const isOutputs = form === 'outputs';
  const { signInMethod, requiredAttributes, autoVerifiedAttributes, mfa, passwordPolicy, hostedUI } = userPool;
  const isOff = mfa.mode === 'OFF';
  // Amplify's parsers take what is verified for required, where the form is the older one.
  const required = isOutputs ? requiredAttributes : [...autoVerifiedAttributes, ...requiredAttributes];
  const has = (type) => mfa.types.includes(type) && !(isOutputs && isOff);
  const requires = (rule) => passwordPolicy.requires.includes(rule);
  const social = (hostedUI?.socialProviders ?? []).map(({ type }) => providers[type]);
  const first = (factor) => userPool.firstFactors.includes(factor);
  const config = {
    userPoolId: outputs.userPoolId,
    userPoolClientId: form === 'mobile' ? outputs.nativeClientId : outputs.webClientId,
    userAttributes: Object.fromEntries(required.map((name) => [name, { required: true }])),
    mfa: {
      status: { OFF: 'off', ON: 'on', OPTIONAL: 'optional' }[mfa.mode],
      smsEnabled: has('SMS'),
      totpEnabled: has('TOTP'),
    },
    passwordFormat: {
      minLength: passwordPolicy.minimumLength,
      requireLowercase: requires('LOWERCASE'),
      requireUppercase: requires('UPPERCASE'),
      requireNumbers: requires('DIGIT'),
      requireSpecialCharacters: requires('SYMBOL'),
    },
    loginWith: {
      username: signInMethod === 'USERNAME',
      email: signInMethod.startsWith('EMAIL'),
      phone: signInMethod.endsWith('PHONE_NUMBER'),
      ...(hostedUI && {
        oauth: {
          // An emulator has its pages at its own address.
          domain:
            outputs.userPoolEndpoint && outputs.domain.includes('amazon') ? 'http://localhost:9229' : outputs.domain,
          scopes: hostedUI.scopes,
          redirectSignIn: hostedUI.signInUrls,
          redirectSignOut: hostedUI.signOutUrls,
          // The mobile form has no grant.
          responseType: hostedUI.grant === 'IMPLICIT' && form !== 'mobile' ? 'token' : 'code',
          ...((isOutputs || social.length > 0) && { providers: social }),
        },
      }),
    },
    ...(outputs.userPoolEndpoint && { userPoolEndpoint: outputs.userPoolEndpoint }),
    ...(outputs.identityPoolId && {
      identityPoolId: outputs.identityPoolId,
      ...(outputs.identityPoolEndpoint && { identityPoolEndpoint: outputs.identityPoolEndpoint }),
    }),
  };
  if (!isOutputs) {
    // Only Gen 2 says whether guests are let in. Without a word, Amplify tries, and this package asks the service.
    if (form !== 'mobile' || outputs.identityPoolId) config.allowGuestAccess = true;
    return config;
  }
  if (outputs.identityPoolId && identityPool.allowsGuests) config.allowGuestAccess = true;
  if (userPool.groups.length > 0) {
    config.groups = userPool.groups.map((name, index) => ({ [name]: { precedence: index + 1 } }));
  }
  if (userPool.firstFactors.length > 1) {
    const { relyingPartyId, isUserVerificationRequired } = userPool.passkeys ?? {};
    const userVerification = isUserVerificationRequired ? 'required' : 'preferred';
    config.passwordless = {
      emailOtpEnabled: first('EMAIL_OTP'),
      smsOtpEnabled: first('SMS_OTP'),
      ...(first('WEB_AUTHN') && { webAuthn: { relyingPartyId, userVerification } }),
    };
  }
  return config;
}

/** Without the members that are `undefined`. */
const plain = (value) => JSON.parse(JSON.stringify(value));

/** The contents of the files of one backend, by form. */
function filesOf({ outputs, answers }) {
  const text = (form) => JSON.stringify(merged(form(outputs, answers), {}));
  return {
    mobile: JSON.parse(text(mobileOf)),
    flat: JSON.parse(text(flatOf)),
    exports: JSON.parse(partsOfExports(exportsText(text(flatOf))).json),
    outputs: JSON.parse(text(amplifyOutputsOf)),
  };
}

describe('every form of generated answers', () => {
  const { warn } = console;
  // The secrets of imported app clients.
  before(() => (console.warn = () => {}));
  after(() => (console.warn = warn));

  it('says the same to this package', async () => {
    for (let seed = 1; seed <= count; seed += 1) {
      const backend = someBackend(seeded(seed));
      for (const [form, file] of Object.entries(filesOf(backend))) {
        const { Auth } = parseAmplifyConfig(file);
        assert.deepEqual(plain(Auth.Cognito), plain(expected(form, backend)), `${form}, seed ${seed}`);
      }
    }
  });

  it('says to Amplify what it says to this package, in the forms that Amplify knows', async () => {
    for (let seed = 1; seed <= count; seed += 1) {
      const { flat, exports, outputs } = filesOf(someBackend(seeded(seed)));
      for (const file of [flat, exports, outputs]) {
        const theirs = amplifys(structuredClone(file)).Auth.Cognito;
        // Amplify has endpoints in `ResourcesConfig` only.
        const { userPoolEndpoint, identityPoolEndpoint, ...ours } = parseAmplifyConfig(file).Auth.Cognito;
        assert.deepEqual(theirs, ours, `seed ${seed}`);
      }
    }
  });

  it('is accepted by the Rust module', async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      for (const [form, file] of Object.entries(filesOf(someBackend(seeded(seed))))) {
        await assert.doesNotReject(createAuth(file).ready(), `${form}, seed ${seed}`);
      }
    }
  });
});

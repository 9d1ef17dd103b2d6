/** The three forms of the configuration: values and their order, as the Amplify CLI has them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amplifyOutputsOf } from '../src/outputs/amplify-outputs.js';
import { flatOf } from '../src/outputs/flat.js';
import { merged } from '../src/outputs/merge.js';
import { mobileOf } from '../src/outputs/mobile.js';
import { ids, pages, seedBackend } from './support/backends.js';

/** The text of a form, in which the order of members counts. */
const textOf = (form, { outputs, answers }) => JSON.stringify(merged(form(outputs, answers), {}), null, 1);
const same = (form, backend, expected) => assert.equal(textOf(form, backend), JSON.stringify(expected, null, 1));

const pluginOf = ({ outputs, answers }) => merged(mobileOf(outputs, answers).auth.plugins.awsCognitoAuthPlugin, {});
const flat = ({ outputs, answers }) => merged(flatOf(outputs, answers), {});
const authOf = ({ outputs, answers }) => merged(amplifyOutputsOf(outputs, answers).auth, {});

function backend(change) {
  const changed = seedBackend();
  change(changed.answers.userPool, changed);
  return changed;
}

describe('the default answers', () => {
  it('give the mobile form', () => {
    same(mobileOf, seedBackend(), {
      UserAgent: 'aws-amplify-cli/2.0',
      Version: '1.0',
      auth: {
        plugins: {
          awsCognitoAuthPlugin: {
            UserAgent: 'aws-amplify-cli/0.1.0',
            Version: '0.1.0',
            IdentityManager: { Default: {} },
            CredentialsProvider: {
              CognitoIdentity: { Default: { PoolId: ids.identityPoolId, Region: 'eu-west-1' } },
            },
            CognitoUserPool: {
              Default: { PoolId: ids.userPoolId, AppClientId: ids.nativeClientId, Region: 'eu-west-1' },
            },
            Auth: {
              Default: {
                authenticationFlowType: 'USER_SRP_AUTH',
                socialProviders: [],
                usernameAttributes: [],
                signupAttributes: ['EMAIL'],
                passwordProtectionSettings: { passwordPolicyMinLength: 8, passwordPolicyCharacters: [] },
                mfaConfiguration: 'OFF',
                mfaTypes: ['SMS'],
                verificationMechanisms: ['EMAIL'],
              },
            },
          },
        },
      },
    });
  });

  it('give the flat form', () => {
    same(flatOf, seedBackend(), {
      aws_project_region: 'eu-west-1',
      aws_cognito_identity_pool_id: ids.identityPoolId,
      aws_cognito_region: 'eu-west-1',
      aws_user_pools_id: ids.userPoolId,
      aws_user_pools_web_client_id: ids.webClientId,
      oauth: {},
      aws_cognito_username_attributes: [],
      aws_cognito_social_providers: [],
      aws_cognito_signup_attributes: ['EMAIL'],
      aws_cognito_mfa_configuration: 'OFF',
      aws_cognito_mfa_types: ['SMS'],
      aws_cognito_password_protection_settings: { passwordPolicyMinLength: 8, passwordPolicyCharacters: [] },
      aws_cognito_verification_mechanisms: ['EMAIL'],
    });
  });

  it('give amplify_outputs.json', () => {
    same(amplifyOutputsOf, seedBackend(), {
      version: '1.3',
      auth: {
        aws_region: 'eu-west-1',
        user_pool_id: ids.userPoolId,
        user_pool_client_id: ids.webClientId,
        identity_pool_id: ids.identityPoolId,
        password_policy: {
          min_length: 8,
          require_numbers: false,
          require_lowercase: false,
          require_uppercase: false,
          require_symbols: false,
        },
        standard_required_attributes: ['email'],
        username_attributes: ['username'],
        user_verification_types: ['email'],
        unauthenticated_identities_enabled: false,
        mfa_configuration: 'NONE',
        mfa_methods: [],
      },
    });
  });
});

describe("Cognito's own pages", () => {
  const withPages = (change = () => {}) =>
    backend((pool, { outputs, answers }) => {
      pool.hostedUI = pages();
      outputs.domain = 'shop-dev.auth.eu-west-1.amazoncognito.com';
      change(pool, outputs, answers);
    });
  const addresses = ['http://localhost:3000/', 'https://shop.example/'];

  it('stand before the flow in the mobile form, with addresses in one text', () => {
    const settings = pluginOf(withPages()).Auth.Default;
    assert.deepEqual(Object.keys(settings).slice(0, 3), ['OAuth', 'authenticationFlowType', 'socialProviders']);
    assert.equal(
      JSON.stringify(settings.OAuth),
      JSON.stringify({
        WebDomain: 'shop-dev.auth.eu-west-1.amazoncognito.com',
        AppClientId: ids.nativeClientId,
        SignInRedirectURI: 'http://localhost:3000/,https://shop.example/',
        SignOutRedirectURI: 'http://localhost:3000/bye/,https://shop.example/bye/',
        Scopes: ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'],
      }),
    );
    assert.deepEqual(settings.socialProviders, ['GOOGLE', 'APPLE']);
  });

  it('are followed by the federation target in the flat form', () => {
    const file = flat(withPages());
    assert.equal(
      JSON.stringify(file.oauth),
      JSON.stringify({
        domain: 'shop-dev.auth.eu-west-1.amazoncognito.com',
        scope: ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'],
        redirectSignIn: 'http://localhost:3000/,https://shop.example/',
        redirectSignOut: 'http://localhost:3000/bye/,https://shop.example/bye/',
        responseType: 'code',
      }),
    );
    const names = Object.keys(file);
    assert.equal(names[names.indexOf('oauth') + 1], 'federationTarget');
    assert.equal(file.federationTarget, 'COGNITO_USER_POOLS');
    assert.deepEqual(file.aws_cognito_social_providers, ['GOOGLE', 'APPLE']);
  });

  it('have lists in amplify_outputs.json, after the password policy', () => {
    const auth = authOf(withPages((pool) => (pool.hostedUI.grant = 'IMPLICIT')));
    assert.deepEqual(auth.oauth, {
      identity_providers: ['GOOGLE', 'SIGN_IN_WITH_APPLE'],
      domain: 'shop-dev.auth.eu-west-1.amazoncognito.com',
      scopes: ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'],
      redirect_sign_in_uri: addresses,
      redirect_sign_out_uri: ['http://localhost:3000/bye/', 'https://shop.example/bye/'],
      response_type: 'token',
    });
    const names = Object.keys(auth);
    assert.equal(names[names.indexOf('password_policy') + 1], 'oauth');
  });

  it('are at the address of another Cognito, unless the domain is one of its own', () => {
    const domains = (endpoint, domain) => {
      const elsewhere = withPages((pool, outputs) => Object.assign(outputs, { domain, userPoolEndpoint: endpoint }));
      const { WebDomain } = pluginOf(elsewhere).Auth.Default.OAuth;
      return [...new Set([WebDomain, flat(elsewhere).oauth.domain, authOf(elsewhere).oauth.domain])];
    };
    const domain = 'shop-dev.auth.eu-west-1.amazoncognito.com';
    assert.deepEqual(domains('http://localhost:9229', domain), ['http://localhost:9229']);
    assert.deepEqual(domains('https://cognito.test:8443/x', domain), ['cognito.test:8443']);
    assert.deepEqual(domains('http://localhost:9229', 'login.shop.example'), ['login.shop.example']);
  });

  it('name the grant of the flat form', () => {
    assert.equal(flat(withPages((pool) => (pool.hostedUI.grant = 'IMPLICIT'))).oauth.responseType, 'token');
  });

  it('are left out while the pool has no domain', () => {
    const without = withPages((pool, outputs) => delete outputs.domain);
    assert.ok(!('OAuth' in pluginOf(without).Auth.Default));
    assert.deepEqual(flat(without).oauth, {});
    assert.ok(!('oauth' in authOf(without)));
  });

  it('are refused with an address that has a comma, where addresses share one text', () => {
    const broken = withPages((pool) => pool.hostedUI.signInUrls.push('https://shop.example/?a=1,2'));
    for (const form of [mobileOf, flatOf]) {
      assert.throws(() => form(broken.outputs, broken.answers), { name: 'CliError', message: /\?a=1,2 has a comma/ });
    }
    assert.equal(authOf(broken).oauth.redirect_sign_in_uri.length, 3);
  });
});

describe('the variations', () => {
  it('name the ways to sign in', () => {
    for (const [method, upper, lower] of [
      ['USERNAME', [], ['username']],
      ['EMAIL', ['EMAIL'], ['email']],
      ['PHONE_NUMBER', ['PHONE_NUMBER'], ['phone_number']],
      ['EMAIL_AND_PHONE_NUMBER', ['EMAIL', 'PHONE_NUMBER'], ['email', 'phone_number']],
    ]) {
      const changed = backend((pool) => (pool.signInMethod = method));
      assert.deepEqual(pluginOf(changed).Auth.Default.usernameAttributes, upper);
      assert.deepEqual(flat(changed).aws_cognito_username_attributes, upper);
      assert.deepEqual(authOf(changed).username_attributes, lower);
    }
  });

  it('name the password rules in one order', () => {
    const changed = backend(
      (pool) => (pool.passwordPolicy = { minimumLength: 12, requires: ['SYMBOL', 'DIGIT', 'UPPERCASE', 'LOWERCASE'] }),
    );
    const settings = {
      passwordPolicyMinLength: 12,
      passwordPolicyCharacters: ['REQUIRES_LOWERCASE', 'REQUIRES_UPPERCASE', 'REQUIRES_NUMBERS', 'REQUIRES_SYMBOLS'],
    };
    assert.deepEqual(pluginOf(changed).Auth.Default.passwordProtectionSettings, settings);
    assert.deepEqual(flat(changed).aws_cognito_password_protection_settings, settings);
    assert.deepEqual(authOf(changed).password_policy, {
      min_length: 12,
      require_numbers: true,
      require_lowercase: true,
      require_uppercase: true,
      require_symbols: true,
    });
  });

  it('name the second factors', () => {
    for (const [mode, name] of [
      ['ON', 'REQUIRED'],
      ['OPTIONAL', 'OPTIONAL'],
    ]) {
      const changed = backend((pool) => Object.assign(pool.mfa, { mode, types: ['TOTP', 'SMS'] }));
      const { mfaConfiguration, mfaTypes } = pluginOf(changed).Auth.Default;
      assert.deepEqual([mfaConfiguration, mfaTypes], [mode, ['SMS', 'TOTP']]);
      assert.deepEqual(flat(changed).aws_cognito_mfa_types, ['SMS', 'TOTP']);
      const { mfa_configuration, mfa_methods } = authOf(changed);
      assert.deepEqual([mfa_configuration, mfa_methods], [name, ['SMS', 'TOTP']]);
    }
  });

  it('have no identity pool', () => {
    const changed = backend((pool, { outputs, answers }) => {
      answers.identityPool = null;
      outputs.identityPoolEndpoint = 'http://localhost:9229/';
      delete outputs.identityPoolId;
    });
    assert.ok(!('CredentialsProvider' in pluginOf(changed)));
    for (const name of ['aws_cognito_identity_pool_id', 'identityPoolEndpoint']) assert.ok(!(name in flat(changed)));
    for (const name of ['identity_pool_id', 'identityPoolEndpoint']) assert.ok(!(name in authOf(changed)));
  });

  it('let guests in', () => {
    const changed = backend((pool, { answers }) => (answers.identityPool.allowsGuests = true));
    assert.equal(authOf(changed).unauthenticated_identities_enabled, true);
  });

  it("have other providers of the identity pool, after the pool's section", () => {
    const changed = backend((pool, { answers }) => {
      answers.identityPool.logins = { 'accounts.google.com': 'web;ios', 'graph.facebook.com': '12' };
    });
    const plugin = pluginOf(changed);
    assert.deepEqual(Object.keys(plugin).slice(-4), ['CognitoUserPool', 'GoogleSignIn', 'FacebookSignIn', 'Auth']);
    assert.deepEqual(plugin.GoogleSignIn, { Permissions: 'email,profile,openid', 'ClientId-WebApp': 'web' });
    assert.deepEqual(plugin.FacebookSignIn, { AppId: '12', Permissions: 'public_profile' });
    assert.equal(flat(changed).federationTarget, 'COGNITO_IDENTITY_POOLS');
    changed.answers.userPool.hostedUI = pages();
    changed.outputs.domain = 'login.shop.example';
    assert.equal(flat(changed).federationTarget, 'COGNITO_USER_AND_IDENTITY_POOLS');
  });

  it('have the secret of an imported app client beside its id, in the mobile form only', () => {
    const changed = backend((pool, { outputs }) => {
      Object.assign(outputs, { nativeClientSecret: 's3cret', domain: 'login.shop.example' });
      pool.hostedUI = pages();
    });
    const { CognitoUserPool, Auth } = pluginOf(changed);
    assert.deepEqual(Object.keys(CognitoUserPool.Default), ['PoolId', 'AppClientId', 'AppClientSecret', 'Region']);
    assert.deepEqual(Object.keys(Auth.Default.OAuth).slice(0, 3), ['WebDomain', 'AppClientId', 'AppClientSecret']);
    assert.doesNotMatch(JSON.stringify([flat(changed), authOf(changed)]), /s3cret/);
  });

  it('have groups in their order of precedence', () => {
    const changed = backend((pool) => (pool.groups = ['admins', '__proto__']));
    assert.equal(
      JSON.stringify(authOf(changed).groups),
      '[{"admins":{"precedence":1}},{"__proto__":{"precedence":2}}]',
    );
  });

  it('sign in without passwords, which takes a later version of amplify_outputs.json', () => {
    const changed = backend((pool) => {
      pool.firstFactors = ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'];
      pool.passkeys = { relyingPartyId: 'shop.example', isUserVerificationRequired: true };
    });
    assert.equal(amplifyOutputsOf(changed.outputs, changed.answers).version, '1.4');
    assert.deepEqual(authOf(changed).passwordless, {
      email_otp_enabled: true,
      sms_otp_enabled: false,
      web_authn: { relying_party_id: 'shop.example', user_verification: 'required' },
    });
    changed.answers.userPool.passkeys.isUserVerificationRequired = false;
    assert.equal(authOf(changed).passwordless.web_authn.user_verification, 'preferred');
    changed.answers.userPool.firstFactors = ['PASSWORD', 'SMS_OTP'];
    assert.deepEqual(authOf(changed).passwordless, { email_otp_enabled: false, sms_otp_enabled: true });
  });

  it('have the addresses of another Cognito beside the ids', () => {
    const endpoints = { userPoolEndpoint: 'http://localhost:9229/', identityPoolEndpoint: 'http://localhost:9230/' };
    const changed = backend((pool, { outputs }) => Object.assign(outputs, endpoints));
    const { CognitoUserPool, CredentialsProvider } = pluginOf(changed);
    assert.deepEqual(Object.entries(CognitoUserPool.Default).at(-1), ['userPoolEndpoint', 'http://localhost:9229/']);
    assert.deepEqual(Object.entries(CredentialsProvider.CognitoIdentity.Default).at(-1), [
      'identityPoolEndpoint',
      'http://localhost:9230/',
    ]);
    for (const file of [flat(changed), authOf(changed)]) {
      assert.deepEqual(Object.fromEntries(Object.entries(file).slice(-2)), endpoints);
    }
  });
});

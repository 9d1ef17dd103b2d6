// MFA by e-mail, and passkeys where MFA is required: what AWS wants for them, in the answers, the template and the calls.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GetUserPoolMfaConfigCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { checkAnswers } from '../src/answers/check.js';
import { answersFromFlags } from '../src/answers/flags.js';
import { backendOf } from '../src/backend/backend.js';
import { amplifyOutputsOf } from '../src/outputs/amplify-outputs.js';
import { templateOf } from '../src/template/template.js';
import { seedBackend } from './support/backends.js';
import { bodiesOf, changesOf, clientOptions, direct, environment, push } from './support/direct.js';
import { answers } from './support/project.js';

const identityArn = 'arn:aws:ses:eu-central-1:123456789012:identity/shop.example';
const from = (flags) => answersFromFlags(new Map(Object.entries(flags)), answers());
const byEmail = { mfa: 'optional', 'mfa-types': 'email,totp', 'email-identity': identityArn };
const backendFrom = (flags) => backendOf(from(flags), environment);

describe('MFA by e-mail', () => {
  it('has its sender, its plan and another way to reset a password in the template', () => {
    const { Properties } = templateOf(backendFrom({ ...byEmail, 'email-from': 'Shop <codes@shop.example>' })).Resources
      .UserPool;
    assert.deepEqual(Properties.EmailConfiguration, {
      EmailSendingAccount: 'DEVELOPER',
      SourceArn: identityArn,
      From: 'Shop <codes@shop.example>',
    });
    assert.equal(Properties.UserPoolTier, 'ESSENTIALS');
    assert.deepEqual(Properties.EnabledMfas, ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']);
    assert.match(Properties.EmailAuthenticationMessage, /\{####\}/);
    assert.equal(Properties.EmailAuthenticationSubject, 'Your authentication code');
    assert.deepEqual(
      Properties.AccountRecoverySetting.RecoveryMechanisms.map(({ Name }) => Name),
      ['verified_phone_number', 'verified_email'],
    );
  });

  it('is made, found again as it was made, and taken away by the calls of the services', async () => {
    const { pushed, plan } = await push(backendFrom(byEmail));
    assert.ok(changesOf(plan).includes('Create UserPoolMfa'));
    const [request] = await bodiesOf('SetUserPoolMfaConfig');
    assert.match(request.EmailMfaConfiguration.Message, /\{####\}/);
    assert.equal((await bodiesOf('CreateUserPool'))[0].EmailConfiguration.SourceArn, identityArn);
    const second = await direct.engine.plan(backendFrom(byEmail), pushed);
    assert.deepEqual([changesOf(second), second.drift], [[], []]);
    await push(backendFrom({ mfa: 'optional', 'mfa-types': 'totp' }), pushed);
    const cognito = new CognitoIdentityProviderClient(clientOptions(direct.server.url));
    const { userPoolId: UserPoolId } = pushed.outputs;
    const left = await cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
    assert.equal(left.EmailMfaConfiguration, undefined);
    assert.equal((await bodiesOf('UpdateUserPool')).at(-1).EmailConfiguration, undefined);
  });

  it('by text message, too, is found again as it was made', async () => {
    const { pushed } = await push(backendFrom({ mfa: 'optional', 'mfa-types': 'sms' }));
    const second = await direct.engine.plan(backendFrom({ mfa: 'optional', 'mfa-types': 'sms' }), pushed);
    assert.deepEqual([changesOf(second), second.drift], [[], []]);
  });

  it('is in no list of amplify_outputs.json, whose schema does not know it', () => {
    const { outputs } = seedBackend();
    assert.deepEqual(amplifyOutputsOf(outputs, from(byEmail)).auth.mfa_methods, ['TOTP']);
  });

  for (const [what, flags, message] of [
    ['without a sender', { mfa: 'optional', 'mfa-types': 'email' }, /^MFA by e-mail needs an identity of Amazon SES/],
    [
      'as the only kind where nobody could reset a password',
      { mfa: 'on', 'mfa-types': 'email', 'email-identity': identityArn },
      /^with MFA by e-mail alone, nobody could reset a password; verify phone numbers, too/,
    ],
    [
      'with a sender that is none',
      { ...byEmail, 'email-identity': 'shop.example' },
      /^--email-identity: "shop.example"/,
    ],
    ['with a wrong address', { ...byEmail, 'email-from': 'a@b\r\nBcc: c@d' }, /^--email-from: /],
    ['with an address alone', { 'email-from': 'a@b.example' }, /^--email-from: needs --email-identity$/],
  ])
    it(`${what} is refused before anything is touched`, () => {
      assert.throws(() => from(flags), { name: 'CliError', exitCode: 2, message });
    });

  it('as the only kind is possible with phone numbers', () => {
    assert.ok(from({ mfa: 'on', 'mfa-types': 'email', 'email-identity': identityArn, verify: 'email,phone' }));
  });

  it('is not in answers of before, which still fit', () => {
    const { emailSender, ...userPool } = answers().userPool;
    assert.equal(emailSender, null);
    assert.equal(checkAnswers({ ...answers(), userPool }).userPool.emailSender, null);
  });
});

describe('where MFA is required', () => {
  const required = { mfa: 'on', 'mfa-types': 'totp' };

  it('passkeys count as MFA, and prove who uses them', () => {
    const flags = { ...required, 'passkey-domain': 'shop.example', 'passkey-user-verification': 'required' };
    const { mfa } = backendFrom(flags);
    assert.deepEqual(mfa.WebAuthnConfiguration, {
      RelyingPartyId: 'shop.example',
      UserVerification: 'required',
      FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
    });
    const { Properties } = templateOf(backendFrom(flags)).Resources.UserPool;
    assert.equal(Properties.WebAuthnFactorConfiguration, 'MULTI_FACTOR_WITH_USER_VERIFICATION');
    assert.throws(() => from({ ...required, 'passkey-domain': 'shop.example' }), {
      message: 'where MFA is ON, passkeys must require user verification',
    });
  });

  for (const factor of ['email-otp', 'sms-otp'])
    it(`${factor} does not replace the password`, () => {
      assert.throws(() => from({ ...required, 'first-factors': `password,${factor}` }), {
        message: 'a sign-in with a code alone does not work where MFA is ON; use OPTIONAL',
      });
    });
});

/** @file The second factors and passkeys of the user pool. */
import { GetUserPoolMfaConfigCommand, SetUserPoolMfaConfigCommand } from '@aws-sdk/client-cognito-identity-provider';
import { orNull } from '../errors.js';
import { only } from '../settings.js';

const members = [
  'EmailMfaConfiguration',
  'MfaConfiguration',
  'SmsMfaConfiguration',
  'SoftwareTokenMfaConfiguration',
  'WebAuthnConfiguration',
];

/**
 * @param {import('../resource.js').Clients['cognito']} cognito
 * @param {string} UserPoolId
 * @param {object} settings
 */
export const setMfa = (cognito, UserPoolId, settings) =>
  cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...only(settings, members) }));

/**
 * The request, with the role for text messages.
 *
 * @param {import('../../backend/backend.js').Backend} backend
 * @param {import('../../backend/engine.js').Pushed} pushed
 * @returns {import('../resource.js').Settings | null}
 */
export function mfaRequest({ mfa, roleNames, smsExternalId }, pushed) {
  if (!mfa) return null;
  const SmsConfiguration = {
    SnsCallerArn: pushed.roleArns?.['SNSRole'] ?? roleNames.sms ?? '',
    ExternalId: smsExternalId,
  };
  return {
    ...mfa,
    ...(mfa.SmsMfaConfiguration && { SmsMfaConfiguration: { ...mfa.SmsMfaConfiguration, SmsConfiguration } }),
  };
}

/**
 * @param {import('../../backend/backend.js').Backend} backend
 * @returns {import('../resource.js').Resource}
 */
export const userPoolMfa = ({ userPool }) => ({
  resource: 'UserPoolMfa',
  type: 'Cognito MFA configuration',
  name: userPool.PoolName,
  fixed: {},
  isPart: true,
  wanted: mfaRequest,
  find: ({ pushed }) => Promise.resolve(pushed.outputs.userPoolId !== undefined),
  read: async ({ clients: { cognito }, pushed }) => {
    const reply = await orNull(
      cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId: pushed.outputs.userPoolId })),
    );
    return reply && only(reply, members);
  },
  create: async ({ clients: { cognito }, pushed, backend }) => {
    await setMfa(cognito, pushed.outputs.userPoolId ?? '', mfaRequest(backend, pushed) ?? {});
  },
  update: async ({ clients: { cognito }, pushed }, settings) => {
    await setMfa(cognito, pushed.outputs.userPoolId ?? '', settings);
  },
  remove: async ({ clients: { cognito }, pushed }) => {
    const { userPoolId } = pushed.outputs;
    if (userPoolId !== undefined) await orNull(setMfa(cognito, userPoolId, { MfaConfiguration: 'OFF' }));
  },
});

/** @file A social provider of the user pool. Its secret is asked for when it is made. */
import {
  CreateIdentityProviderCommand,
  DeleteIdentityProviderCommand,
  DescribeIdentityProviderCommand,
  UpdateIdentityProviderCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { secretMember } from '../../backend/providers.js';
import { orNull } from '../errors.js';
import { only, withMember } from '../settings.js';

/**
 * @param {string} ProviderName
 * @returns {(backend: import('../../backend/backend.js').Backend) => import('../resource.js').Resource}
 */
export const provider = (ProviderName) => () => {
  const member = secretMember(/** @type {Parameters<typeof secretMember>[0]} */ (ProviderName));
  return {
    resource: `UserPool${ProviderName}`,
    type: 'AWS::Cognito::UserPoolIdentityProvider',
    name: ProviderName,
    secretMember: member,
    fixed: { ProviderType: 'A provider keeps its type.' },
    wanted: (backend) => backend.providers.find((one) => one.ProviderName === ProviderName) ?? null,
    find: async ({ clients: { cognito }, pushed: { outputs } }) => {
      const { userPoolId: UserPoolId } = outputs;
      if (UserPoolId === undefined) return false;
      const request = new DescribeIdentityProviderCommand({ UserPoolId, ProviderName });
      return (await orNull(cognito.send(request))) !== null;
    },
    read: async ({ clients: { cognito }, pushed: { outputs } }) => {
      const { userPoolId: UserPoolId } = outputs;
      const request = new DescribeIdentityProviderCommand({ UserPoolId, ProviderName });
      const { IdentityProvider } = (await orNull(cognito.send(request))) ?? {};
      if (!IdentityProvider) return null;
      return only(IdentityProvider, [
        'AttributeMapping',
        'IdpIdentifiers',
        'ProviderDetails',
        'ProviderName',
        'ProviderType',
      ]);
    },
    create: async ({ clients: { cognito }, pushed: { outputs }, backend, secret }) => {
      const wanted = backend.providers.find((one) => one.ProviderName === ProviderName);
      if (!wanted) return;
      const ProviderDetails = { ...wanted.ProviderDetails, [member]: await secret(ProviderName, member) };
      const { userPoolId: UserPoolId } = outputs;
      await cognito.send(new CreateIdentityProviderCommand({ ...wanted, UserPoolId, ProviderDetails }));
    },
    // What Cognito describes has the secret, so that it need not be asked for again.
    update: async ({ clients: { cognito }, pushed: { outputs }, newSecrets, secret }, settings) => {
      const { userPoolId: UserPoolId } = outputs;
      const isNew = newSecrets.includes(ProviderName);
      const renewed = isNew
        ? withMember(settings, ['ProviderDetails', member], await secret(ProviderName, member))
        : settings;
      const changed = only(renewed, ['AttributeMapping', 'IdpIdentifiers', 'ProviderDetails']);
      await cognito.send(new UpdateIdentityProviderCommand({ UserPoolId, ProviderName, ...changed }));
    },
    remove: async ({ clients: { cognito }, pushed: { outputs } }) => {
      const { userPoolId: UserPoolId } = outputs;
      await orNull(cognito.send(new DeleteIdentityProviderCommand({ UserPoolId, ProviderName })));
    },
  };
};

/** @file An app client. */
import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
  paginateListUserPoolClients,
} from '@aws-sdk/client-cognito-identity-provider';
import { importValues } from '../../answers/requests.js';
import { idIn, onlyOne, orNull } from '../errors.js';
import { only } from '../settings.js';

/** What `UpdateUserPoolClient` resets if it is left out. */
const updatable = [
  'AccessTokenValidity',
  'AllowedOAuthFlows',
  'AllowedOAuthFlowsUserPoolClient',
  'AllowedOAuthScopes',
  'AnalyticsConfiguration',
  'AuthSessionValidity',
  'CallbackURLs',
  'ClientName',
  'DefaultRedirectURI',
  'EnablePropagateAdditionalUserContextData',
  'EnableTokenRevocation',
  'ExplicitAuthFlows',
  'IdTokenValidity',
  'LogoutURLs',
  'PreventUserExistenceErrors',
  'ReadAttributes',
  'RefreshTokenRotation',
  'RefreshTokenValidity',
  'SupportedIdentityProviders',
  'TokenValidityUnits',
  'WriteAttributes',
];

/**
 * @param {'web' | 'native'} kind
 * @returns {(backend: import('../../backend/backend.js').Backend) => import('../resource.js').Resource}
 */
export const appClient = (kind) => (backend) => {
  const { ClientName } = backend.clients[kind];
  const member = /** @type {const} */ ({ web: 'webClientId', native: 'nativeClientId' })[kind];
  return {
    resource: kind === 'web' ? 'UserPoolClientWeb' : 'UserPoolClient',
    type: 'AWS::Cognito::UserPoolClient',
    name: ClientName,
    ids: [member],
    fixed: { GenerateSecret: 'Cognito decides whether an app client has a secret when it is made.' },
    wanted: ({ clients }) => clients[kind],
    find: async ({ clients: { cognito }, pushed: { outputs } }) => {
      if (outputs[member] !== undefined) return true;
      const { userPoolId: UserPoolId } = outputs;
      if (UserPoolId === undefined) return false;
      /** @type {string[]} */
      const ids = [];
      const pages = paginateListUserPoolClients({ client: cognito }, { UserPoolId, MaxResults: 60 });
      for await (const { UserPoolClients = [] } of pages) {
        const found = UserPoolClients.filter((client) => client.ClientName === ClientName);
        ids.push(...found.map(({ ClientId }) => idIn(importValues.clientId, ClientId, 'ListUserPoolClients')));
      }
      const id = onlyOne('app clients', ClientName, ids);
      if (id === undefined) return false;
      outputs[member] = id;
      return true;
    },
    read: async ({ clients: { cognito }, pushed: { outputs } }) => {
      const { userPoolId: UserPoolId, [member]: ClientId } = outputs;
      const reply = await orNull(cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId })));
      if (!reply?.UserPoolClient) return null;
      const { ClientSecret, ...client } = reply.UserPoolClient;
      return { ...only(client, updatable), GenerateSecret: ClientSecret !== undefined };
    },
    create: async ({ clients: { cognito }, pushed: { outputs } }, settings) => {
      const { userPoolId: UserPoolId } = outputs;
      const { UserPoolClient } = await cognito.send(
        new CreateUserPoolClientCommand({ .../** @type {typeof backend.clients.web} */ (settings), UserPoolId }),
      );
      outputs[member] = idIn(importValues.clientId, UserPoolClient?.ClientId, 'CreateUserPoolClient');
    },
    update: async ({ clients: { cognito }, pushed: { outputs } }, settings) => {
      const { userPoolId: UserPoolId, [member]: ClientId } = outputs;
      await cognito.send(new UpdateUserPoolClientCommand({ ...only(settings, updatable), UserPoolId, ClientId }));
    },
    remove: async ({ clients: { cognito }, pushed: { outputs } }) => {
      const { userPoolId: UserPoolId, [member]: ClientId } = outputs;
      await orNull(cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId })));
      delete outputs[member];
    },
  };
};

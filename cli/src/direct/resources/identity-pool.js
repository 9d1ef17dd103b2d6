/** @file The identity pool. */
import {
  CreateIdentityPoolCommand,
  DeleteIdentityPoolCommand,
  DescribeIdentityPoolCommand,
  UpdateIdentityPoolCommand,
  paginateListIdentityPools,
} from '@aws-sdk/client-cognito-identity';
import { importValues } from '../../answers/requests.js';
import { idIn, onlyOne, orNull } from '../errors.js';
import { only } from '../settings.js';

const members = [
  'AllowClassicFlow',
  'AllowUnauthenticatedIdentities',
  'CognitoIdentityProviders',
  'DeveloperProviderName',
  'IdentityPoolName',
  'IdentityPoolTags',
  'OpenIdConnectProviderARNs',
  'SamlProviderARNs',
  'SupportedLoginProviders',
];

/**
 * The request. Its names are those of the pool and clients that exist already.
 *
 * @param {import('../../backend/backend.js').Backend} backend
 * @param {import('../../backend/engine.js').Pushed} pushed
 * @returns {import('../resource.js').Settings | null}
 */
function request({ identityPool, region }, { outputs }) {
  const ProviderName = `cognito-idp.${region}.amazonaws.com/${outputs.userPoolId ?? ''}`;
  const clients = [...new Set([outputs.webClientId ?? '', outputs.nativeClientId ?? ''])];
  return (
    identityPool && {
      ...identityPool,
      CognitoIdentityProviders: clients.map((ClientId) => ({
        ProviderName,
        ClientId,
        ServerSideTokenCheck: false,
      })),
    }
  );
}

/**
 * @param {import('../../backend/backend.js').Backend} backend
 * @param {import('../../backend/backend.js').Backend} [previous]
 * @returns {import('../resource.js').Resource}
 */
export const identityPool = (backend, previous) => {
  const { IdentityPoolName } = backend.identityPool ?? previous?.identityPool ?? {};
  return {
    resource: 'IdentityPool',
    type: 'AWS::Cognito::IdentityPool',
    name: IdentityPoolName ?? '',
    ids: ['identityPoolId', 'identityPoolName'],
    fixed: {},
    wanted: request,
    find: async ({ clients: { identity }, pushed: { outputs } }) => {
      if (outputs.identityPoolId !== undefined) return true;
      if (IdentityPoolName === undefined) return false;
      /** @type {string[]} */
      const ids = [];
      for await (const { IdentityPools = [] } of paginateListIdentityPools({ client: identity }, { MaxResults: 60 })) {
        const found = IdentityPools.filter((pool) => pool.IdentityPoolName === IdentityPoolName);
        ids.push(...found.map(({ IdentityPoolId: id }) => idIn(importValues.identityPoolId, id, 'ListIdentityPools')));
      }
      const identityPoolId = onlyOne('identity pools', IdentityPoolName, ids);
      if (identityPoolId === undefined) return false;
      Object.assign(outputs, { identityPoolId, identityPoolName: IdentityPoolName });
      return true;
    },
    read: async ({ clients: { identity }, pushed: { outputs } }) => {
      const { identityPoolId: IdentityPoolId } = outputs;
      const pool = await orNull(identity.send(new DescribeIdentityPoolCommand({ IdentityPoolId })));
      return pool && only(pool, members);
    },
    create: async ({ clients: { identity }, pushed: { outputs } }, settings) => {
      const input = /** @type {import('@aws-sdk/client-cognito-identity').CreateIdentityPoolInput} */ (
        /** @type {unknown} */ (settings)
      );
      const { IdentityPoolId, IdentityPoolName: name } = await identity.send(new CreateIdentityPoolCommand(input));
      const identityPoolId = idIn(importValues.identityPoolId, IdentityPoolId, 'CreateIdentityPool');
      Object.assign(outputs, { identityPoolId, identityPoolName: name ?? IdentityPoolName });
    },
    update: async ({ clients: { identity }, pushed: { outputs } }, settings) => {
      const input = /** @type {import('@aws-sdk/client-cognito-identity').IdentityPool} */ (
        /** @type {unknown} */ ({ ...only(settings, members), IdentityPoolId: outputs.identityPoolId })
      );
      await identity.send(new UpdateIdentityPoolCommand(input));
      Object.assign(outputs, { identityPoolName: input.IdentityPoolName });
    },
    remove: async ({ clients: { identity }, pushed: { outputs } }) => {
      const { identityPoolId: IdentityPoolId } = outputs;
      await orNull(identity.send(new DeleteIdentityPoolCommand({ IdentityPoolId })));
      delete outputs.identityPoolId;
      delete outputs.identityPoolName;
    },
  };
};

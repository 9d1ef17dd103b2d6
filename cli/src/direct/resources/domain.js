/** @file The domain of Cognito's own pages. */
import {
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { hostOfPrefix } from '../../outputs/domain.js';

/**
 * @param {import('../../backend/backend.js').Backend} backend
 * @param {import('../../backend/backend.js').Backend} [previous]
 * @returns {import('../resource.js').Resource}
 */
export const domain = (backend, previous) => {
  /** @param {import('../resource.js').Work['clients']['cognito']} cognito @param {string} Domain */
  const describe = async (cognito, Domain) => {
    const { DomainDescription } = await cognito.send(new DescribeUserPoolDomainCommand({ Domain }));
    return DomainDescription?.UserPoolId === undefined ? null : DomainDescription;
  };
  /** The prefix that exists: the one of the last push, or the one that an interrupted push has made. */
  const prefixOf = (/** @type {import('../../backend/engine.js').Pushed} */ pushed) =>
    pushed.outputs.domain?.split('.')[0];
  const address = (/** @type {string} */ Domain) => hostOfPrefix(Domain, backend.region);
  return {
    resource: 'UserPoolDomain',
    type: 'AWS::Cognito::UserPoolDomain',
    name: backend.domain ?? previous?.domain ?? '',
    ids: ['domain'],
    fixed: {},
    wanted: ({ domain: Domain }) => (Domain === null ? null : { Domain }),
    find: async ({ clients: { cognito }, pushed }) => {
      if (pushed.outputs.domain !== undefined) return true;
      if (backend.domain === null) return false;
      const found = await describe(cognito, backend.domain);
      if (found?.UserPoolId !== pushed.outputs.userPoolId || found?.UserPoolId === undefined) return false;
      pushed.outputs.domain = address(backend.domain);
      return true;
    },
    read: async ({ clients: { cognito }, pushed }) => {
      const Domain = prefixOf(pushed) ?? '';
      const found = await describe(cognito, Domain);
      return found && { Domain };
    },
    create: async ({ clients: { cognito }, pushed: { outputs } }, { Domain }) => {
      const { userPoolId: UserPoolId } = outputs;
      await cognito.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: String(Domain) }));
      outputs.domain = address(String(Domain));
    },
    // A pool has one domain with a prefix, which cannot be renamed.
    update: async ({ clients: { cognito }, pushed }, { Domain }) => {
      const { userPoolId: UserPoolId } = pushed.outputs;
      await cognito.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain: prefixOf(pushed) }));
      await cognito.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: String(Domain) }));
      pushed.outputs.domain = address(String(Domain));
    },
    remove: async ({ clients: { cognito }, pushed }) => {
      const { userPoolId: UserPoolId } = pushed.outputs;
      const Domain = prefixOf(pushed);
      if (Domain !== undefined && (await describe(cognito, Domain))) {
        await cognito.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
      }
      delete pushed.outputs.domain;
    },
  };
};

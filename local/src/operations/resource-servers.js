import { poolById } from '../clients.js';
import { invalidParameter, notFound } from '../errors.js';
import * as members from '../members.js';
import { page } from '../paging.js';
import { integer, list, required, structure, text } from '../schema.js';
import { operation } from './operation.js';

const identifier = text({
  min: 1,
  max: 256,
  pattern: /^[\x21\x23-\x5b\x5d-\x7e]+$/,
  patternText: '[\\x21\\x23-\\x5B\\x5D-\\x7E]+',
});
const name = text({ min: 1, max: 256, pattern: /^[\w\s+=,.@-]+$/, patternText: '[\\w\\s+=,.@-]+' });
const scopes = list(
  structure({
    ScopeName: required(
      // Without a slash, which separates it from the identifier.
      text({
        min: 1,
        max: 256,
        pattern: /^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+$/,
        patternText: '[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+',
      }),
    ),
    ScopeDescription: required(text({ min: 1, max: 256 })),
  }),
);
const ONE_SERVER = { UserPoolId: required(members.userPoolId), Identifier: required(identifier) };
const SETTINGS = { ...ONE_SERVER, Name: required(name), Scopes: scopes };

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').ResourceServer} ResourceServer
 */

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html */
export const CreateResourceServer = operation(structure(SETTINGS), (context, input) => {
  const { id } = poolById(context, input.UserPoolId);
  const key = resourceServerKey(id, input.Identifier);
  if (context.store.resourceServers.has(key)) {
    throw invalidParameter(`${id} already has a resource server with identifier "${input.Identifier}".`);
  }
  const server = resourceServer(input);
  context.store.resourceServers.set(key, server);
  return { ResourceServer: described(server) };
});

/**
 * Replaces all scopes, as at AWS.
 *
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateResourceServer.html
 */
export const UpdateResourceServer = operation(structure(SETTINGS), (context, input) => {
  const server = Object.assign(serverOf(context, input), resourceServer(input));
  return { ResourceServer: described(server) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export const DescribeResourceServer = operation(structure(ONE_SERVER), (context, input) => ({
  ResourceServer: described(serverOf(context, input)),
}));

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export const ListResourceServers = operation(
  structure({
    UserPoolId: required(members.userPoolId),
    MaxResults: integer({ min: 1, max: 50 }),
    NextToken: members.pageToken,
  }),
  (context, input) => {
    const { id } = poolById(context, input.UserPoolId);
    const servers = [...context.store.resourceServers.values()].filter(({ poolId }) => poolId === id);
    const { items, next } = page(servers, input.MaxResults, input.NextToken);
    return { ResourceServers: items.map(described), NextToken: next };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html */
export const DeleteResourceServer = operation(structure(ONE_SERVER), (context, input) => {
  const server = serverOf(context, input);
  context.store.resourceServers.delete(resourceServerKey(server.poolId, server.identifier));
  return {};
});

/**
 * @param {import('../schema.js').StructureOf<typeof SETTINGS>} settings
 * @returns {ResourceServer}
 */
export const resourceServer = ({ UserPoolId, Identifier, Name, Scopes = [] }) => ({
  poolId: UserPoolId,
  identifier: Identifier,
  name: Name,
  scopes: Scopes.map(({ ScopeName, ScopeDescription }) => ({ name: ScopeName, description: ScopeDescription })),
});

/**
 * @param {Context} context
 * @param {{ UserPoolId: string, Identifier: string }} input
 */
function serverOf(context, { UserPoolId, Identifier }) {
  const pool = poolById(context, UserPoolId);
  const server = context.store.resourceServers.get(resourceServerKey(pool.id, Identifier));
  if (server === undefined) throw notFound('Resource server does not exist.');
  return server;
}

/**
 * @param {string} poolId
 * @param {string} id
 */
export const resourceServerKey = (poolId, id) => `${poolId}/${id}`;

/** @param {ResourceServer} server */
const described = (server) => ({
  UserPoolId: server.poolId,
  Identifier: server.identifier,
  Name: server.name,
  Scopes: server.scopes.map((scope) => ({ ScopeName: scope.name, ScopeDescription: scope.description })),
});

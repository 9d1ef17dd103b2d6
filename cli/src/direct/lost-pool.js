/** @file A user pool that does not exist any more: somebody has deleted it, or a local Cognito has been started anew. */
import { resources } from './resources/all.js';

/**
 * @typedef {import('../backend/engine.js').Change} Change
 * @typedef {import('../backend/engine.js').Pushed} Pushed
 *
 * @param {Pushed} pushed
 * @param {import('./resource.js').Clients} clients
 * @returns {Promise<{ pushed: Pushed, drift: Change[] }>} what is left: as after an interrupted push, which the next one completes. So the
 *   rest is found by its names
 */
export async function withoutLostPool(pushed, clients) {
  const { backend, outputs, roleArns } = pushed;
  if (!backend || outputs.userPoolId === undefined) return { pushed, drift: [] };
  const all = resources(backend, [backend]);
  const pool = all.find(({ resource }) => resource === 'UserPool');
  if (!pool || (await pool.read({ clients, pushed: structuredClone(pushed), backend })) !== null) {
    return { pushed, drift: [] };
  }
  const { resource, type, name } = pool;
  const details = [`${outputs.userPoolId} does not exist any more, nor do its users`];
  return {
    pushed: {
      outputs: {},
      ...(roleArns && { roleArns }),
      begun: backend,
      unfinished: all.map((one) => one.resource),
    },
    drift: [{ operation: 'Delete', resource, type, name, details }],
  };
}

/**
 * @file What another clone of a project has made. The record of a push stays on its machine, but names of pools have digits that only the
 * clones of one project share.
 */
import { resources } from './resources/all.js';

/**
 * @typedef {import('../backend/backend.js').Backend} Backend
 * @typedef {import('../backend/engine.js').Pushed} Pushed
 *
 * @param {Backend} backend
 * @param {import('./resource.js').Clients} clients
 * @returns {Promise<Pushed | null>} as after an interrupted push, which the next one completes; `null` if there is no user pool
 */
export async function foundBackend(backend, clients) {
  const all = resources(backend, [backend]).filter((one) => one.wanted(backend, { outputs: {} }) !== null);
  /** @type {Pushed} */
  const pushed = { outputs: {}, begun: backend, unfinished: all.map(({ resource }) => resource) };
  const work = { clients, pushed, backend };
  const pool = all.find(({ resource }) => resource === 'UserPool');
  if (!(await pool?.find(work))) return null;
  for (const one of all) await (one.findElsewhere ?? one.find)(work);
  return pushed;
}

/**
 * Notes what another clone has added since the last push from here, as after an interrupted push: it is not to be made once more.
 *
 * @param {Backend} target what is wanted
 * @param {Pushed} pushed is completed
 * @param {import('./resource.js').Clients} clients
 */
export async function noteAdded(target, pushed, clients) {
  const { backend, begun, unfinished = [] } = pushed;
  if (!backend) return;
  const work = { clients, pushed, backend: target };
  const added = resources(target, [backend, begun, target]).filter(
    (one) =>
      !one.isPart &&
      !unfinished.includes(one.resource) &&
      one.wanted(backend, pushed) === null &&
      one.wanted(target, pushed) !== null,
  );
  /** @type {Set<string>} */
  const found = new Set();
  for (const one of added) if (await one.find(work)) found.add(one.resource);
  if (found.size === 0) return;
  for (const { resource, findElsewhere } of added) {
    if (found.has(resource) || !findElsewhere) continue;
    await findElsewhere(work);
    if (pushed.roleArns?.[resource] !== undefined) found.add(resource);
  }
  pushed.unfinished = [...unfinished, ...found];
}

/**
 * The backend whose names are to be looked for, because no push is known that would say more.
 *
 * @param {Backend | null} target
 * @param {Pushed} pushed which may name what is to be removed
 * @returns {Backend | null}
 */
export function unknownBackend(target, { backend, begun, outputs, unfinished = [] }) {
  if (backend || unfinished.length > 0 || Object.keys(outputs).length > 0) return null;
  if (!target) return begun ?? null;
  return begun ? null : target;
}

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
 * Whether no push is known.
 *
 * @param {Pushed} pushed
 */
export const isUnknown = ({ backend, begun, outputs, unfinished = [] }) =>
  !backend && !begun && unfinished.length === 0 && Object.keys(outputs).length === 0;

/** @file What a push has to do: what is wanted, beside what was made, beside what is there. */
import { isUnanswered } from '../aws/problems.js';
import { CliError } from '../errors.js';
import { orNull } from './errors.js';
import { isAsReadBack } from './read-back.js';
import { resources } from './resources/all.js';
import { areEqual, differences, lineOf, memberAt, removedMembers, withMember } from './settings.js';

/**
 * @typedef {import('./resource.js').Resource} Resource
 * @typedef {import('./resource.js').Settings} Settings
 * @typedef {import('./resource.js').Clients} Clients
 * @typedef {import('../backend/backend.js').Backend} Backend
 * @typedef {import('../backend/engine.js').Change} Change
 * @typedef {import('../backend/engine.js').Pushed} Pushed
 *
 * @typedef {object} Step
 * @property {Resource} resource
 * @property {Change} change
 * @property {Change | null} drift
 * @property {Settings | null} actual what is there
 * @property {{ path: string[], to: unknown }[]} members what an update sets
 */

/**
 * @typedef {object} Comparison
 * @property {Clients} clients
 * @property {Backend} backend whose names the resources have
 * @property {Backend | null} target what is wanted
 * @property {Pushed} pushed is completed by what an interrupted push has made
 * @property {boolean} overwritesDrift
 * @property {readonly string[]} newSecrets providers whose secrets are asked for again
 */

/**
 * What there is to do for each resource.
 *
 * @param {Comparison} comparison
 * @returns {Promise<Step[]>}
 */
export async function steps(comparison) {
  const { backend, target, pushed } = comparison;
  /** @type {Step[]} */
  const all = [];
  for (const resource of resources(backend, [pushed.backend, pushed.begun, target])) {
    all.push(await stepOf(resource, comparison));
  }
  return all;
}

/**
 * @param {Resource} resource
 * @param {Comparison} comparison
 * @returns {Promise<Step>}
 */
export async function stepOf(resource, comparison) {
  const { pushed, target, overwritesDrift, newSecrets } = comparison;
  const wanted = target && resource.wanted(target, pushed);
  const before = pushed.backend ? resource.wanted(pushed.backend, pushed) : null;
  const isResumed = (pushed.unfinished ?? []).includes(resource.resource);
  const isKnown = before !== null || isResumed || (resource.isPart === true && pushed.backend !== undefined);
  const actual = isKnown ? await actualOf(resource, comparison, wanted) : null;
  const step = { resource, actual, members: [], drift: null };
  if (!wanted) return { ...step, change: changeOf(resource, actual && (before ?? isResumed) ? 'Delete' : 'No change') };
  if (actual) {
    const { secretMember } = resource;
    const secrets =
      secretMember !== undefined && newSecrets.includes(resource.name) ? [`${secretMember}: replaced`] : [];
    const readBack = new Map(Object.entries(pushed.readBack ?? {})).get(resource.resource) ?? [];
    return compared(step, wanted, before ?? {}, actual, { overwritesDrift, secrets, readBack });
  }
  if (before === null || isResumed) return { ...step, change: changeOf(resource, 'Create') };
  const drift = changeOf(resource, 'Delete', ['removed since the last push']);
  return { ...step, drift, change: changeOf(resource, overwritesDrift ? 'Create' : 'No change') };
}

/**
 * What is there. An endpoint may be unable to tell; that is no reason to keep what is to be removed.
 *
 * @param {Resource} resource
 * @param {Pick<Comparison, 'clients' | 'pushed' | 'backend'>} comparison
 * @param {Settings | null} wanted
 */
export async function actualOf(resource, comparison, wanted) {
  try {
    // Without its user pool, nothing of it is there.
    if (!(await orNull(resource.find(comparison)))) return null;
    return (await resource.read(comparison)) ?? (await another(resource, comparison, wanted));
  } catch (error) {
    if (!wanted && isUnanswered(error)) return {};
    throw error;
  }
}

/**
 * The one that was noted is gone, but another clone may have made one with the same name. What nobody wants any more is not noted any
 * longer.
 *
 * @param {Resource} resource
 * @param {Pick<Comparison, 'clients' | 'pushed' | 'backend'>} comparison
 * @param {Settings | null} wanted
 */
async function another({ ids = [], find, read }, comparison, wanted) {
  const { outputs } = comparison.pushed;
  const noted = Object.fromEntries(Object.entries(outputs).filter(([name]) => ids.some((id) => id === name)));
  if (Object.keys(noted).length === 0) return null;
  for (const id of ids) delete outputs[id];
  if (await orNull(find(comparison))) return read(comparison);
  if (wanted) Object.assign(outputs, noted);
  return null;
}

/**
 * @param {Omit<Step, 'change'>} step
 * @param {Settings} wanted
 * @param {Settings} before
 * @param {Settings} actual
 * @param {{ overwritesDrift: boolean, secrets: string[], readBack: import('../backend/engine.js').ReadBack[] }} options `secrets`: lines
 *   about those that are replaced
 * @returns {Step}
 */
function compared(step, wanted, before, actual, { overwritesDrift, secrets, readBack }) {
  const { resource } = step;
  const { shared = [] } = resource;
  const isAsBefore = (/** @type {{ path: string[], to: unknown }} */ { path, to }) =>
    areEqual(memberAt(before, path), to);
  const all = differences(actual, wanted).filter((one) => !(isAsBefore(one) && isAsReadBack(readBack, one)));
  // What is wanted as it was made, and is there otherwise, somebody else has changed.
  const drifted = all.filter(isAsBefore);
  const changed = overwritesDrift ? all : all.filter((one) => !drifted.includes(one));
  const removed = removedMembers(before, wanted, actual).filter(({ path: [name = ''] }) => !shared.includes(name));
  const members = [...changed, ...removed];
  refuseFixed(resource, members);
  const drift = drifted.length > 0 ? changeOf(resource, 'Update', drifted.map(swapped).map(lineOf)) : null;
  const details = [...members.map(lineOf), ...secrets];
  const change = changeOf(resource, details.length > 0 ? 'Update' : 'No change', details);
  return { ...step, members, drift, change };
}

/** Drift is told as what somebody has done. */
const swapped = (/** @type {{ path: string[], from: unknown, to: unknown }} */ { path, from, to }) => ({
  path,
  from: to,
  to: from,
});

/**
 * @param {Resource} resource
 * @param {{ path: string[], from: unknown, to: unknown }[]} changed
 */
function refuseFixed({ resource, name, fixed }, changed) {
  for (const difference of changed) {
    const [member = ''] = difference.path;
    const reason = Object.hasOwn(fixed, member) ? fixed[member] : attributeReason(difference);
    if (reason === undefined) continue;
    throw new CliError(`${resource} ${name} cannot change in place (${lineOf(difference)}). ${reason}`);
  }
}

/**
 * Custom attributes can be added, but not changed.
 *
 * @param {{ path: string[], from: unknown }} difference
 */
const attributeReason = ({ path: [member], from }) =>
  member === 'CustomAttributes' && from !== undefined
    ? 'Cognito does not change custom attributes. Add one with another name.'
    : undefined;

/**
 * @param {Resource} resource
 * @param {Change['operation']} operation
 * @param {string[]} [details]
 * @returns {Change}
 */
const changeOf = ({ resource, type, name }, operation, details = []) => ({ operation, resource, type, name, details });

/**
 * The settings for an update: all that is there, and the changes.
 *
 * @param {Step} step
 * @returns {Settings}
 */
export const updatedSettings = ({ actual, members }) =>
  members.reduce((settings, { path, to }) => withMember(settings, path, to), actual ?? {});

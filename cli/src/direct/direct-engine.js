/** @file The engine for endpoints without CloudFormation: the services' calls, one by one. */
import { withHidden } from '../aws/hidden-secrets.js';
import { isRefused } from '../aws/problems.js';
import { CliError } from '../errors.js';
import { foundBackend, noteAdded, unknownBackend } from './found-backend.js';
import { withoutLostPool } from './lost-pool.js';
import { actualOf, stepOf, steps, updatedSettings } from './plan.js';
import { readBackOf } from './read-back.js';
import { resources } from './resources/all.js';
import { isPretendedRole } from './resources/role.js';
import { memberAt } from './settings.js';

/**
 * @typedef {import('../backend/engine.js').Engine} Engine
 * @typedef {import('../backend/engine.js').Plan} Plan
 * @typedef {import('../backend/engine.js').Progress} Progress
 * @typedef {import('../outputs/outputs.js').Outputs} Outputs
 * @typedef {import('./plan.js').Step} Step
 */

/**
 * @param {import('./resource.js').Clients & { endpointOutputs?: Pick<Outputs, 'userPoolEndpoint' | 'identityPoolEndpoint'>,
 *   newSecrets?: readonly string[], forgets?: boolean }} options `endpointOutputs`: addresses that the configuration files have to name;
 *   `forgets`: the services keep nothing after their end
 * @returns {Engine}
 */
export function createDirectEngine({ endpointOutputs = {}, newSecrets = [], forgets = false, ...clients }) {
  /** @type {Engine} */
  const engine = {
    async plan(target, before, { overwritesDrift = false } = {}) {
      const unknown = unknownBackend(target, before);
      const found = unknown && (await foundBackend(unknown, clients));
      const known = found ?? structuredClone(before);
      const left = target ? await withoutLostPool(known, clients) : { pushed: known, drift: [] };
      const { pushed } = left;
      if (target) await noteAdded(target, pushed, clients);
      const backend = target ?? pushed.backend ?? pushed.begun;
      const all = backend ? await steps({ clients, backend, target, pushed, overwritesDrift, newSecrets }) : [];
      if (forgets && target && isForgotten(all, before)) {
        const anew = await engine.plan(target, { outputs: {} });
        return anew.isFound ? anew : { ...anew, isAnew: true };
      }
      // Whoever has deleted the user pool has made another one.
      const isReplaced = left.drift.length > 0 && all.some((step) => isUserPool(step) && step.actual !== null);
      const drift = [...(isReplaced ? [] : left.drift), ...all.flatMap((step) => step.drift ?? [])];
      return {
        backend: target,
        pushed,
        drift,
        overwritesDrift,
        changes: inOrder(all.filter(isThere)).map(({ change }) => change),
        secrets: all.flatMap((step) => neededSecret(step, newSecrets)),
        ...((found || isReplaced) && { isFound: true }),
      };
    },
    async existing(backend, before) {
      const { pushed } = await withoutLostPool(structuredClone(before), clients);
      const work = { clients, pushed, backend };
      for (const resource of resources(backend, [pushed.backend, pushed.begun, backend])) {
        if (isUserPool({ resource }) && !(await resource.find(work))) return null;
        if (resource.ids) await actualOf(resource, work, resource.wanted(backend, pushed));
      }
      return /** @type {Outputs} */ ({ ...pushed.outputs, region: backend.region, ...endpointOutputs });
    },
    async apply(plan, progress) {
      const { backend: target, overwritesDrift = false } = plan;
      const pushed = structuredClone(plan.pushed);
      const backend = target ?? pushed.backend ?? pushed.begun;
      if (!backend) return null;
      const { warn, secret } = progress;
      const work = { clients, pushed, backend, target, overwritesDrift, newSecrets, warn, secret };
      const save = saving(plan, pushed, progress);
      save();
      /** @type {Step[]} */
      const removals = [];
      /** @type {Step[]} */
      const made = [];
      for (const resource of resources(backend, [pushed.backend, pushed.begun, target])) {
        // Compared again: names and addresses of what has just been made are known only now.
        const step = await stepOf(resource, work);
        if (step.change.operation === 'Delete') removals.unshift(step);
        else if (step.change.operation !== 'No change') {
          await perform(step, work, progress, save);
          made.push(step);
        }
      }
      for (const step of removals) await perform(step, work, progress, save);
      if (!target) {
        progress.save({ outputs: {} });
        return null;
      }
      Object.assign(pushed.outputs, { region: target.region, ...endpointOutputs });
      const { unfinished: _, begun: __, readBack: ___, ...rest } = pushed;
      const readBack = await readBackOf(made, { ...work, target });
      progress.save({ ...rest, ...(Object.keys(readBack).length > 0 && { readBack }), backend: target });
      return /** @type {Outputs} */ (rest.outputs);
    },
  };
  return engine;
}

/** @param {Pick<Step, 'resource'>} step */
const isUserPool = ({ resource: { resource } }) => resource === 'UserPool';

/**
 * The secret that a step sends: Cognito has those of providers that are there.
 *
 * @param {Step} step
 * @param {readonly string[]} newSecrets
 */
const neededSecret = ({ resource: { secretMember: member, name: provider }, change: { operation } }, newSecrets) =>
  member !== undefined && (operation === 'Create' || (operation === 'Update' && newSecrets.includes(provider)))
    ? [{ provider, member }]
    : [];

/**
 * Is nothing left of what a whole push has made? Roles that the endpoint does not have cannot be missing.
 *
 * @param {Step[]} all
 * @param {import('../backend/engine.js').Pushed} before
 */
const isForgotten = (all, { backend, roleArns = {} }) =>
  backend !== undefined &&
  all.every(({ actual, resource }) => actual === null || isPretendedRole(roleArns[resource.resource], resource.name));

/**
 * Saves what has been made, with what this push is about to make: its name is how the next push finds it if the reply is lost. A push
 * whose first step was refused has made nothing, and leaves what is known as it was.
 *
 * @param {Plan} plan
 * @param {import('../backend/engine.js').Pushed} pushed
 * @param {Progress} progress
 * @returns {(failure?: unknown) => void}
 */
function saving({ changes, backend, pushed: before }, pushed, progress) {
  const names = changes.filter(({ operation }) => operation !== 'No change').map(({ resource }) => resource);
  const unfinished = [...new Set([...(pushed.unfinished ?? []), ...names])];
  const begun = backend ?? pushed.begun;
  return (failure) => {
    const isUntouched = Object.keys({ ...pushed.outputs, ...pushed.roleArns }).length === 0;
    const isAsBefore = failure !== undefined && isUntouched && isRefused(failure);
    progress.save(structuredClone(isAsBefore ? before : { ...pushed, unfinished, ...(begun && { begun }) }));
  };
}

/**
 * Whether a resource exists, or is to exist.
 *
 * @param {Step} step
 */
const isThere = ({ actual, drift, change }) => actual !== null || drift !== null || change.operation === 'Create';

/**
 * What is removed comes last, in the opposite order.
 *
 * @param {Step[]} all
 */
const inOrder = (all) => [
  ...all.filter(({ change }) => change.operation !== 'Delete'),
  ...all.filter(({ change }) => change.operation === 'Delete').reverse(),
];

/**
 * @param {Step} step
 * @param {import('./resource.js').Work} work
 * @param {Progress} progress
 * @param {ReturnType<typeof saving>} save
 */
async function perform(step, work, progress, save) {
  const { resource, change, actual } = step;
  /** @type {string[]} */
  const secrets = [];
  // Cognito describes the secret that it has, and an update repeats it.
  const there = memberAt(actual, ['ProviderDetails', resource.secretMember ?? '']);
  if (typeof there === 'string') secrets.push(there);
  const asking = {
    ...work,
    secret: async (/** @type {string} */ provider, /** @type {string} */ member) => {
      const secret = await work.secret(provider, member);
      secrets.push(secret);
      return secret;
    },
  };
  if (change.operation === 'No change') return;
  if (progress.signal.aborted) throw new CliError('Interrupted. The next push continues here.', { exitCode: 130 });
  progress.report(change, 'started');
  /** @type {string | undefined | void} */
  let skipped;
  try {
    if (change.operation === 'Create') {
      skipped = await resource.create(asking, resource.wanted(work.backend, work.pushed) ?? {});
    }
    if (change.operation === 'Update') await resource.update(asking, updatedSettings(step), actual ?? {});
    if (change.operation === 'Delete') skipped = await resource.remove(work);
  } catch (error) {
    // The reason is what the push ends with.
    progress.report(change, 'failed');
    save(error);
    throw withHidden(error, secrets);
  }
  save();
  if (skipped) progress.report(change, 'skipped', skipped);
  else progress.report(change, 'done');
}

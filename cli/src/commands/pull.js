import { relative, resolve } from 'node:path';
import { importValues, regionOfPool } from '../answers/requests.js';
import { optional } from '../answers/readers.js';
import * as values from '../answers/values.js';
import { backendOf } from '../backend/backend.js';
import { CliError } from '../errors.js';
import { Project } from '../project/project.js';
import { mfaCodeAsker } from '../questions/mfa-code.js';
import { printable } from '../terminal/terminal.js';
import { lastPlace, withLastPlace } from './last-place.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../outputs/existing.js').Existing} Existing
 * @typedef {import('../outputs/files.js').Format} Format
 *
 * @typedef {object} PullOptions texts of the command line
 * @property {string} [userPoolId]
 * @property {string} [webClientId]
 * @property {string} [nativeClientId]
 * @property {string} [identityPoolId]
 * @property {string} [formats]
 * @property {string} [directory]
 * @property {string} [endpoint]
 * @property {string} [profile]
 *
 * @typedef {object} Ids
 * @property {string} userPoolId
 * @property {string} webClientId
 * @property {string} [nativeClientId]
 * @property {string} [identityPoolId]
 */

/**
 * Writes the configuration files from what is there: of this project, or of the ids on the command line, for which no project is needed.
 *
 * @param {Context} context
 * @param {PullOptions} options
 */
export async function pull(context, options) {
  const { cwd, env, terminal, services } = context;
  const askMfaCode = mfaCodeAsker(context);
  const given = givenIds(options);
  const project = given ? findProject(cwd) : Project.find(cwd);
  const { ids, endpoint } = given
    ? { ids: given, endpoint: options.endpoint }
    : await ofProject(context, /** @type {Project} */ (project), options);
  const region = regionOfPool(ids.userPoolId) ?? project?.environment.region ?? '';
  const where = { region, endpoint, profile: options.profile, env, askMfaCode };
  const found = /** @type {Omit<Existing, 'warnings'> & Partial<Existing>} */ (
    await services.readExisting({ ...where, ids })
  );
  const root = project?.root ?? resolve(cwd);
  const written = await services.writeOutputs({
    root,
    outputs: found.outputs,
    answers: found.answers,
    formats: formatsOf(options, project),
    directory: optional(values.outputDirectory)(options.directory, '--directory') ?? project?.outputDirectory ?? '.',
  });
  for (const warning of found.warnings ?? []) terminal.warn(printable(warning));
  const changed = written.filter(({ isChanged }) => isChanged);
  for (const { path } of changed) terminal.say(`Written: ${relative(root, path)}`);
  if (changed.length === 0) terminal.say('No changes: the configuration files are up to date.');
}

/**
 * The ids on the command line, if there are any.
 *
 * @param {PullOptions} options
 * @returns {Ids | null}
 */
function givenIds({ userPoolId, webClientId, nativeClientId, identityPoolId }) {
  if ([userPoolId, webClientId, nativeClientId, identityPoolId].every((id) => id === undefined)) return null;
  if (userPoolId === undefined) throw missing('--user-pool-id');
  if (webClientId === undefined) throw missing('--web-client-id');
  return withoutUndefined({
    userPoolId: importValues.userPoolId(userPoolId, '--user-pool-id'),
    webClientId: importValues.clientId(webClientId, '--web-client-id'),
    nativeClientId: optional(importValues.clientId)(nativeClientId, '--native-client-id'),
    identityPoolId: optional(importValues.identityPoolId)(identityPoolId, '--identity-pool-id'),
  });
}

/**
 * What pushes have made at the place that is asked, or what has been imported.
 *
 * @param {Context} context
 * @param {Project} project
 * @param {PullOptions} options
 */
async function ofProject(context, project, { endpoint, profile }) {
  const { env, services } = context;
  const imported = project.imported();
  if (imported) {
    // A variable may name an address for each service.
    const isNamed = endpoint !== undefined || Object.keys(env).some((name) => name.startsWith('AWS_ENDPOINT_URL'));
    return { ids: idsIn(imported, ''), endpoint: isNamed ? endpoint : imported.userPoolEndpoint };
  }
  const { environment } = project;
  const where = { environment, endpoint, profile, env, newSecrets: [], askMfaCode: mfaCodeAsker(context) };
  const { engine, target } = await services.chooseEngine(where);
  const pushed = project.pushed(target);
  const answers = project.answers();
  // Other clones push, too: what is known here may be old.
  const found = answers
    ? await withLastPlace(project, { endpoint, target }, async () =>
        engine.existing?.(backendOf(answers, environment), pushed),
      )
    : null;
  return { ids: idsIn(found ?? pushed.outputs, lastPlace(project, { endpoint, target })), endpoint };
}

/**
 * @param {Partial<import('../outputs/outputs.js').Outputs>} outputs
 * @param {string} hint for who has none
 */
function idsIn({ userPoolId, webClientId, nativeClientId, identityPoolId }, hint) {
  if (userPoolId === undefined || webClientId === undefined) {
    throw new CliError(
      `This project has no backend yet: run "cognito-wasm push", or name one with --user-pool-id and --web-client-id.${hint}`,
    );
  }
  return withoutUndefined({ userPoolId, webClientId, nativeClientId, identityPoolId });
}

/**
 * @param {{ userPoolId: string, webClientId: string, nativeClientId: string | undefined, identityPoolId: string | undefined }} ids
 * @returns {Ids}
 */
const withoutUndefined = ({ userPoolId, webClientId, nativeClientId, identityPoolId }) => ({
  userPoolId,
  webClientId,
  ...(nativeClientId !== undefined && { nativeClientId }),
  ...(identityPoolId !== undefined && { identityPoolId }),
});

/**
 * @param {string} cwd
 * @returns {Project | null} `null` where there is none
 */
function findProject(cwd) {
  try {
    return Project.find(cwd);
  } catch (error) {
    if (error instanceof CliError) return null;
    throw error;
  }
}

/**
 * @param {PullOptions} options
 * @param {Project | null} project
 * @returns {Format[]}
 */
function formatsOf({ formats }, project) {
  const chosen = formats?.split(',').map((each) => each.trim());
  return optional(values.formatList)(chosen, '--formats') ?? project?.formats ?? ['mobile'];
}

/** @param {string} flag */
const missing = (flag) =>
  new CliError(`${flag} is missing: say which user pool and app client the files are for.`, { exitCode: 2 });

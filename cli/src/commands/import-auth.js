import { relative } from 'node:path';
import { importValues, regionOfPool } from '../answers/requests.js';
import { importedIds } from '../answers/headless.js';
import { optional, validatorOf } from '../answers/readers.js';
import { CliError } from '../errors.js';
import { checkImported } from '../project/inputs.js';
import { Project } from '../project/project.js';
import { mfaCodeAsker } from '../questions/mfa-code.js';
import { refuseLeftBackend } from './left-backends.js';
import { printable } from '../terminal/terminal.js';
import { readStandardInput, refuseBesideHeadless } from '../terminal/standard-input.js';

/**
 * @typedef {object} Ids
 * @property {string} userPoolId
 * @property {string} webClientId
 * @property {string} [nativeClientId]
 * @property {string} [identityPoolId]
 *
 * @typedef {Partial<Ids> & { headless: boolean, endpoint: string | undefined, profile: string | undefined }} ImportOptions
 */

/**
 * Uses a user pool that is there already. Nothing is changed in AWS.
 *
 * @param {import('../context.js').Context} context
 * @param {ImportOptions} options
 */
export async function importAuth(context, { headless, endpoint, profile, ...flags }) {
  const { cwd, env, terminal, services } = context;
  const project = Project.find(cwd);
  const before = project.answers();
  if (before && !project.imported()) {
    throw new CliError(
      `The project has auth of its own (${before.resourceName}). Remove it first with "cognito-wasm remove auth".`,
    );
  }
  if (!before) refuseLeftBackend(project);
  if (headless) refuseBesideHeadless(Object.keys(flags).map(hyphenated));
  const ids = headless ? idsOf(importedIds(await readStandardInput(terminal.input))) : await idsFrom(context, flags);
  const region = regionOfPool(ids.userPoolId) ?? project.environment.region;
  const { outputs, answers, warnings } = await services.readExisting({
    region,
    endpoint,
    profile,
    env,
    askMfaCode: mfaCodeAsker(context),
    ids,
  });
  checkImported(answers, outputs);
  const { root, formats, outputDirectory: directory } = project;
  const written = await services.writeOutputs({ root, outputs, answers, formats, directory });
  project.setImported(answers, outputs);
  terminal.say(`The user pool ${outputs.userPoolId} has been imported.`);
  for (const warning of warnings) terminal.warn(printable(warning));
  for (const { path, isChanged } of written) if (isChanged) terminal.say(`Written: ${relative(root, path)}`);
}

/**
 * @param {{ userPoolId: string, webClientId: string, nativeClientId: string | undefined, identityPoolId: string | undefined }} ids
 * @returns {Ids}
 */
const idsOf = ({ userPoolId, webClientId, nativeClientId, identityPoolId }) => ({
  userPoolId,
  webClientId,
  ...(nativeClientId !== undefined && { nativeClientId }),
  ...(identityPoolId !== undefined && { identityPoolId }),
});

/**
 * @param {import('../context.js').Context} context
 * @param {Partial<Ids>} flags
 * @returns {Promise<Ids>}
 */
async function idsFrom({ terminal, ask }, flags) {
  const { userPoolId, clientId, identityPoolId } = importValues;
  const isGiven = (/** @type {string | undefined} */ value) => value !== undefined;
  if (!Object.values(flags).some(isGiven) && terminal.isInteractive) {
    /** @param {string} message @param {import('../answers/readers.js').Reader<string>} reader */
    const required = (message, reader) => ask.input({ message, validate: validatorOf(reader) });
    /** @param {string} message @param {import('../answers/readers.js').Reader<string>} reader */
    const possible = async (message, reader) =>
      (await ask.input({ message, validate: (text) => text === '' || validatorOf(reader)(text) })) || undefined;
    return idsOf({
      userPoolId: await required('ID of the user pool:', userPoolId),
      webClientId: await required('ID of the app client of pages:', clientId),
      nativeClientId: await possible('ID of the app client of apps on phones (empty: the same):', clientId),
      identityPoolId: await possible('ID of the identity pool (empty: none):', identityPoolId),
    });
  }
  if (flags.userPoolId === undefined) throw missing('--user-pool-id');
  if (flags.webClientId === undefined) throw missing('--web-client-id');
  return idsOf({
    userPoolId: userPoolId(flags.userPoolId, '--user-pool-id'),
    webClientId: clientId(flags.webClientId, '--web-client-id'),
    nativeClientId: optional(clientId)(flags.nativeClientId, '--native-client-id'),
    identityPoolId: optional(identityPoolId)(flags.identityPoolId, '--identity-pool-id'),
  });
}

/** @param {string} name such as `userPoolId` */
const hyphenated = (name) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** @param {string} flag */
const missing = (flag) =>
  new CliError(`${flag} is missing: say which user pool and app client to import.`, { exitCode: 2 });

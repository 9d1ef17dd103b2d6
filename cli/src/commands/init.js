import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { optional } from '../answers/readers.js';
import * as values from '../answers/values.js';
import { CliError } from '../errors.js';
import { howPagesRead, usualDirectory } from '../outputs/directory.js';
import { Project, refuseInside, refuseSecond } from '../project/project.js';
import { writeFileWhole } from '../project/write-file.js';
import { askProject, suggestedName } from '../questions/init.js';
import { commandName } from '../terminal/command-name.js';

/** The configuration file of an app without a backend. */
const emptyConfiguration = `${JSON.stringify({ UserAgent: 'aws-amplify-cli/2.0', Version: '1.0' }, null, 4)}\n`;

/**
 * @typedef {object} InitOptions
 * @property {string} [name]
 * @property {string} [environment]
 * @property {string} [region]
 * @property {string} [formats]
 * @property {string} [directory]
 * @property {boolean} [yes]
 * @property {boolean} [force] also inside the folder of another project
 */

/**
 * @param {import('../context.js').Context} context
 * @param {InitOptions} options
 */
export async function init({ cwd, env, terminal, ask, services, randomHex }, { force = false, ...options }) {
  if (isAboutFiles(options) && Project.isAt(cwd)) {
    await changeFiles({ env, terminal, services }, Project.find(cwd), readFlags(options));
    return;
  }
  refuseSecond(cwd);
  if (!force) refuseInside(cwd);
  const flags = readFlags(options);
  const regionOfShell = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  const initialFormats = flags.formats ?? [/** @type {const} */ ('mobile')];
  const initial = {
    name: flags.name ?? suggestedName(cwd),
    environment: flags.environment ?? 'dev',
    region: flags.region ?? regionOfShell ?? 'us-east-1',
    formats: initialFormats,
    directory: flags.directory ?? usualDirectory(cwd, initialFormats),
  };
  const hasFlags = Object.keys(options).length > 0;
  if (!hasFlags && !terminal.isInteractive) {
    throw new CliError(
      'There is no terminal to ask at: give --yes with --region for the defaults, or flags such as --name and --region.',
      {
        exitCode: 2,
      },
    );
  }
  if (hasFlags && flags.region === undefined && regionOfShell === undefined) {
    throw new CliError('--region is missing: say where the backend is, such as --region eu-central-1.', {
      exitCode: 2,
    });
  }
  const { name, environment, region, formats, directory } = hasFlags
    ? initial
    : await askProject(ask, initial, (chosen) => usualDirectory(cwd, chosen));
  values.region(region, regionOfShell === region ? 'AWS_REGION' : '--region');
  // What is there already may be of another form, which a push would refuse.
  await services.checkOutputs({ root: resolve(cwd), formats, directory, answers: null });
  const project = Project.create(cwd, {
    environment: { projectName: name, environment, region, stamp: randomHex(6) },
    formats,
    outputDirectory: directory,
  });
  terminal.say(`The project "${name}" has the environment "${environment}" in ${region}.`);
  if (formats.includes('mobile')) writeEmptyConfiguration(project, terminal);
  terminal.say();
  terminal.say(`Next: ${commandName(env)} add auth`);
}

/** @param {InitOptions} options */
const isAboutFiles = (options) =>
  Object.keys(options).length > 0 && Object.keys(options).every((name) => ['formats', 'directory'].includes(name));

/**
 * Chooses other configuration files for a project that is there.
 *
 * @param {Pick<import('../context.js').Context, 'env' | 'terminal' | 'services'>} context
 * @param {Project} project
 * @param {ReturnType<typeof readFlags>} flags
 */
async function changeFiles({ env, terminal, services }, project, flags) {
  const { formats = project.formats, directory = project.outputDirectory } = flags;
  const answers = project.answers();
  await services.checkOutputs({ root: project.root, formats, directory, answers });
  project.setFiles(formats, directory);
  terminal.say(`Configuration files of this project: ${formats.join(', ')} in ${directory}`);
  terminal.say('Files that were written before stay. Delete those that your app does not read any more.');
  terminal.say();
  // A push writes nothing for an import: the secret of an app client is known only while the pool is read.
  const next = project.imported() ? 'pull, which writes them' : answers ? 'push, which writes them' : 'add auth';
  terminal.say(`Next: ${commandName(env)} ${next}`);
}

/**
 * A file that is there already may be somebody else's, and stays.
 *
 * @param {Project} project
 * @param {import('../terminal/terminal.js').Terminal} terminal
 */
function writeEmptyConfiguration({ root, formats, outputDirectory }, terminal) {
  const path = join(root, outputDirectory, 'amplifyconfiguration.json');
  if (existsSync(path)) return;
  writeFileWhole(path, emptyConfiguration);
  terminal.say(`Written: ${relative(root, path)}`);
  const address = howPagesRead(formats, outputDirectory);
  if (address !== undefined) terminal.say(address);
}

/** @param {InitOptions} options */
const readFlags = ({ name, environment, region, formats, directory }) => ({
  name: optional(values.projectName)(name, '--name'),
  environment: optional(values.environmentName)(environment, '--environment'),
  region: optional(values.region)(region, '--region'),
  formats: optional(values.formatList)(
    formats?.split(',').map((each) => each.trim()),
    '--formats',
  ),
  directory: optional(values.outputDirectory)(directory, '--directory'),
});

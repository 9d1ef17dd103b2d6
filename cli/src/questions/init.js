import { basename } from 'node:path';
import { validatorOf } from '../answers/readers.js';
import { environmentName, formats, outputDirectory, projectName, region } from '../answers/values.js';

/** @typedef {import('../answers/values.js').formats[number]} Format */

/**
 * What each configuration file is for.
 *
 * @type {Record<Format, string>}
 */
export const formatNames = {
  mobile: 'amplifyconfiguration.json, as Amplify Android and iOS read it',
  exports: 'aws-exports.js',
  flat: 'amplifyconfiguration.json, as Amplify JavaScript reads it',
  outputs: 'amplify_outputs.json',
  types: 'amplify_outputs.d.ts, types for TypeScript',
};

/**
 * The folder's name as a project may have it.
 *
 * @param {string} folder
 */
export function suggestedName(folder) {
  const name = basename(folder)
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .replace(/^\d+/, '')
    .slice(0, 20);
  return name.length < 3 ? 'myapp' : name;
}

/**
 * @param {import('./ask.js').Ask} ask
 * @param {{ name: string, environment: string, region: string, formats: Format[] }} initial
 * @param {(formats: Format[]) => string} directoryFor the folder that is usual for these files
 */
export async function askProject(ask, initial, directoryFor) {
  const project = {
    name: await ask.input({
      message: 'Enter a name for the project:',
      default: initial.name,
      validate: validatorOf(projectName),
    }),
    environment: await ask.input({
      message: 'Enter a name for the environment:',
      default: initial.environment,
      validate: validatorOf(environmentName),
    }),
    region: await ask.input({
      message: 'In which region of AWS is the backend?',
      default: initial.region,
      validate: validatorOf(region),
    }),
    formats: await ask.checkbox({
      message: 'Which configuration files does your app read?',
      choices: formats.map((format) => ({ name: formatNames[format], value: format })),
      checked: initial.formats,
      isRequired: true,
    }),
  };
  const directory = await ask.input({
    message: 'Folder of the configuration files:',
    default: directoryFor(project.formats),
    validate: validatorOf(outputDirectory),
  });
  return { ...project, directory };
}

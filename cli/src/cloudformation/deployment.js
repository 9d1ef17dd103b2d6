import { CliError } from '../errors.js';
import { nameOf } from './names.js';
import { parametersOf, templateOf } from '../template/template.js';
import { secretsOf } from '../template/parameters.js';

/**
 * @typedef {import('../backend/backend.js').Backend} Backend
 * @typedef {import('../template/parameters.js').Secret} Secret
 * @typedef {import('../template/template.js').Template} Template
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('@aws-sdk/client-cloudformation').CreateChangeSetCommandInput} CreateChangeSetInput
 * @typedef {import('@aws-sdk/client-cloudformation').Stack} Stack
 *
 * @typedef {object} Deployment what is to be deployed
 * @property {Template} template
 * @property {Record<string, string>} parameters those that are not secret
 * @property {Secret[]} kept the secrets that CloudFormation has
 * @property {Secret[]} missing those that it needs
 * @property {(resource: string) => string} nameOf
 */

/** CloudFormation's limit for a template in a request. */
const maximumBytes = 51_200;

/**
 * @param {Context} context
 * @param {Backend} backend
 * @param {Stack | null} stack that exists
 * @returns {Deployment}
 */
export function deploymentOf({ newSecrets }, backend, stack) {
  const template = templateOf(backend);
  const parameters = parametersOf(backend);
  const known = new Set((stack?.Parameters ?? []).map(({ ParameterKey }) => ParameterKey));
  const secrets = secretsOf(backend);
  const isKept = (/** @type {Secret} */ { parameter, provider }) =>
    known.has(parameter) && !newSecrets.includes(provider);
  return {
    template,
    parameters,
    kept: secrets.filter(isKept),
    missing: secrets.filter((secret) => !isKept(secret)),
    nameOf: (resource) => nameOf(template, parameters, resource),
  };
}

/**
 * @param {Context} context
 * @param {Deployment} deployment
 * @param {{ isNew: boolean, secrets: Map<string, string>, overwritesDrift: boolean }} options
 * @returns {CreateChangeSetInput & { StackName: string, ChangeSetName: string }}
 */
export function changeSetInput({ environment, stackName, newName }, deployment, { isNew, secrets, overwritesDrift }) {
  const text = JSON.stringify(deployment.template);
  if (Buffer.byteLength(text) > maximumBytes) {
    throw new CliError('The template is larger than CloudFormation takes (51,200 bytes). Use fewer groups.');
  }
  return {
    StackName: stackName,
    ChangeSetName: `cognito-wasm-${newName()}`,
    ChangeSetType: isNew ? 'CREATE' : 'UPDATE',
    TemplateBody: text,
    Parameters: [
      ...Object.entries(deployment.parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      ...deployment.kept.map(({ parameter }) => ({ ParameterKey: parameter, UsePreviousValue: true })),
      ...[...secrets].map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    ],
    // The roles have names.
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    // CloudFormation puts them on all resources that can have tags.
    Tags: [
      { Key: 'cognito-wasm:project', Value: environment.projectName },
      { Key: 'cognito-wasm:environment', Value: environment.environment },
    ],
    ...(overwritesDrift && !isNew && { DeploymentMode: 'REVERT_DRIFT' }),
  };
}

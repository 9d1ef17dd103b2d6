/**
 * The CloudFormation template of a backend, as a plain object, and its parameters.
 *
 * The template of a project is the same in all its environments: what names a resource is a parameter. Secrets are parameters too, which
 * CloudFormation never shows again.
 *
 * @typedef {import('../backend/backend.js').Backend} Backend
 *
 * @typedef {object} Resource
 * @property {string} Type
 * @property {Record<string, any>} Properties
 * @property {string[]} [DependsOn]
 * @property {'Delete'} [DeletionPolicy]
 * @property {'Retain'} [UpdateReplacePolicy]
 *
 * @typedef {object} Template
 * @property {string} AWSTemplateFormatVersion
 * @property {string} Description
 * @property {Record<string, { Type: 'String', NoEcho?: true, Description: string }>} Parameters
 * @property {Record<string, Resource>} Resources
 * @property {Record<string, { Value: unknown, Description: string }>} Outputs
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
import { identityPool } from './identity-pool.js';
import { namesOf, secretsOf } from './parameters.js';
import { userPool } from './user-pool.js';

/**
 * @param {Backend} backend
 * @returns {Template}
 */
export function templateOf(backend) {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Amazon Cognito backend, made by cognito-wasm',
    Parameters: Object.fromEntries([
      ...Object.entries(namesOf(backend)).map(([parameter, { description }]) => [
        parameter,
        { Type: 'String', Description: description },
      ]),
      ...secretsOf(backend).map(({ parameter, provider }) => [
        parameter,
        { Type: 'String', NoEcho: true, Description: `Secret of ${provider}` },
      ]),
    ]),
    Resources: { ...userPool(backend), ...(backend.identityPool && identityPool(backend, backend.identityPool)) },
    Outputs: outputsOf(backend),
  };
}

/**
 * The parameters that are not secret.
 *
 * @param {Backend} backend
 * @returns {Record<string, string>}
 */
export const parametersOf = (backend) =>
  Object.fromEntries(Object.entries(namesOf(backend)).map(([parameter, { value }]) => [parameter, value]));

/**
 * @param {Backend} backend
 * @returns {Template['Outputs']}
 */
const outputsOf = ({ identityPool, domain }) => ({
  ...(identityPool && {
    IdentityPoolId: { Value: { Ref: 'IdentityPool' }, Description: 'Id of the identity pool' },
    IdentityPoolName: { Value: { 'Fn::GetAtt': ['IdentityPool', 'Name'] }, Description: 'Name of the identity pool' },
  }),
  UserPoolId: { Value: { Ref: 'UserPool' }, Description: 'Id of the user pool' },
  UserPoolArn: { Value: { 'Fn::GetAtt': ['UserPool', 'Arn'] }, Description: 'ARN of the user pool' },
  UserPoolName: { Value: { Ref: 'userPoolName' }, Description: 'Name of the user pool' },
  AppClientIDWeb: { Value: { Ref: 'UserPoolClientWeb' }, Description: 'Id of the app client of pages' },
  AppClientID: { Value: { Ref: 'UserPoolClient' }, Description: 'Id of the app client of apps on phones' },
  ...(domain !== null && {
    HostedUIDomain: { Value: { Ref: 'HostedUIDomain' }, Description: "Prefix of the domain of Cognito's pages" },
  }),
});

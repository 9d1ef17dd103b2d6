/**
 * @typedef {import('../template/template.js').Resource} Resource
 * @typedef {import('../template/template.js').Template} Template
 */

/** The property that is a resource's own name. @type {Record<string, string>} */
const nameProperties = {
  'AWS::Cognito::IdentityPool': 'IdentityPoolName',
  'AWS::Cognito::UserPool': 'UserPoolName',
  'AWS::Cognito::UserPoolClient': 'ClientName',
  'AWS::Cognito::UserPoolDomain': 'Domain',
  'AWS::Cognito::UserPoolGroup': 'GroupName',
  'AWS::Cognito::UserPoolIdentityProvider': 'ProviderName',
  'AWS::IAM::Role': 'RoleName',
};

/**
 * The name of a resource itself; that in the template if it has no other.
 *
 * @param {Template} template
 * @param {Record<string, string>} parameters
 * @param {string} resource
 */
export function nameOf({ Resources }, parameters, resource) {
  const { Type = '', Properties = {} } = Resources[resource] ?? {};
  const name = Properties[nameProperties[Type] ?? ''];
  const value = typeof name === 'object' && name !== null ? parameters[name.Ref] : name;
  return typeof value === 'string' ? value : resource;
}

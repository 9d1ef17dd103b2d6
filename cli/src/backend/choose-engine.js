import { awsClients } from '../aws/clients.js';
import { createStackEngine } from '../cloudformation/engine.js';
import { createDirectEngine } from '../direct/direct-engine.js';

/**
 * CloudFormation makes a backend on AWS. An endpoint that has no CloudFormation gets the calls one by one.
 *
 * @param {import('../services.js').WhereToPush} where
 * @returns {Promise<{ engine: import('./engine.js').Engine, target: string }>} `target` says where earlier pushes went
 */
export async function chooseEngine({ environment, endpoint, profile, env, newSecrets, askMfaCode }) {
  const clients = awsClients({ region: environment.region, profile, endpoint, env, askMfaCode });
  const addresses = endpointsOf(endpoint, env);
  // Pages have to call the same services.
  const endpointOutputs = {
    ...(addresses.userPool !== undefined && { userPoolEndpoint: addresses.userPool }),
    ...(addresses.identityPool !== undefined && { identityPoolEndpoint: addresses.identityPool }),
  };
  if (addresses.userPool === undefined || addresses.cloudFormation !== undefined) {
    const where = { clients, environment, stackName: stackName(environment), endpointOutputs };
    return { engine: createStackEngine({ ...where, newSecrets }), target: addresses.cloudFormation ?? 'aws' };
  }
  const { cognito, identity, iam } = clients;
  return {
    engine: createDirectEngine({
      cognito,
      identity,
      newSecrets,
      // Without an address of its own, the roles would be made in an account of AWS.
      iam: addresses.iam === undefined ? null : iam,
      // A Cognito for development forgets at its end, which is nobody's change. One at an address of AWS that has nothing is probably
      // that of another account.
      forgets: addresses.userPool.startsWith('http:'),
      endpointOutputs,
    }),
    target: addresses.userPool,
  };
}

/**
 * The addresses of services that are not AWS's. `AWS_ENDPOINT_URL_CLOUDFORMATION` says that there is CloudFormation.
 *
 * @param {string | undefined} endpoint
 * @param {NodeJS.ProcessEnv} env
 */
export function endpointsOf(endpoint, env) {
  const isIgnored = env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true';
  /** @param {string} service */
  const variable = (service) => (isIgnored ? undefined : env[`AWS_ENDPOINT_URL${service}`] || undefined);
  /** @param {string | undefined} one */
  const address = (one) => one?.replace(/\/$/, '');
  /** @param {string} service */
  const ofService = (service) => address(endpoint ?? variable(service) ?? variable(''));
  return {
    userPool: ofService('_COGNITO_IDENTITY_PROVIDER'),
    identityPool: ofService('_COGNITO_IDENTITY'),
    iam: ofService('_IAM'),
    cloudFormation: endpoint === undefined ? address(variable('_CLOUDFORMATION')) : undefined,
  };
}

/** @param {import('../project/environment.js').Environment} environment */
export const stackName = ({ projectName, environment, stamp }) =>
  `cognito-wasm-${projectName.toLowerCase()}-${environment}-${stamp}`;

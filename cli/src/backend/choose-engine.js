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
  if (addresses.userPool === undefined || addresses.cloudFormation !== undefined) {
    const engine = createStackEngine({ clients, environment, stackName: stackName(environment), newSecrets });
    return { engine, target: addresses.cloudFormation ?? 'aws' };
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
      endpointOutputs: {
        userPoolEndpoint: addresses.userPool,
        ...(addresses.identityPool !== undefined && { identityPoolEndpoint: addresses.identityPool }),
      },
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
  /** @param {string} service */
  const address = (service) => (endpoint ?? variable(service) ?? variable(''))?.replace(/\/$/, '');
  return {
    userPool: address('_COGNITO_IDENTITY_PROVIDER'),
    identityPool: address('_COGNITO_IDENTITY'),
    iam: address('_IAM'),
    cloudFormation: endpoint === undefined ? variable('_CLOUDFORMATION') : undefined,
  };
}

/** @param {import('../project/environment.js').Environment} environment */
export const stackName = ({ projectName, environment, stamp }) =>
  `cognito-wasm-${projectName.toLowerCase()}-${environment}-${stamp}`;

/**
 * The resources that answers stand for, in the members of Cognito's API. The template and the direct calls are both made from this, so
 * that they cannot differ. A member that is left out has the service's default.
 *
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('../project/environment.js').Environment} Environment
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').CreateUserPoolCommandInput} CreateUserPool
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').SetUserPoolMfaConfigCommandInput} SetUserPoolMfaConfig
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').CreateUserPoolClientCommandInput} CreateUserPoolClient
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').CreateIdentityProviderCommandInput} CreateIdentityProvider
 * @typedef {import('@aws-sdk/client-cognito-identity').CreateIdentityPoolCommandInput} CreateIdentityPool
 *
 * @typedef {Omit<CreateUserPoolClient, 'UserPoolId'> & { ClientName: string }} AppClient
 * @typedef {Omit<CreateIdentityProvider, 'UserPoolId'>} Provider without its secret
 *
 * @typedef {object} Backend
 * @property {string} region
 * @property {CreateUserPool & { PoolName: string }} userPool
 * @property {Omit<SetUserPoolMfaConfig, 'UserPoolId'> | null} mfa `null`: no second call is needed
 * @property {{ web: AppClient, native: AppClient }} clients
 * @property {string | null} domain the prefix
 * @property {Provider[]} providers
 * @property {{ GroupName: string, Precedence: number }[]} groups
 * @property {Omit<CreateIdentityPool, 'CognitoIdentityProviders'> | null} identityPool
 * @property {{ authenticated: string, unauthenticated: string, sms: string | null }} roleNames
 * @property {string} smsExternalId what Cognito shows when it takes the role `sms`
 */
import { shortName } from '../answers/answers.js';
import { appClients } from './app-clients.js';
import { providers } from './providers.js';
import { mfaConfiguration, needsSms, userPool } from './user-pool.js';

/**
 * @param {Answers} answers
 * @param {Environment} environment
 * @returns {Backend}
 */
export function backendOf(answers, environment) {
  const { identityPool, userPool: pool } = answers;
  const { region, projectName, environment: name, stamp } = environment;
  // The name of a role has at most 64 characters.
  const project = projectName
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '')
    .slice(0, 20);
  const roleName = `cognito-wasm-${project}-${name}-${stamp}`;
  return {
    region,
    userPool: userPool(answers, name),
    mfa: mfaConfiguration(pool),
    clients: appClients(answers),
    domain: pool.hostedUI && `${pool.hostedUI.domainPrefix}-${name}`,
    providers: providers(pool.hostedUI?.socialProviders ?? []),
    groups: pool.groups.map((GroupName, index) => ({ GroupName, Precedence: index + 1 })),
    identityPool: identityPool && {
      IdentityPoolName: `${identityPool.name}__${name}`,
      AllowUnauthenticatedIdentities: identityPool.allowsGuests,
      ...(Object.keys(identityPool.logins).length > 0 && { SupportedLoginProviders: identityPool.logins }),
    },
    roleNames: {
      authenticated: `${roleName}-authRole`,
      unauthenticated: `${roleName}-unauthRole`,
      sms: needsSms(pool) ? `${shortName(answers)}-sns-role-${name}` : null,
    },
    smsExternalId: `${shortName(answers)}_role_external_id`,
  };
}

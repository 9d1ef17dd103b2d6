import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { credentialsOf } from './credentials.js';
import { readEndpoint } from './endpoint.js';
import { neverCreateTwice } from './lost-replies.js';
import { rememberRequest } from './requests.js';

/**
 * @typedef {object} AwsClients
 * @property {CognitoIdentityProviderClient} cognito user pools
 * @property {CognitoIdentityClient} identity identity pools
 * @property {IAMClient} iam
 * @property {CloudFormationClient} cloudFormation
 * @property {STSClient} sts
 *
 * @typedef {object} ClientOptions
 * @property {string | undefined} [region] by default that of the environment or the profile
 * @property {string | undefined} [profile] of the shared configuration files
 * @property {string | undefined} [endpoint] address of all services, instead of AWS's; the `AWS_ENDPOINT_URL…` variables can name one for each
 * @property {Record<string, string | undefined>} [env]
 * @property {import('./credentials.js').AskMfaCode | undefined} [askMfaCode] for a profile that needs one
 * @property {{ retryStrategy?: NonNullable<import('@aws-sdk/client-sts').STSClientConfig['retryStrategy']> }} [settings] for all clients
 */

/** Attempts for each request: throttling passes within seconds. */
const attempts = 6;

/** An emulator checks no signature, but the SDK does not send a request without one. */
const noCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/**
 * The clients of all services that a backend needs. Nothing is sent before the first request.
 *
 * @param {ClientOptions} options
 * @returns {AwsClients}
 */
export function awsClients({ region, profile, endpoint, env = process.env, askMfaCode, settings = {} }) {
  // The SDK would tell every user that its later versions need a later Node; this version is the one that is installed.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const credentials = credentialsOf({ profile, region, askMfaCode });
  const hasCredentials = [profile, env['AWS_PROFILE'], env['AWS_ACCESS_KEY_ID']].some((value) => value);

  /** @param {string} service as in the names of the variables */
  const configuration = (service) => {
    const address = endpointOf(service, endpoint, env);
    return {
      ...(region !== undefined && { region }),
      ...(profile !== undefined && { profile }),
      ...(address && { endpoint: address.href }),
      credentials: address && isLoopback(address) && !hasCredentials ? noCredentials : credentials,
      maxAttempts: Number(env['AWS_MAX_ATTEMPTS']) || attempts,
      // Without the last one, a server that never answers would only be complained of.
      requestHandler: { connectionTimeout: 10_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
      ...settings,
    };
  };
  const clients = {
    cognito: new CognitoIdentityProviderClient(configuration('COGNITO_IDENTITY_PROVIDER')),
    identity: new CognitoIdentityClient(configuration('COGNITO_IDENTITY')),
    iam: new IAMClient(configuration('IAM')),
    cloudFormation: new CloudFormationClient(configuration('CLOUDFORMATION')),
    sts: new STSClient(configuration('STS')),
  };
  for (const client of Object.values(clients)) {
    rememberRequest(client, profile);
    neverCreateTwice(client);
  }
  return clients;
}

/**
 * @param {string} service
 * @param {string | undefined} endpoint
 * @param {Record<string, string | undefined>} env
 */
function endpointOf(service, endpoint, env) {
  const isIgnored = env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true';
  const found = [
    ['--endpoint', endpoint],
    ...(isIgnored
      ? []
      : [`AWS_ENDPOINT_URL_${service}`, 'AWS_ENDPOINT_URL'].map((name) => [name, env[name] || undefined])),
  ].find(([, value]) => value !== undefined);
  return found ? readEndpoint(found[1] ?? '', found[0] ?? '') : null;
}

/** @param {URL} url */
const isLoopback = ({ hostname }) => /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** Configurations of every shape that must compile, and some that must not. Nothing here runs: the compiler is the test. */
import {
  Amplify,
  type AuthConfiguration,
  createAuth,
  parseAmplifyConfig,
  type ResourcesConfig,
} from '../../../ts/index.js';
import { parseAmplifyConfig as fromUtils } from '../../../ts/utils.js';
import exports from './files/amplifyconfiguration.json' with { type: 'json' };
import mobile from './files/amplifyconfiguration.mobile.json' with { type: 'json' };
import outputs from './files/amplify_outputs.json' with { type: 'json' };
import older from './files/awsconfiguration.json' with { type: 'json' };

export async function filesCanBeImportedAndPassed(): Promise<ResourcesConfig[]> {
  for (const file of [exports, mobile, outputs, older]) {
    await Amplify.configure(file);
    await createAuth(file).ready();
  }
  return [parseAmplifyConfig(exports), fromUtils(mobile), parseAmplifyConfig(outputs), parseAmplifyConfig(older)];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- As Amplify's documentation declares `aws-exports.js`.
export const declaredFilesCanBePassed = (awsmobile: Record<string, any>): ResourcesConfig =>
  parseAmplifyConfig(awsmobile);

export const filesOfJavaScriptCanBePassed = (awsmobile: Record<string, string | object>): AuthConfiguration => ({
  ...awsmobile,
  aws_project_region: 'eu-west-1',
});

export const writtenByHand: readonly AuthConfiguration[] = [
  { Auth: { Cognito: { userPoolId: 'eu-west-1_x', userPoolClientId: 'c', authFlowType: 'USER_AUTH' } } },
  { Auth: { Cognito: { userPoolId: 'eu-west-1_x', userPoolClientId: 'c', passwordless: { emailOtpEnabled: true } } } },
  { Auth: { region: 'eu-west-1', userPoolId: 'eu-west-1_x', userPoolWebClientId: 'c', mandatorySignIn: true } },
  { region: 'eu-west-1', userPoolId: 'eu-west-1_x', userPoolWebClientId: 'c' },
  { aws_user_pools_id: 'eu-west-1_x', aws_user_pools_web_client_id: 'c', oauth: {} },
  '{}',
];

export async function changed(): Promise<void> {
  const config = parseAmplifyConfig(outputs);
  await Amplify.configure({ ...config, API: { ...config.API, REST: { mine: { endpoint: 'https://api.example' } } } });
}

export async function mistakes(): Promise<void> {
  // @ts-expect-error An id is text.
  await Amplify.configure({ Auth: { Cognito: { userPoolId: 5, userPoolClientId: 'c' } } });
  // @ts-expect-error There is no such flow.
  await Amplify.configure({ Auth: { Cognito: { userPoolId: 'p', userPoolClientId: 'c', authFlowType: 'SRP' } } });
  // @ts-expect-error The client is missing.
  await Amplify.configure({ Auth: { Cognito: { userPoolId: 'eu-west-1_x' } } });
  // @ts-expect-error It is a boolean.
  await Amplify.configure({ Auth: { userPoolId: 'eu-west-1_x', mandatorySignIn: 'enable' } });
  // @ts-expect-error It is no configuration.
  await Amplify.configure(5);
}

import { apiMode } from './apiModes.js';
import { cliSettings, oauthIn } from './cliSettings.js';
import { extensionsIn, flowIn } from './extensions.js';
import { byName, type Members, own, read, section, snake, taken, text } from './given.js';

/** The names of `oauth` in this file, and in what was written by hand for Amplify 5. */
export const webOAuth = 'domain scopes=scope redirectSignIn redirectSignOut responseType';

/** Converts the flat `aws-exports` or `amplifyconfiguration.json` that the Amplify CLI writes for the web. */
export function fromExports(file: object): Members {
  const config: Members = {};
  const aws = (name: string): unknown => read(file, `aws_${name}`);
  const category = (name: string, given: unknown, value: () => Members): void => {
    if (given) config[name] = { ...(config[name] as Members | undefined), ...value() };
  };
  category('Analytics', aws('mobile_analytics_app_id'), () => ({
    Pinpoint: taken(file, 'appId=id region', 'aws_mobile_analytics_app_'),
  }));
  for (const [name, from] of [
    ['InAppMessaging', 'InAppMessaging'],
    ['PushNotification', 'Push'],
  ] as const) {
    const pinpoint = own(own(read(file, 'Notifications'), from), 'AWSPinpoint');
    category('Notifications', pinpoint, () => ({ [name]: { Pinpoint: taken(pinpoint, 'appId region') } }));
  }
  const bots = aws('bots_config');
  category('Interactions', Array.isArray(bots), () => ({ LexV1: byName(bots, (bot) => bot) }));
  category('API', aws('appsync_graphqlEndpoint'), () => {
    const mode = aws('appsync_authenticationType');
    const modelIntrospection = read(file, 'modelIntrospection');
    return {
      GraphQL: {
        ...taken(file, 'endpoint=graphqlEndpoint apiKey=apiKey region', 'aws_appsync_'),
        defaultAuthMode: mode === 'NONE' ? 'none' : mode === 'LAMBDA' ? 'lambda' : (apiMode(mode) ?? 'iam'),
        ...(modelIntrospection ? { modelIntrospection } : undefined),
      },
    };
  });
  const apis = aws('cloud_logic_custom');
  category('API', apis, () => ({
    REST: byName(apis, (api) => {
      const members = Object.entries(taken(api, 'endpoint service region'));
      return Object.fromEntries(members.filter(([name, value]) => name === 'endpoint' || value));
    }),
  }));
  category('Storage', aws('user_files_s3_bucket'), () => ({
    S3: taken(file, 'bucket region=bucket_region dangerouslyConnectToHttpEndpointForTesting', 'aws_user_files_s3_'),
  }));
  const geo = read(file, 'geo');
  category('Geo', geo, () => ({
    LocationService: taken(
      read(geo, 'amazon_location_service'),
      'maps geofenceCollections searchIndices=search_indices region',
    ),
  }));
  const predictions = read(file, 'predictions');
  category('Predictions', predictions, () => withVoiceId(predictions as Members));
  category('Auth', aws('cognito_identity_pool_id') || aws('user_pools_id'), () => ({ Cognito: cognito(file) }));
  return config;
}

function cognito(file: object): Members {
  const prefix = 'aws_cognito_';
  return {
    ...taken(file, 'identityPoolId signUpVerificationMethod', prefix),
    ...taken(file, 'userPoolId=id userPoolClientId=web_client_id', 'aws_user_pools_'),
    allowGuestAccess: text(file, 'aws_mandatory_sign_in') !== 'enable',
    ...extensionsIn(file),
    ...flowIn(file),
    ...cliSettings((name) => read(file, prefix + snake(name)), oauthIn(section(file, 'oauth'), webOAuth)),
  };
}

/** Amplify 6 has another name for the voice. */
function withVoiceId(predictions: Members): Members {
  const convert = read(predictions, 'convert');
  const speechGenerator = read(convert, 'speechGenerator');
  const voiceId = read(read(speechGenerator, 'defaults'), 'VoiceId');
  return voiceId
    ? {
        ...predictions,
        convert: {
          ...(convert as Members),
          speechGenerator: { ...(speechGenerator as Members), defaults: { voiceId } },
        },
      }
    : predictions;
}

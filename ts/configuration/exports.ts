import { authModes } from './authModes.js';
import { cliSettings, oauthIn, type SettingNames, webOAuth } from './cliSettings.js';
import { extensionsIn, flowIn } from './extensions.js';
import { below, byName, list, type Members, own, renamed, section, text } from './given.js';

const names: SettingNames = {
  usernames: 'aws_cognito_username_attributes',
  signUp: 'aws_cognito_signup_attributes',
  verification: 'aws_cognito_verification_mechanisms',
  mfa: 'aws_cognito_mfa_configuration',
  factors: 'aws_cognito_mfa_types',
  password: 'aws_cognito_password_protection_settings',
  providers: 'aws_cognito_social_providers',
  oauth: 'oauth',
};

const modes = { ...authModes, NONE: 'none', LAMBDA: 'lambda' };

/** Converts the flat `aws-exports` or `amplifyconfiguration.json` that the Amplify CLI writes for the web. */
export function fromExports(file: object): Members {
  const config: Members = {};
  const region = 'region';
  if (own(file, 'aws_mobile_analytics_app_id'))
    config.Analytics = {
      Pinpoint: renamed(file, { appId: 'aws_mobile_analytics_app_id', region: 'aws_mobile_analytics_app_region' }),
    };

  const pinpoint = (name: string, channel: string): Members => {
    const given = below(file, 'Notifications', channel, 'AWSPinpoint');
    return given ? { [name]: { Pinpoint: renamed(given, { appId: 'appId', region }) } } : {};
  };
  const notifications = { ...pinpoint('InAppMessaging', 'InAppMessaging'), ...pinpoint('PushNotification', 'Push') };
  if (Object.keys(notifications).length > 0) config.Notifications = notifications;

  const bots = own(file, 'aws_bots_config');
  if (Array.isArray(bots)) config.Interactions = { LexV1: byName(list(file, 'aws_bots_config'), (bot) => bot) };

  if (own(file, 'aws_appsync_graphqlEndpoint')) {
    const modelIntrospection = own(file, 'modelIntrospection');
    config.API = {
      GraphQL: {
        ...renamed(file, {
          endpoint: 'aws_appsync_graphqlEndpoint',
          apiKey: 'aws_appsync_apiKey',
          region: 'aws_appsync_region',
        }),
        defaultAuthMode: own(modes, String(own(file, 'aws_appsync_authenticationType'))) ?? 'iam',
        ...(modelIntrospection ? { modelIntrospection } : undefined),
      },
    };
  }

  if (own(file, 'aws_cloud_logic_custom')) {
    const toAPI = (api: unknown): Members => {
      const { endpoint, ...others } = renamed(api, { endpoint: 'endpoint', service: 'service', region });
      return { endpoint, ...Object.fromEntries(Object.entries(others).filter(([, value]) => value)) };
    };
    config.API = { ...(config.API as Members), REST: byName(list(file, 'aws_cloud_logic_custom'), toAPI) };
  }

  if (own(file, 'aws_user_files_s3_bucket'))
    config.Storage = {
      S3: renamed(file, {
        bucket: 'aws_user_files_s3_bucket',
        region: 'aws_user_files_s3_bucket_region',
        dangerouslyConnectToHttpEndpointForTesting:
          'aws_user_files_s3_dangerously_connect_to_http_endpoint_for_testing',
      }),
    };

  if (own(file, 'geo'))
    config.Geo = {
      LocationService: renamed(below(file, 'geo', 'amazon_location_service'), {
        maps: 'maps',
        geofenceCollections: 'geofenceCollections',
        searchIndices: 'search_indices',
        region,
      }),
    };

  const predictions = own(file, 'predictions');
  if (predictions) config.Predictions = withVoiceId(predictions);

  if (own(file, 'aws_cognito_identity_pool_id') || own(file, 'aws_user_pools_id'))
    config.Auth = { Cognito: cognito(file) };
  return config;
}

function cognito(file: object): Members {
  const given = section(file, names.oauth);
  const oauth = oauthIn(given, webOAuth);
  return {
    ...renamed(file, {
      identityPoolId: 'aws_cognito_identity_pool_id',
      signUpVerificationMethod: 'aws_cognito_sign_up_verification_method',
      userPoolClientId: 'aws_user_pools_web_client_id',
      userPoolId: 'aws_user_pools_id',
    }),
    allowGuestAccess: text(file, 'aws_mandatory_sign_in') !== 'enable',
    ...extensionsIn(file),
    ...flowIn(file),
    ...cliSettings(file, names, oauth && { ...oauth, responseType: own(given, 'responseType') }),
  };
}

/** Amplify 6 has another name for the voice. */
function withVoiceId(predictions: unknown): unknown {
  const convert = own(predictions, 'convert');
  const speechGenerator = own(convert, 'speechGenerator');
  const voiceId = below(speechGenerator, 'defaults', 'VoiceId');
  return voiceId
    ? {
        ...(predictions as Members),
        convert: {
          ...(convert as Members),
          speechGenerator: { ...(speechGenerator as Members), defaults: { voiceId } },
        },
      }
    : predictions;
}

import { authModes } from './authModes.js';
import { extensionsIn } from './extensions.js';
import { flag, isObject, list, type Members, own, renamed, section, text, texts, wrong } from './given.js';

const providers: Readonly<Record<string, string>> = {
  GOOGLE: 'Google',
  LOGIN_WITH_AMAZON: 'Amazon',
  FACEBOOK: 'Facebook',
  SIGN_IN_WITH_APPLE: 'Apple',
};

const region = 'aws_region';

/** Converts `amplify_outputs.json` of Amplify Gen 2. */
export function fromOutputs(file: object): Members {
  const config: Members = {};
  const convert = (name: string, from: string, toCategory: (given: object) => unknown): void => {
    const given = section(file, from);
    if (given) config[name] = toCategory(given);
  };
  convert('Storage', 'storage', (given) => ({
    S3: { ...renamed(given, { bucket: 'bucket_name', region }), buckets: buckets(given) },
  }));
  convert('Auth', 'auth', (given) => ({ Cognito: cognito(given) }));
  convert('Analytics', 'analytics', (given) => {
    const pinpoint = own(given, 'amazon_pinpoint');
    return pinpoint ? { Pinpoint: renamed(pinpoint, { appId: 'app_id', region }) } : undefined;
  });
  convert('Geo', 'geo', (given) => ({
    LocationService: renamed(given, {
      region,
      searchIndices: 'search_indices',
      geofenceCollections: 'geofence_collections',
      maps: 'maps',
    }),
  }));
  convert('API', 'data', (given) => ({
    GraphQL: { ...api(given), modelIntrospection: own(given, 'model_introspection') },
  }));
  const events = own(own(file, 'custom'), 'events');
  if (events) config.API = { ...(config.API as Members), Events: api(events) };
  convert('Notifications', 'notifications', notifications);
  return config;
}

function api(given: unknown): Members {
  return {
    ...renamed(given, { endpoint: 'url', region, apiKey: 'api_key' }),
    defaultAuthMode: own(authModes, String(own(given, 'default_authorization_type'))),
  };
}

function buckets(storage: object): Members | undefined {
  const found: Members = Object.create(null) as Members;
  const given = list(storage, 'buckets');
  given?.forEach((bucket) => {
    const name = String(own(bucket, 'name'));
    if (name in found) throw wrong(`\`storage.buckets\` has two of the name ${name}`);
    const paths = own(bucket, 'paths');
    found[name] = {
      ...renamed(bucket, { bucketName: 'bucket_name', region }),
      paths: isObject(paths)
        ? Object.fromEntries(Object.entries(paths).filter(([, path]) => path !== undefined))
        : undefined,
    };
  });
  return given && { ...found };
}

function notifications(given: object): Members | undefined {
  const channels = texts(given, 'channels') ?? [];
  const connect = own(given, 'amazon_connect');
  const isInApp = channels.includes('IN_APP_MESSAGING');
  const isPush = channels.includes('APNS') || channels.includes('FCM');
  if (!isInApp && !isPush && !connect) return undefined;
  const Pinpoint = renamed(given, { appId: 'amazon_pinpoint_app_id', region });
  const hasPinpoint = Pinpoint.appId && Pinpoint.region;
  const PushNotification = {
    ...(isPush && hasPinpoint ? { Pinpoint } : undefined),
    ...(connect ? { CustomerProfiles: renamed(connect, { endpoint: 'endpoint', region }) } : undefined),
  };
  return {
    ...(isInApp && hasPinpoint ? { InAppMessaging: { Pinpoint } } : undefined),
    ...(Object.keys(PushNotification).length > 0 && { PushNotification }),
  };
}

function cognito(auth: object): Members {
  const config: Members = {
    ...renamed(auth, { userPoolId: 'user_pool_id', userPoolClientId: 'user_pool_client_id', groups: 'groups' }),
    ...extensionsIn(auth),
  };
  const set = (name: string, value: unknown): void => {
    if (value) config[name] = value;
  };
  set('authFlowType', text(auth, 'authFlowType'));
  set('identityPoolId', text(auth, 'identity_pool_id'));
  set('allowGuestAccess', flag(auth, 'unauthenticated_identities_enabled'));
  const password = own(auth, 'password_policy');
  if (isObject(password))
    config.passwordFormat = {
      ...renamed(password, {
        requireLowercase: 'require_lowercase',
        requireNumbers: 'require_numbers',
        requireUppercase: 'require_uppercase',
        requireSpecialCharacters: 'require_symbols',
      }),
      minLength: own(password, 'min_length') ?? 6,
    };
  const mfa = text(auth, 'mfa_configuration');
  const methods = texts(auth, 'mfa_methods');
  if (mfa)
    config.mfa = {
      status: mfa === 'OPTIONAL' ? 'optional' : mfa === 'REQUIRED' ? 'on' : 'off',
      smsEnabled: methods?.includes('SMS'),
      totpEnabled: methods?.includes('TOTP'),
    };
  const oauth = section(auth, 'oauth');
  const usernames = texts(auth, 'username_attributes');
  if (oauth ?? usernames)
    config.loginWith = {
      ...(oauth && { oauth: oauthOf(oauth) }),
      ...(usernames && {
        email: usernames.includes('email'),
        phone: usernames.includes('phone_number'),
        username: usernames.includes('username'),
      }),
    };
  const required = texts(auth, 'standard_required_attributes');
  if (required) config.userAttributes = Object.fromEntries(required.map((name) => [name, { required: true }]));
  const passwordless = section(auth, 'passwordless');
  if (passwordless) config.passwordless = passwordlessOf(passwordless);
  return config;
}

function oauthOf(given: object): Members {
  return {
    ...renamed(given, {
      domain: 'domain',
      redirectSignIn: 'redirect_sign_in_uri',
      redirectSignOut: 'redirect_sign_out_uri',
      scopes: 'scopes',
    }),
    responseType: text(given, 'response_type') === 'token' ? 'token' : 'code',
    providers: (texts(given, 'identity_providers') ?? []).flatMap((name) => own(providers, name) ?? []),
  };
}

function passwordlessOf(given: object): Members {
  const webAuthn = own(given, 'web_authn');
  const isOffered = typeof webAuthn === 'boolean' ? webAuthn : section(given, 'web_authn');
  return {
    ...renamed(given, {
      emailOtpEnabled: 'email_otp_enabled',
      smsOtpEnabled: 'sms_otp_enabled',
      preferredChallenge: 'preferred_challenge',
    }),
    webAuthn: isOffered
      ? renamed(webAuthn, { relyingPartyId: 'relying_party_id', userVerification: 'user_verification' })
      : undefined,
  };
}

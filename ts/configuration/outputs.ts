import { apiMode } from './apiModes.js';
import { extensionsIn } from './extensions.js';
import { byName, isAbsent, type Members, own, read, section, taken, text, wrong } from './given.js';

const providers = {
  GOOGLE: 'Google',
  LOGIN_WITH_AMAZON: 'Amazon',
  FACEBOOK: 'Facebook',
  SIGN_IN_WITH_APPLE: 'Apple',
};

const region = 'region=aws_region';

type Names = readonly string[] | undefined;

/** Converts `amplify_outputs.json` of Amplify Gen 2. */
export function fromOutputs(file: object): Members {
  const config: Members = {};
  const category = (name: string, from: string, toCategory: (given: object) => unknown): void => {
    const given = section(file, from);
    if (given) config[name] = toCategory(given);
  };
  category('Storage', 'storage', (given) => ({
    S3: { ...taken(given, `bucket=bucket_name ${region}`, ''), buckets: buckets(read(given, 'buckets')) },
  }));
  category('Auth', 'auth', (given) => ({ Cognito: cognito(given) }));
  category('Analytics', 'analytics', (given) => {
    const pinpoint = read(given, 'amazon_pinpoint');
    return pinpoint ? { Pinpoint: taken(pinpoint, `appId ${region}`, '') } : undefined;
  });
  category('Geo', 'geo', (given) => ({
    LocationService: taken(given, `${region} searchIndices geofenceCollections maps`, ''),
  }));
  category('API', 'data', (given) => ({ GraphQL: { ...api(given), ...taken(given, 'modelIntrospection', '') } }));
  const events = own(read(file, 'custom'), 'events');
  if (events) config.API = { ...(config.API as Members | undefined), Events: api(events) };
  category('Notifications', 'notifications', notifications);
  return config;
}

function api(given: unknown): Members {
  return {
    ...taken(given, `endpoint=url apiKey ${region}`, ''),
    defaultAuthMode: apiMode(read(given, 'default_authorization_type')),
  };
}

function buckets(given: unknown): unknown {
  if (!given) return given;
  const found = byName(given, (bucket) => {
    const { paths, ...others } = taken(bucket, `bucketName paths ${region}`, '');
    const entries = Object.entries((paths ?? {}) as Members).filter(([, path]) => path !== undefined);
    return { ...others, paths: paths ? Object.fromEntries(entries) : undefined };
  });
  if (Object.keys(found).length < (given as unknown[]).length)
    throw wrong('`storage.buckets` has two of the same name');
  return found;
}

function notifications(given: object): Members | undefined {
  const channels = (read(given, 'channels') as Names) ?? [];
  const connect = read(given, 'amazon_connect');
  const isInApp = channels.includes('IN_APP_MESSAGING');
  const isPush = channels.includes('APNS') || channels.includes('FCM');
  if (!isInApp && !isPush && !connect) return undefined;
  const Pinpoint = taken(given, `appId=amazon_pinpoint_app_id ${region}`, '');
  const hasPinpoint = Pinpoint.appId && Pinpoint.region;
  const PushNotification = {
    ...(isPush && hasPinpoint ? { Pinpoint } : undefined),
    ...(connect ? { CustomerProfiles: taken(connect, `endpoint ${region}`, '') } : undefined),
  };
  return {
    ...(isInApp && hasPinpoint ? { InAppMessaging: { Pinpoint } } : undefined),
    ...(Object.keys(PushNotification).length > 0 && { PushNotification }),
  };
}

function cognito(auth: object): Members {
  const config = { ...taken(auth, 'userPoolId userPoolClientId groups', ''), ...extensionsIn(auth) };
  const set = (isSet: unknown, name: string, value: unknown): void => {
    if (isSet) config[name] = value;
  };
  const flow = text(auth, 'authFlowType');
  set(flow, 'authFlowType', flow);
  const identityPoolId = text(auth, 'identity_pool_id');
  set(identityPoolId, 'identityPoolId', identityPoolId);
  const guests = read(auth, 'unauthenticated_identities_enabled');
  // What is no flag is for Rust to refuse.
  set(!isAbsent(guests) && guests !== false, 'allowGuestAccess', guests);
  const password = section(auth, 'password_policy');
  const rules = 'requireLowercase requireNumbers requireUppercase requireSpecialCharacters=require_symbols';
  set(password, 'passwordFormat', { ...taken(password, rules, ''), minLength: own(password, 'min_length') ?? 6 });
  const mfa = text(auth, 'mfa_configuration');
  const methods = read(auth, 'mfa_methods') as Names;
  const status = mfa === 'OPTIONAL' ? 'optional' : mfa === 'REQUIRED' ? 'on' : 'off';
  set(mfa, 'mfa', { status, smsEnabled: methods?.includes('SMS'), totpEnabled: methods?.includes('TOTP') });
  const oauth = section(auth, 'oauth');
  const usernames = read(auth, 'username_attributes') as Names;
  const loginWith = {
    ...(oauth && { oauth: oauthOf(oauth) }),
    ...(usernames && {
      email: usernames.includes('email'),
      phone: usernames.includes('phone_number'),
      username: usernames.includes('username'),
    }),
  };
  set(oauth ?? usernames, 'loginWith', loginWith);
  const required = read(auth, 'standard_required_attributes') as Names;
  set(required, 'userAttributes', Object.fromEntries((required ?? []).map((name) => [name, { required: true }])));
  const passwordless = section(auth, 'passwordless');
  set(passwordless, 'passwordless', passwordlessOf(passwordless));
  return config;
}

function oauthOf(given: object): Members {
  return {
    ...taken(given, 'domain scopes redirectSignIn=redirect_sign_in_uri redirectSignOut=redirect_sign_out_uri', ''),
    responseType: text(given, 'response_type') === 'token' ? 'token' : 'code',
    providers: ((read(given, 'identity_providers') as Names) ?? []).flatMap((name) => own(providers, name) ?? []),
  };
}

function passwordlessOf(given: object | undefined): Members {
  const webAuthn = read(given, 'web_authn');
  const isOffered = typeof webAuthn === 'boolean' ? webAuthn : section(given, 'web_authn');
  return {
    ...taken(given, 'emailOtpEnabled smsOtpEnabled preferredChallenge', ''),
    webAuthn: isOffered ? taken(webAuthn, 'relyingPartyId userVerification', '') : undefined,
  };
}

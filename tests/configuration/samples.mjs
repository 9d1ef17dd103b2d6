/** Real configuration files, and variations of them. */
import { readFileSync } from 'node:fs';

/** @typedef {import('../glance/random.mjs').Random} Random */

/** @type {{ id: string, shape: 'A' | 'B' | 'C' | 'D', notes: string, file?: object, text?: string }[]} */
export const samples = JSON.parse(readFileSync(new URL('../config_samples.json', import.meta.url), 'utf8'));

/** What an application would pass: the object, or the text if the file is not an object. */
export const givenBy = ({ file, text }) => structuredClone(file) ?? text;

/** Texts that stand in the place of others in real files. */
const alternatives = {
  aws_appsync_authenticationType: ['API_KEY', 'AWS_IAM', 'OPENID_CONNECT', 'NONE', 'LAMBDA', 'AWS_LAMBDA', 'x'],
  default_authorization_type: ['API_KEY', 'AWS_IAM', 'OPENID_CONNECT', 'NONE', 'AWS_LAMBDA', 'x'],
  aws_mandatory_sign_in: ['enable', 'disable'],
  aws_cognito_sign_up_verification_method: ['code', 'link'],
  aws_cognito_mfa_configuration: ['ON', 'OFF', 'OPTIONAL', ''],
  mfa_configuration: ['NONE', 'OPTIONAL', 'REQUIRED', ''],
  aws_cognito_social_providers: [[], ['GOOGLE', 'Auth0', 'LOGIN_WITH_AMAZON', 'ÉCOLE', '']],
  identity_providers: [[], ['GOOGLE', 'LOGIN_WITH_AMAZON', 'FACEBOOK', 'SIGN_IN_WITH_APPLE', 'Auth0']],
  aws_cognito_username_attributes: [[], ['PHONE_NUMBER'], ['EMAIL', 'PHONE_NUMBER']],
  username_attributes: [[], ['username'], ['phone_number', 'email']],
  aws_cognito_signup_attributes: [[], ['EMAIL', 'NAME', 'EMAIL', 'CUSTOM:Kind']],
  redirectSignIn: ['', 'a', 'a,b', 'a, b ,'],
  responseType: ['token', 'code', ''],
  response_type: ['token', 'code', 'x'],
  channels: [[], ['IN_APP_MESSAGING'], ['APNS'], ['FCM', 'IN_APP_MESSAGING', 'EMAIL']],
  amazon_connect: [{ endpoint: 'https://connect.example', aws_region: 'r' }],
  buckets: [
    [],
    [
      { name: 'a', bucket_name: 'b', aws_region: 'r', paths: { 'public/*': { guest: ['get'] } } },
      { name: 'c', bucket_name: 'd', aws_region: 'r' },
    ],
    [
      { name: 'a', bucket_name: 'b', aws_region: 'r' },
      { name: 'a', bucket_name: 'c', aws_region: 'r' },
    ],
  ],
  custom: [
    { events: { url: 'https://events.example', aws_region: 'r', api_key: 'k', default_authorization_type: 'API_KEY' } },
    {},
  ],
  Notifications: [
    {
      InAppMessaging: { AWSPinpoint: { appId: 'a', region: 'r' } },
      Push: { AWSPinpoint: { appId: 'b', region: 'r' } },
    },
    { Push: {} },
    null,
  ],
  aws_cloud_logic_custom: [
    [],
    [
      { name: 'a', endpoint: 'e', region: 'r', service: 's' },
      { name: 'b', endpoint: 'f' },
    ],
  ],
  predictions: [
    { convert: { speechGenerator: { region: 'r', defaults: { VoiceId: 'Ivy', LanguageCode: 'en' } }, more: 1 } },
  ],
  web_authn: [{ relying_party_id: 'app.example', user_verification: 'preferred' }, {}],
};

const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const recordsIn = (value) => (isRecord(value) ? [value, ...Object.values(value).flatMap(recordsIn)] : []);

/**
 * Two real files of one shape put together, with members left out and others replaced.
 *
 * @param {Random} random
 * @param {'B' | 'C'} shape
 */
export function variation(random, shape) {
  const isWhole = (file) => shape === 'B' || String(file.version).startsWith('1');
  const files = samples.filter((sample) => sample.shape === shape && sample.file && isWhole(sample.file)).map(givenBy);
  const config = random.pick(files);
  for (const [key, value] of Object.entries(random.pick(files)))
    if (random.chance(0.4) && key !== 'version' && key !== 'Auth') config[key] = value;
  for (let count = random.below(5); count > 0; count -= 1) {
    const place = random.pick(recordsIn(config));
    const name = random.pick([...Object.keys(place), 'none']);
    if (name !== 'version') Reflect.deleteProperty(place, name);
  }
  for (let count = random.below(4); count > 0; count -= 1) {
    const name = random.pick(Object.keys(alternatives));
    const holder = recordsIn(config).find((record) => Object.hasOwn(record, name));
    const place = holder ?? (name.startsWith('aws_') || shape === 'B' ? config : random.pick(recordsIn(config)));
    place[name] = structuredClone(random.pick(alternatives[name]));
  }
  return config;
}

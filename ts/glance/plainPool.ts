import type { Converted } from '../configuration/parseAmplifyConfig.js';
import { isAbsent, isObject, own } from '../configuration/given.js';
import { isPlain } from '../values/plain.js';

/** What the glance needs to know of a configuration. */
export interface PlainPool {
  readonly userPoolId: string;
  readonly clientId: string;
  /** Whether there is an identity pool, and whether it gives credentials to guests. */
  readonly identityPool: 'none' | 'users' | 'guests';
  /** Whether users can sign in on Cognito's own pages, which send them back with parameters in the address. */
  readonly hasRedirect: boolean;
}

/** `https`, or `http` to this machine; the host is written plainly. Anything else is for Rust to judge. */
const plainEndpoint = /^(https:\/\/\w+([.-]\w+)*|http:\/\/(localhost|127\.0\.0\.1))(:\d{1,5})?(\/[\w./-]*)?$/;

/** The members of a configuration with the models of a large API are many, and Rust reads twice as many. */
const mostParts = 50_000;

/** A kind of value: a pattern for text, the result of `typeof`, a list of text, or an object with members of some kinds. */
type Kind = RegExp | 'string' | 'boolean' | 'offer' | readonly ['string'] | { readonly [name: string]: Kind };

const addresses = ['string'] as const;

/** The members that Rust reads, and refuses if they are of other kinds. */
const cognitoKinds: Kind = {
  userPoolId: /^[a-z\d-]+_[\w-]+$/,
  userPoolClientId: /^[\w+]+$/,
  identityPoolId: /^[a-z\d-]+:[\w-]+$/,
  userPoolEndpoint: plainEndpoint,
  identityPoolEndpoint: plainEndpoint,
  authFlowType: /^(CUSTOM_WITH(OUT)?_SRP|USER_(AUTH|PASSWORD_AUTH|SRP_AUTH))$/,
  dangerouslyAllowHttpEndpoints: 'boolean',
  verifyTokens: 'boolean',
  allowPlainPassword: 'boolean',
  allowGuestAccess: 'boolean',
  signUpVerificationMethod: 'string',
  loginWith: {
    oauth: {
      domain: 'string',
      scopes: addresses,
      redirectSignIn: addresses,
      redirectSignOut: addresses,
      responseType: 'string',
    },
  },
  passwordless: { emailOtpEnabled: 'offer', smsOtpEnabled: 'offer', webAuthn: 'offer', preferredChallenge: 'string' },
};

/** Whether a member is not there, or is of a kind. */
function fits(value: unknown, kind: Kind): boolean {
  if (isAbsent(value)) return true;
  if (kind === 'offer') return typeof value === 'boolean' || isObject(value);
  if (typeof kind === 'string') return typeof value === kind;
  if (kind instanceof RegExp) return typeof value === 'string' && (value === '' || kind.test(value));
  if (Array.isArray(kind)) return Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isObject(value) && Object.entries(kind).every(([name, member]) => fits(own(value, name), member));
}

/**
 * Reads a configuration of a user pool about which Rust would say nothing: it is accepted, without warnings.
 *
 * @param given - A frozen copy of what the application has given.
 * @param converted - The same in Amplify's shape.
 * @returns `undefined` if there is any doubt.
 */
export function plainPool(given: unknown, { resources, hasWarning }: Converted): PlainPool | undefined {
  const cognito = own(own(resources, 'Auth'), 'Cognito');
  const userPoolId = own(cognito, 'userPoolId');
  const clientId = own(cognito, 'userPoolClientId');
  const isKnown =
    !hasWarning &&
    isObject(cognito) &&
    !('clientSecret' in cognito) &&
    own(cognito, 'dangerouslyAllowHttpEndpoints') !== true &&
    typeof userPoolId === 'string' &&
    typeof clientId === 'string' &&
    userPoolId !== '' &&
    clientId !== '' &&
    fits(cognito, cognitoKinds) &&
    isPlain(given, mostParts);
  if (!isKnown) return undefined;
  const hasIdentityPool = !isAbsent(own(cognito, 'identityPoolId')) && own(cognito, 'identityPoolId') !== '';
  return {
    userPoolId,
    clientId,
    identityPool: !hasIdentityPool ? 'none' : own(cognito, 'allowGuestAccess') ? 'guests' : 'users',
    hasRedirect: !isAbsent(own(own(cognito, 'loginWith'), 'oauth')),
  };
}

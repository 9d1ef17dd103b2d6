import type { Converted } from '../configuration/parseAmplifyConfig.js';
import { isAbsent, isObject, own } from '../configuration/given.js';
import { ownMembers } from '../values/members.js';
import { isPlain } from '../values/plain.js';

/** What the glance needs to know of a configuration. */
export interface PlainPool {
  readonly userPoolId: string;
  readonly clientId: string;
  /** Absent or empty without an identity pool. */
  readonly identityPoolId: string | undefined;
  /** Whether guests get credentials. */
  readonly allowsGuests: boolean;
  /** Whether users can sign in on Cognito's own pages, which send them back with parameters in the address. */
  readonly hasRedirect: boolean;
}

/** `https`, or `http` to this machine; the host is written plainly. Anything else is for Rust to judge. */
const plainEndpoint = /^(https:\/\/\w+([.-]\w+)*|http:\/\/(localhost|127\.0\.0\.1))(:\d{1,5})?(\/[\w./-]*)?$/;

/** The members of a configuration with the models of a large API are many, and Rust reads twice as many. */
const mostParts = 50_000;

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
export const isFlag: Check = (value) => typeof value === 'boolean';
const isList: Check = (value) => Array.isArray(value) && value.every(isText);
const isOffer: Check = (value) => isFlag(value) || isObject(value);
/** Empty text counts as absent. */
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    value === '' || (isText(value) && pattern.test(value as string));

/** The members of `Auth.Cognito` and of the sections in it that Rust reads, and refuses if they are anything else. */
const checks: Readonly<Record<string, Check>> = {
  userPoolId: matches(/^[a-z\d-]+_[\w-]+$/),
  userPoolClientId: matches(/^[\w+]+$/),
  identityPoolId: matches(/^[a-z\d-]+:[\w-]+$/),
  userPoolEndpoint: matches(plainEndpoint),
  identityPoolEndpoint: matches(plainEndpoint),
  authFlowType: matches(/^(CUSTOM_WITH(OUT)?_SRP|USER_((PASSWORD|SRP)_)?AUTH)$/),
  verifyTokens: isFlag,
  allowPlainPassword: isFlag,
  allowGuestAccess: isFlag,
  // About `true`, it warns.
  dangerouslyAllowHttpEndpoints: (value) => value === false,
  // And about this one.
  clientSecret: () => false,
  signUpVerificationMethod: isText,
  loginWith: isFine,
  oauth: isFine,
  domain: isText,
  scopes: isList,
  redirectSignIn: isList,
  redirectSignOut: isList,
  responseType: isText,
  passwordless: isFine,
  emailOtpEnabled: isOffer,
  smsOtpEnabled: isOffer,
  webAuthn: isOffer,
  preferredChallenge: isText,
};

function isFine(section: unknown): boolean {
  return (
    isObject(section) &&
    Object.entries(checks).every(([name, check]) => isAbsent(own(section, name)) || check(own(section, name)))
  );
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
  const { userPoolId, userPoolClientId, identityPoolId, allowGuestAccess, loginWith } = ownMembers(
    (cognito ?? {}) as Readonly<Record<string, unknown>>,
  );
  const isKnown = !hasWarning && userPoolId && userPoolClientId && isFine(cognito) && isPlain(given, mostParts);
  if (!isKnown) return undefined;
  return {
    userPoolId: userPoolId as string,
    clientId: userPoolClientId as string,
    identityPoolId: identityPoolId as string | undefined,
    allowsGuests: allowGuestAccess as boolean,
    hasRedirect: !isAbsent(own(loginWith, 'oauth')),
  };
}

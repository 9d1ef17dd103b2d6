import { hasOwn, ownMembers } from '../values/members.js';
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

/** About the first one, Rust warns. */
const flags = ['dangerouslyAllowHttpEndpoints', 'verifyTokens', 'allowPlainPassword', 'allowGuestAccess'] as const;

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';
const isOptional = (value: unknown, type: string): boolean => ['undefined', type].includes(typeof value);
const matches = (value: unknown, pattern: RegExp): boolean => typeof value === 'string' && pattern.test(value);

/**
 * Reads a `ResourcesConfig` of a user pool about which Rust would say nothing: it is accepted, without warnings.
 *
 * @param config - A frozen copy of what the application has given.
 * @returns `undefined` if there is any doubt.
 */
export function plainPool(config: unknown): PlainPool | undefined {
  if (typeof config !== 'object' || config === null || !isPlain(config)) return undefined;
  // These are members of other shapes.
  if (Object.keys(config).some((name) => /^(auth|version|aws_)/.test(name))) return undefined;
  const { Auth } = ownMembers(config as { readonly Auth: { readonly Cognito: unknown } });
  const { Cognito } = ownMembers(Auth);
  const cognito = ownMembers(Cognito as Readonly<Record<string, unknown>>);
  const { userPoolId, userPoolClientId, identityPoolId, loginWith } = cognito;
  const isKnown =
    matches(userPoolId, /^[a-z\d-]+_[\w-]+$/) &&
    matches(userPoolClientId, /^[\w+]+$/) &&
    (isAbsent(identityPoolId) || matches(identityPoolId, /^[a-z\d-]+:[\w-]+$/)) &&
    ['userPoolEndpoint', 'identityPoolEndpoint'].every(
      (name) => isAbsent(cognito[name]) || matches(cognito[name], plainEndpoint),
    ) &&
    flags.every((name) => isOptional(cognito[name], 'boolean')) &&
    cognito[flags[0]] !== true &&
    !('clientSecret' in cognito) &&
    isOptional(cognito.signUpVerificationMethod, 'string');
  if (!isKnown) return undefined;
  return {
    userPoolId: userPoolId as string,
    clientId: userPoolClientId as string,
    identityPool: isAbsent(identityPoolId) ? 'none' : cognito.allowGuestAccess ? 'guests' : 'users',
    hasRedirect: hasOwn(Object(loginWith) as object, 'oauth'),
  };
}

import type { AuthConfiguration, ResourcesConfig } from './configurationTypes.js';
import { fromExports } from './exports.js';
import { isAbsent, isObject, own, reading, wrong } from './given.js';
import { fromHandwritten, isHandwritten } from './handwritten.js';
import { fromMobile, isOlder } from './mobile.js';
import { fromOutputs } from './outputs.js';

/** A configuration in Amplify's shape, which may have a client's secret. */
export interface Converted {
  readonly resources: ResourcesConfig;
  /** Whether Rust warns about the form in which it was given. */
  readonly hasWarning: boolean;
}

/** The data that was given as an object or as JSON text. */
export function dataOf(config: unknown): unknown {
  if (typeof config !== 'string') return config;
  try {
    // An editor may have left a byte order mark.
    return JSON.parse(config.replace(/^\uFEFF/, ''));
  } catch (reason) {
    throw wrong('the configuration is text that is not JSON', reason);
  }
}

/**
 * Converts data in any shape. `src/config/shape.rs` tells the shapes apart in the same way.
 *
 * @throws `AuthError` that names a member.
 */
export function convert(config: unknown): Converted {
  return reading(() => converted(config));
}

function converted(config: unknown): Converted {
  if (!isObject(config)) throw wrong('the configuration is not an object');
  const as = (resources: object, hasWarning = false): Converted => ({ resources, hasWarning });
  const auth = own(config, 'auth');
  const version = own(config, 'version');
  const Auth = own(config, 'Auth');
  if (isObject(own(auth, 'plugins'))) return as(fromMobile(config));
  if (Object.keys(config).some((name) => name.startsWith('aws_'))) return as(fromExports(config), isObject(Auth));
  if (typeof version === 'string' && version.startsWith('1')) return as(fromOutputs(config));
  if (isAbsent(Auth) && (isObject(auth) || !isAbsent(version)))
    throw wrong('`version` is not text that begins with 1, as in amplify_outputs.json');
  if (isOlder(config) || (isAbsent(Auth) && typeof own(config, 'UserAgent') === 'string'))
    return as(fromMobile(config));
  const place = Auth ?? config;
  return isHandwritten(place) ? as(fromHandwritten(config, place), true) : as(config);
}

/** Leaves out the client's secret, since the result gets printed and passed around. */
export function withoutSecret(config: ResourcesConfig): ResourcesConfig {
  const auth = own(config, 'Auth') as ResourcesConfig['Auth'];
  const cognito = own(auth, 'Cognito');
  if (!isObject(cognito) || !Object.hasOwn(cognito, 'clientSecret')) return config;
  const { clientSecret: _, ...rest } = cognito as { clientSecret: unknown };
  return { ...config, Auth: { ...auth, Cognito: rest } } as ResourcesConfig;
}

/**
 * Converts a configuration of any shape into Amplify's `ResourcesConfig`, all categories of it, as the function of the same name
 * in Amplify does. Use it to change something before `configure`.
 *
 * An object that is a `ResourcesConfig` comes back as it is. The secret of an app client is left out.
 *
 * @param config - What `configure` accepts, as an object or as JSON text.
 * @throws `AuthError` named `InvalidParameterException` for what is in none of the shapes, or has a member of the wrong kind.
 * @example
 * ```ts
 * const config = parseAmplifyConfig(outputs);
 * Amplify.configure({ ...config, API: { ...config.API, REST: apis } });
 * ```
 */
export function parseAmplifyConfig(config: AuthConfiguration): ResourcesConfig {
  return withoutSecret(convert(dataOf(config)).resources);
}

import type { AuthConfiguration } from 'cognito-wasm';

/** The configuration file could not be had; `reachable` tells a missing server from a bad answer. */
export class ConfigurationFileError extends Error {
  override readonly name = 'ConfigurationFileError';
  readonly reachable: boolean;

  constructor(message: string, reachable: boolean) {
    super(message);
    this.reachable = reachable;
  }
}

const LOOPBACK = new Set(['localhost', '127.0.0.1']);

/**
 * Where the configuration comes from: the demo's own file, or, with `?cognito=http://localhost:PORT`,
 * the local Cognito on that port. Only loopback addresses are taken, so that a crafted link cannot
 * send anybody's password to a stranger's server.
 */
export function configurationUrl(address: URL): URL {
  const choice = address.searchParams.get('cognito');
  if (choice === null) return new URL('./amplifyconfiguration.json', address);
  const server = URL.canParse(choice) ? new URL(choice) : undefined;
  if (server?.protocol !== 'http:' || !LOOPBACK.has(server.hostname))
    throw new ConfigurationFileError(
      'The “cognito” parameter in the address must be a server on this machine, such as http://localhost:9229.',
      true,
    );
  return new URL('/amplifyconfiguration.json', server.origin);
}

/** Fetches the configuration file. */
export async function loadConfiguration(url: URL): Promise<AuthConfiguration> {
  const response = await fetch(url, { cache: 'no-store' }).catch(() => {
    throw new ConfigurationFileError(`${url.href} did not answer.`, false);
  });
  if (!response.ok)
    throw new ConfigurationFileError(
      `${url.href} answered with status ${String(response.status)}.`,
      true,
    );
  return response.json().catch(() => {
    throw new ConfigurationFileError(`${url.href} is not a JSON file.`, true);
  }) as Promise<AuthConfiguration>;
}

import { IN_PAGE_ORIGIN, hasCognitoInPage } from './cognito-in-page';

const LOOPBACK = new Set(['localhost', '127.0.0.1']);

/**
 * The address of the configuration file: the demo's own, the one of the Cognito in the page or, with
 * `?cognito=http://localhost:PORT`, the one of the local Cognito on that port. Only loopback addresses are accepted: otherwise a crafted link could send
 * passwords to someone else's server.
 */
export function configurationFile(address: URL): string {
  if (hasCognitoInPage(address)) return new URL('/amplifyconfiguration.json', IN_PAGE_ORIGIN).href;
  const choice = address.searchParams.get('cognito');
  if (choice === null) return new URL('./amplifyconfiguration.json', address).href;
  const server = URL.canParse(choice) ? new URL(choice) : undefined;
  if (server?.protocol !== 'http:' || !LOOPBACK.has(server.hostname))
    throw new Error(
      'The “cognito” parameter in the address must be a server on this machine, such as http://localhost:9229.',
    );
  return new URL('/amplifyconfiguration.json', server.origin).href;
}

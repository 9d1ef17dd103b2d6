/** How an app client proves itself at the OAuth endpoints: by HTTP Basic or in the form. */
import { equalBytes, fromBase64, utf8 } from '../encoding.js';
import { poolOfClientId } from '../domains.js';
import { OAuthError } from '../oauth-errors.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').AppClient} AppClient
 * @typedef {import('../records.js').UserPool} UserPool
 */

/**
 * The client of a request. As at AWS, every failure is an `invalid_client` with status 400.
 *
 * @param {Context} context
 * @param {import('./form.js').HostedCall} call
 * @returns {{ pool: UserPool, client: AppClient }}
 */
export function authenticatedClient(context, { url, headers, form }) {
  const { id, secret } = credentialsOf(headers.get('authorization'), form);
  const { pool, client } = poolOfClientId(context, url, id) ?? {};
  if (pool === undefined || client === undefined) throw new OAuthError('invalid_client');
  // A secret that the client does not have is wrong, too.
  const matches = equalBytes(utf8(secret ?? ''), utf8(client.secret ?? ''));
  if (!matches) throw new OAuthError('invalid_client');
  return { pool, client };
}

/**
 * @param {string | null} header
 * @param {URLSearchParams} form
 * @returns {{ id: string, secret: string | undefined }}
 */
function credentialsOf(header, form) {
  const id = form.get('client_id') ?? undefined;
  const secret = form.get('client_secret') ?? undefined;
  if (header === null) {
    if (id === undefined) throw new OAuthError('invalid_request', 'client_id is missing');
    return { id, secret };
  }
  const basic = basicCredentials(header);
  if (basic === undefined) throw new OAuthError('invalid_client');
  // https://www.rfc-editor.org/rfc/rfc6749#section-2.3: only one method in each request
  if (secret !== undefined) throw new OAuthError('invalid_request', 'more than one client authentication method');
  if (id !== undefined && id !== basic.id) throw new OAuthError('invalid_client');
  return basic;
}

/**
 * @param {string} header
 * @returns {{ id: string, secret: string } | undefined}
 */
function basicCredentials(header) {
  const [, encoded = ''] = /^basic +([\w+/=]+)$/i.exec(header.trim()) ?? [];
  const bytes = fromBase64(encoded);
  const [, id, secret] = /^([^:]+):(.*)$/s.exec(new TextDecoder().decode(bytes ?? new Uint8Array())) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  try {
    return { id: decodeURIComponent(id), secret: decodeURIComponent(secret) };
  } catch {
    return undefined;
  }
}

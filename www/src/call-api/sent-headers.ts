import type { AuthSession, SigningDetails } from 'cognito-wasm';
import type { Call } from './calls';
import { shorten } from './shorten';

type Header = readonly [name: string, value: string];

/** The header whose value gives a guest or a user away. */
const SESSION_TOKEN = 'x-amz-security-token';

/** The headers that show who sends the request, and those that are signed. Secrets are shortened. */
export function sentHeaders({ way, signatures, session }: Call): readonly Header[] {
  const last = signatures.at(-1);
  if (last) return [['authorization', authorization(last, session)], ...signedHeaders(last)];
  const token = session.tokens?.accessToken.toString();
  return [
    ...(way === 'token' && token ? [['authorization', shorten(token)] as const] : []),
    ['content-type', 'application/json'],
  ];
}

/** The canonical request, with the session token shortened. */
export function shownRequest({ canonicalRequest }: SigningDetails): string {
  return canonicalRequest
    .split('\n')
    .map((line) => {
      const value = line.startsWith(`${SESSION_TOKEN}:`) ? line.slice(SESSION_TOKEN.length + 1) : undefined;
      return value === undefined ? line : `${SESSION_TOKEN}:${shorten(value)}`;
    })
    .join('\n');
}

/** The headers of the canonical request. They are between its query and the list of their names. */
function signedHeaders(details: SigningDetails): Header[] {
  const lines = shownRequest(details).split('\n').slice(3);
  return lines.slice(0, lines.indexOf('')).map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1)];
  });
}

/** The header that the library has made of the signature. */
function authorization({ canonicalRequest, stringToSign, signature }: SigningDetails, session: AuthSession): string {
  const [algorithm = '', , scope = ''] = stringToSign.split('\n');
  const names = canonicalRequest.split('\n').at(-2) ?? '';
  const key = shorten(session.credentials?.accessKeyId ?? '');
  return `${algorithm} Credential=${key}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}

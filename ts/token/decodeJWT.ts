import { ownMembers } from '../values/members.js';
import { bytesFromBase64 } from '../platform/base64.js';
import type { JWT, JwtPayload } from './jwtTypes.js';

/** Made on first use, and only once: making it takes as long as reading a token. */
let utf8: TextDecoder | undefined;

function readPayload(part: string): unknown {
  const bytes = bytesFromBase64(part.replaceAll('-', '+').replaceAll('_', '/'));
  utf8 ??= new TextDecoder('utf-8', ownMembers({ fatal: true }));
  return JSON.parse(utf8.decode(bytes));
}

/**
 * Reads the claims of a token (RFC 7519). It does not verify the signature, so a server must not trust the result.
 *
 * @throws `Error` with the message `Invalid token` if the token does not have three parts, or `Invalid token payload` if the
 * second part is not a JSON object in base64url.
 * @example
 * ```ts
 * const { payload } = decodeJWT(await getAccessToken());
 * console.log(payload.exp, payload['cognito:groups']);
 * ```
 */
export function decodeJWT(token: string): JWT {
  const [, part, ...rest] = typeof (token as unknown) === 'string' ? token.split('.') : [];
  if (part === undefined || rest.length !== 1) throw new Error('Invalid token');
  let payload: unknown;
  try {
    payload = readPayload(part);
  } catch (error) {
    throw new Error('Invalid token payload', { cause: error });
  }
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    throw new Error('Invalid token payload');
  return { payload: payload as JwtPayload, toString: () => token };
}

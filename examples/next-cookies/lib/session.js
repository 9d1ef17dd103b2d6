import { createAuth, RequestCookies } from 'cognito-wasm';
import { configuration } from './configuration.js';
import { verifiedClaims } from './verifier.js';

/**
 * The user of one request, from its cookies. Expired tokens are refreshed; `changed` are the cookies that the response has to set
 * then.
 *
 * @param jar - Next's `cookies()` or `request.cookies`.
 */
export async function sessionOf(jar) {
  const storage = new RequestCookies(jar.getAll());
  // One instance for each request: instances share nothing, so no request can get another user's session.
  const auth = createAuth(configuration(), { storage });
  const { tokens } = await auth.fetchAuthSession();
  const changed = storage.changedCookies();
  if (!tokens?.idToken) return { user: undefined, changed };
  try {
    const claims = await verifiedClaims(String(tokens.idToken));
    return { user: { name: claims['cognito:username'], email: claims.email }, changed };
  } catch {
    return { user: undefined, changed };
  }
}

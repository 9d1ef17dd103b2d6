import { createAuth, RequestCookies } from 'cognito-wasm';
import { configuration } from './configuration';
import { verifiedClaims } from './verifier';

/** Next's `cookies()` or `request.cookies`. */
interface Jar {
  getAll(): { name: string; value: string }[];
}

/** The user of one request, from its cookies. Expired tokens are refreshed; the response then has to set the cookies `changed`. */
export async function sessionOf(jar: Jar) {
  const storage = new RequestCookies(jar.getAll());
  // One instance for each request: instances share nothing, so no request can get another user's session.
  const auth = createAuth(configuration(), { storage });
  const { tokens } = await auth.fetchAuthSession();
  const changed = storage.changedCookies();
  if (!tokens?.idToken) return { user: undefined, changed };
  try {
    const claims = await verifiedClaims(tokens.idToken.toString());
    return { user: { name: claims['cognito:username'], email: String(claims.email) }, changed };
  } catch {
    return { user: undefined, changed };
  }
}

import { createAuth, RequestCookies } from 'cognito-wasm';
import { configuration } from './configuration';
import { isAboutToken, verifiedClaims } from './verifier';

/** Next's `cookies()` or `request.cookies`. */
interface Jar {
  getAll(): { name: string; value: string }[];
}

/** The session of one request, from its cookies. Expired tokens are refreshed; the response then has to set the cookies `changed`. */
export async function sessionOf(jar: Jar) {
  const storage = new RequestCookies(jar.getAll());
  // One instance for each request: instances share nothing, so no request can get another user's session.
  const auth = createAuth(configuration(), { storage });
  const session = await auth.fetchAuthSession();
  return { session, changed: storage.changedCookies() };
}

/** The user of one request, whose token it verifies. Rejects if that cannot be done now, because Cognito is out of reach. */
export async function userOf(jar: Jar) {
  const { isSignedIn, userPoolTokensResult: tokens } = (await sessionOf(jar)).session;
  if (!isSignedIn) return undefined;
  // A user whose tokens cannot be refreshed for now has not signed out.
  if (tokens.type === 'FAILURE') throw tokens.error;
  try {
    const claims = await verifiedClaims(tokens.value.idToken ?? '');
    return { name: claims['cognito:username'], email: String(claims.email) };
  } catch (error) {
    if (isAboutToken(error)) return undefined;
    throw error;
  }
}

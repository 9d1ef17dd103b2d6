import { createAuth, RequestCookies } from 'cognito-wasm';
import { configuration } from './configuration';
import { isAboutToken, verifiedClaims } from './verifier';

/** Next's `cookies()` or `request.cookies`. */
interface Jar {
  getAll(): { name: string; value: string }[];
}

/** The tokens of one request, from its cookies. Expired ones are refreshed; the response then has to set the cookies `changed`. */
export async function tokensOf(jar: Jar) {
  const storage = new RequestCookies(jar.getAll());
  // One instance for each request: instances share nothing, so no request can get another user's session.
  const auth = createAuth(configuration(), { storage });
  const { tokens } = await auth.fetchAuthSession();
  return { tokens, changed: storage.changedCookies() };
}

/** The user of one request, whose token it verifies. Rejects if that cannot be done now, because the keys are out of reach. */
export async function userOf(jar: Jar) {
  const { tokens } = await tokensOf(jar);
  if (!tokens?.idToken) return undefined;
  try {
    const claims = await verifiedClaims(tokens.idToken.toString());
    return { name: claims['cognito:username'], email: String(claims.email) };
  } catch (error) {
    if (isAboutToken(error)) return undefined;
    throw error;
  }
}

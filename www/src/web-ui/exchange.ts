import { currentBackend, pagesOrigin } from '../pool/backend';
import { type Exchange, addToJourney, underWay } from './journey';

const TOKEN_PATH = '/oauth2/token';

/** Notes the library's requests for tokens in the journey, and what was answered. They are sent and answered as ever. */
export function noteExchanges(): void {
  const usual = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    if (!isExchange(input) || !underWay()) return usual(input, init);
    // Copies what is needed before the request is on its way. The verifier is hashed, and not kept.
    const sent = describe(init?.body);
    const reply = await usual(input, init).catch(async (error: unknown) => {
      addToJourney({ exchange: await sent });
      throw error;
    });
    addToJourney({ exchange: { ...(await sent), status: reply.status } });
    return reply;
  };
}

/** Other requests are not looked at: the first one is for the configuration, before which nobody knows the pages. */
function isExchange(input: RequestInfo | URL): boolean {
  if (typeof input !== 'string' || !input.endsWith(TOKEN_PATH)) return false;
  const { oauth } = currentBackend();
  return oauth !== undefined && input === pagesOrigin(oauth) + TOKEN_PATH;
}

async function describe(body: BodyInit | null | undefined): Promise<Exchange> {
  const form = new URLSearchParams(typeof body === 'string' ? body : '');
  return {
    grantType: form.get('grant_type') ?? '',
    redirectUri: form.get('redirect_uri') ?? '',
    challenge: await challengeOf(form.get('code_verifier') ?? ''),
  };
}

/** PKCE's challenge for a verifier (RFC 7636 §4.2). */
async function challengeOf(verifier: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  return btoa(String.fromCharCode(...hash))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

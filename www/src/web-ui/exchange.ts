import { currentBackend, pagesOrigin } from '../pool/backend';
import { type Exchange, addToJourney, underWay } from './journey';

/** Notes the library's requests for tokens in the journey, and what was answered. They are sent and answered as ever. */
export function noteExchanges(): void {
  const usual = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const { oauth } = currentBackend();
    const isExchange = oauth !== undefined && input === `${pagesOrigin(oauth)}/oauth2/token`;
    if (!isExchange || !underWay()) return usual(input, init);
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

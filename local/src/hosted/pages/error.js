/** The page for requests that have nowhere to go. */
import { markup } from './markup.js';
import { screenReply } from './screen.js';

const MOST_SHOWN = 300;

/**
 * By the reason. `code` is the error that AWS has in the address of its page.
 *
 * @type {Record<string, { code: string, text: string }>}
 */
const REASONS = {
  invalid_client: {
    code: 'invalid_client',
    text: 'No app client with this id can use these pages. The client must exist, and its user pool needs a domain.',
  },
  redirect_missing: { code: 'invalid_request', text: "Required String parameter 'redirect_uri' is not present" },
  redirect_mismatch: {
    code: 'redirect_mismatch',
    text: 'The address to return to is not one of the callback addresses of the app client.',
  },
  logout_mismatch: {
    code: 'redirect_mismatch',
    text: 'The address to return to is not one of the sign-out addresses of the app client.',
  },
  no_providers: {
    code: 'unauthorized_client',
    text: 'Login pages unavailable: the app client supports no identity provider. Not even COGNITO, the pool’s own users.',
  },
  invalid_state: {
    code: 'invalid_request',
    text: 'Invalid state: this sign-in was started in another browser, has been finished, or has taken too long.',
  },
  unknown: { code: 'invalid_request', text: 'Something in this request is wrong.' },
};

/**
 * @typedef {object} Evidence
 * @property {string | null} [clientId] as in the request
 * @property {string} [address] as in the request
 * @property {readonly string[]} [allowed] addresses
 */

/**
 * @param {string} reason
 * @param {Evidence} [evidence] from the request
 * @returns {Response}
 */
export function errorPage(reason, { clientId, address, allowed } = {}) {
  const { code, text } = (Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined) ?? { code: reason, text: '' };
  const none = markup`<em>none</em>`;
  return screenReply({
    title: 'Request refused',
    lead: 'There is no safe address to return to, so the error is shown here.',
    status: 400,
    content: markup`
<div class="problem" role="alert"><p>${text}</p></div>
<dl class="facts">
<div><dt>Error</dt><dd><code>${code}</code></dd></div>
${clientId !== undefined && markup`<div><dt>client_id</dt><dd>${shown(clientId ?? undefined) ?? none}</dd></div>`}
${address !== undefined && markup`<div><dt>Address in the request</dt><dd>${shown(address) ?? none}</dd></div>`}
${allowed !== undefined && markup`<div><dt>Addresses of the app client</dt><dd>${allowed.map((item) => markup`<div>${shown(item)}</div>`)}${allowed.length === 0 && none}</dd></div>`}
</dl>
${allowed !== undefined && markup`<p class="hint">Addresses must match in every character, also in the last slash.</p>`}`,
  });
}

/** @param {string | undefined} text */
const shown = (text) =>
  text === undefined || text === '' ? undefined : markup`<code>${text.slice(0, MOST_SHOWN)}</code>`;

/**
 * The page under its own address. What the address says is not repeated, since anyone can write it.
 *
 * @type {import('../form.js').HostedHandler}
 */
export const showError = (_context, { query }) => {
  const code = query.get('error') ?? '';
  const known = Object.keys(REASONS).find((reason) => reason === code);
  return errorPage(known ?? 'unknown');
};

/** `/local-idp/<provider>/…`: plays the part of an identity provider, where a person chooses who to be. */
import { errorPage } from '../pages/error.js';
import { attributeFieldName, field } from '../pages/fields.js';
import { markup } from '../pages/markup.js';
import { screenReply } from '../pages/screen.js';
import { providerTitle } from '../pages/titles.js';
import { STALE_FORM } from '../pages/words.js';
import { keep, take } from '../pending-forms.js';
import { redirect } from '../../responses.js';
import { chosenProfile, given, guestOf, ownerOf } from './guests.js';
import { PEOPLE, furtherAttributes } from './identities.js';
import { protocolOf } from './visits.js';

/**
 * @typedef {import('./guests.js').Guest} Guest
 * @typedef {import('../form.js').HostedCall} HostedCall
 * @typedef {import('../pages/screen.js').Mistake} Mistake
 */

/** @type {import('../form.js').HostedHandler} */
export function showStandIn(context, call) {
  const guest = guestAtPage(context, call);
  return guest === undefined ? errorPage('invalid_state') : identityScreen(guest);
}

/**
 * The answer of an OpenID provider: a code, in the address to which the browser returns.
 *
 * @type {import('../form.js').HostedHandler}
 */
export function sendIdentity(context, call) {
  const guest = guestAtPage(context, call);
  if (guest === undefined || protocolOf(guest.provider).page === 'saml') return errorPage('invalid_state');
  const answer = answerOf(guest);
  if (answer instanceof Response) return answer;
  const { state, provider } = guest;
  const given =
    'profile' in answer
      ? { code: keep(context, { kind: 'profile', ...ownerOf(guest), state, ...answer.profile }) }
      : answer;
  return redirect(`${protocolOf(provider).answers}?${new URLSearchParams({ ...given, state })}`);
}

/**
 * @param {import('../../context.js').Context} context
 * @param {HostedCall} call
 */
function guestAtPage(context, call) {
  const guest = guestOf(context, call, call.query.get('state') ?? call.query.get('RelayState'));
  return guest !== undefined && pageOf(guest) === call.path ? guest : undefined;
}

/** @param {Pick<Guest, 'provider'>} guest */
const pageOf = ({ provider }) => `/local-idp/${encodeURIComponent(provider.name)}/${protocolOf(provider).page}`;

/** @typedef {{ profile: import('../../federated-users.js').Profile } | { error: string, error_description: string }} ProviderAnswer */

/**
 * What the provider answers after its form was sent; or the form again, if something is missing.
 *
 * @param {Guest} guest
 * @returns {ProviderAnswer | Response}
 */
export function answerOf(guest) {
  const { context, call, browser, state } = guest;
  const form = take(context, 'form', call.form.get('_csrf'), browser);
  if (form?.subject !== state || form.path !== call.path) {
    return identityScreen(guest, { mistakes: STALE_FORM, status: 403 });
  }
  if (call.form.has('cancel')) {
    return { error: 'access_denied', error_description: 'The user cancelled the sign-in' };
  }
  const chosen = chosenProfile(guest);
  return 'profile' in chosen ? chosen : identityScreen(guest, { mistakes: chosen.mistakes, status: 400 });
}

/**
 * The form of a SAML provider goes to Cognito itself.
 *
 * @param {Guest} guest
 * @param {{ mistakes?: readonly Mistake[], status?: number }} [options]
 */
function identityScreen(guest, { mistakes = [], status = 200 } = {}) {
  const { context, call, provider, state, visit, browser } = guest;
  const protocol = protocolOf(provider);
  const title = providerTitle(provider.name, provider.type);
  const path = protocol.page === 'saml' ? protocol.answers : call.path;
  const token = keep(context, { kind: 'form', ...ownerOf(guest), path, subject: state });
  const action = protocol.page === 'saml' ? path : `${path}?${call.query}`;
  const hint = call.query.get('login_hint') ?? '';
  const chosen = call.form.get('identity') ?? (hint === '' ? 'ana' : 'other');
  return screenReply({
    title: 'Continue as',
    lead: markup`Choose who you are at <strong>${title}</strong>.`,
    stranger: `${title} (stand-in)`,
    status,
    mistakes,
    returnsTo: new URLSearchParams(visit.query).get('redirect_uri') ?? undefined,
    setCookie: browser.setCookie,
    content: markup`
<form method="post" action="${action}" novalidate>
<input type="hidden" name="_csrf" value="${token}">
<input type="hidden" name="${protocol.state}" value="${state}">
<fieldset class="choices">
<legend>Identity</legend>
${Object.entries(PEOPLE).map(([key, person]) => choice(key, person.name, describe(person), key === chosen))}
${choice('other', 'Someone else', 'Say what the provider knows about you.', chosen === 'other')}
</fieldset>
<div class="details">${otherFields(guest, hint, mistakes)}</div>
<button class="main">Continue</button>
<button name="cancel" value="yes">Cancel</button>
</form>`,
  });
}

/** @param {import('./identities.js').Identity} person */
const describe = ({ email, verified, subject }) =>
  `${email === '' ? 'No e-mail address' : `${email}, ${verified ? 'verified' : 'not verified'}`} · id ${subject}`;

/**
 * @param {string} key
 * @param {string} name
 * @param {string} details
 * @param {boolean} isChosen
 */
const choice = (key, name, details, isChosen) => markup`<label class="choice"><input type="radio" name="identity"
value="${key}" id="identity-${key}"${key === 'other' && markup` data-more`}${isChosen && markup` checked`}><span><b>${name}</b><small>${details}</small></span></label>`;

/**
 * @param {Guest} guest
 * @param {string} hint
 * @param {readonly Mistake[]} mistakes
 */
function otherFields({ call, provider }, hint, mistakes) {
  const isSent = call.method === 'POST';
  /** @type {(name: string, preset: string) => string} */
  const value = (name, preset) => (isSent ? given(call, name) : preset);
  const isVerified = isSent ? call.form.has('verified') : true;
  const id = hint === '' ? '2001' : hint.replace(/@.*/, '');
  return markup`
${field({ name: 'subject', label: 'Id at the provider', autocomplete: 'off', value: value('subject', id) }, mistakes)}
${field({ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'off', optional: true, value: value('email', hint.includes('@') ? hint : '') }, mistakes)}
<label class="check"><input type="checkbox" name="verified" value="yes"${isVerified && markup` checked`}><span>The provider has verified the e-mail address</span></label>
${field({ name: 'name', label: 'Name', autocomplete: 'off', optional: true, value: value('name', '') }, mistakes)}
${furtherAttributes(provider).map(({ attribute, label }) => {
  const name = attributeFieldName(attribute);
  return field({ name, label, autocomplete: 'off', optional: true, value: value(name, '') }, mistakes);
})}`;
}

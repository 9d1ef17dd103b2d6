/** Browsers that have been sent to a provider, and whom they choose to be there. */
import { providerNamed } from '../../identity-providers.js';
import { emptyFields } from '../pages/words.js';
import { attributeFieldName } from '../pages/fields.js';
import { browserOf, kept } from '../pending-forms.js';
import { PEOPLE, claimsOf, furtherAttributes } from './identities.js';

const LONGEST_FIELD = 2048;

/**
 * @typedef {import('../../context.js').Context} Context
 * @typedef {import('../form.js').HostedCall} HostedCall
 * @typedef {import('../../records.js').IdentityProvider} IdentityProvider
 * @typedef {import('../pages/screen.js').Mistake} Mistake
 */

/**
 * @typedef {object} Guest
 * @property {Context} context
 * @property {HostedCall} call
 * @property {IdentityProvider} provider
 * @property {string} state
 * @property {import('../../hosted-records.js').ProviderVisit} visit
 * @property {import('../pending-forms.js').Browser} browser
 */

/**
 * @param {Context} context
 * @param {HostedCall} call
 * @param {string | null} state
 * @returns {Guest | undefined} undefined if this browser has not been sent to a provider with this state
 */
export function guestOf(context, call, state) {
  const browser = browserOf(call.headers);
  const visit = kept(context, 'visit', state, browser);
  const pool = visit && context.store.userPools.get(visit.poolId);
  const provider = visit && pool && providerNamed(context, pool, visit.provider);
  if (visit === undefined || provider === undefined || state === null) return undefined;
  return { context, call, provider, state, visit, browser };
}

/** @param {Guest} guest */
export const ownerOf = ({ visit: { poolId, clientId, browser } }) => ({ poolId, clientId, browser });

/**
 * Who the provider says the user is, according to the form that was sent.
 *
 * @param {Guest} guest
 * @returns {{ profile: import('../../federated-users.js').Profile } | { mistakes: Mistake[] }}
 */
export function chosenProfile({ call, provider }) {
  const chosen = call.form.get('identity') ?? '';
  const person = Object.hasOwn(PEOPLE, chosen) ? PEOPLE[chosen] : undefined;
  if (person !== undefined) return { profile: { subject: person.subject, claims: claimsOf(provider, person, {}) } };
  if (chosen !== 'other') return { mistakes: [{ text: 'Choose who you are.', field: 'identity-ana' }] };
  const subject = given(call, 'subject');
  const mistakes = emptyFields([['subject', subject, 'Enter an id.']]);
  if (mistakes.length > 0) return { mistakes };
  const further = furtherAttributes(provider).map(({ attribute }) => [
    attribute,
    given(call, attributeFieldName(attribute)),
  ]);
  const identity = {
    subject,
    name: given(call, 'name'),
    email: given(call, 'email'),
    verified: call.form.has('verified'),
  };
  return {
    profile: {
      subject,
      claims: claimsOf(provider, identity, /** @type {Record<string, string>} */ (Object.fromEntries(further))),
    },
  };
}

/**
 * A field of the form that was sent.
 *
 * @param {HostedCall} call
 * @param {string} name
 */
export function given(call, name) {
  const value = (call.form.get(name) ?? '').trim();
  return value.length > LONGEST_FIELD ? '' : value;
}

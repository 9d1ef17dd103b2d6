/** The people whom the stand-ins know, and what they say about each. */
import { attributeLabel } from '../pages/fields.js';

/**
 * @typedef {object} Identity
 * @property {string} subject the user's id at the provider
 * @property {string} name
 * @property {string} email empty if the provider does not tell it
 * @property {boolean} verified whether the provider has verified the e-mail address
 */

/** @type {Record<string, Identity>} */
export const PEOPLE = {
  ana: { subject: '1001', name: 'Ana Souza', email: 'ana@example.com', verified: true },
  bo: { subject: '1002', name: 'Bo Lindqvist', email: 'bo@example.com', verified: false },
  chi: { subject: '1003', name: 'Chi Nguyen', email: '', verified: false },
};

/** Attributes that are derived from the identity. */
const DERIVED = new Set(['username', 'email', 'email_verified', 'name', 'given_name', 'family_name']);

/**
 * The mapped attributes that the form must ask for, such as a phone number.
 *
 * @param {Pick<import('../../records.js').IdentityProvider, 'mapping'>} provider
 */
export const furtherAttributes = ({ mapping }) =>
  Object.keys(mapping)
    .filter((attribute) => !DERIVED.has(attribute))
    .map((attribute) => ({ attribute, label: attributeLabel(attribute) }));

/**
 * The claims for an identity, under the names that the provider's mapping uses.
 *
 * @param {Pick<import('../../records.js').IdentityProvider, 'mapping'>} provider
 * @param {Identity} identity
 * @param {Record<string, string>} further values of other mapped attributes
 * @returns {Record<string, string>}
 */
export function claimsOf({ mapping }, { subject, name, email, verified }, further) {
  const [given = '', ...family] = name.split(' ');
  /** @type {Record<string, string>} */
  const attributes = {
    ...further,
    username: subject,
    name,
    email,
    email_verified: email === '' ? '' : String(verified),
    given_name: given,
    family_name: family.join(' '),
  };
  const standard = { ...attributes, username: '', sub: subject };
  const mapped = Object.entries(mapping).map(([attribute, claim]) => [claim, attributes[attribute] ?? '']);
  const claims = /** @type {[string, string][]} */ ([...Object.entries(standard), ...mapped]);
  return Object.fromEntries(claims.filter(([, value]) => value !== ''));
}

/** Form fields with their label, hint and mistake. */
import { markup } from './markup.js';

/**
 * @typedef {import('./markup.js').Part} Part
 * @typedef {import('./screen.js').Mistake} Mistake
 */

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string} [type]
 * @property {string} autocomplete
 * @property {string} [value]
 * @property {Part} [hint]
 * @property {'numeric' | 'email' | 'tel'} [inputMode]
 * @property {boolean} [optional]
 * @property {boolean} [focus] whether the page starts here
 * @property {string} [look] a class
 */

/**
 * @param {Field} field
 * @param {readonly Mistake[]} mistakes of the form
 */
export function field({ name, label, hint, look, inputMode, ...rest }, mistakes) {
  const { type = 'text', autocomplete, value = '', optional = false, focus = false } = rest;
  const mistake = mistakes.find((one) => one.field === name);
  const described = [hint !== undefined && `${name}-hint`, mistake && `${name}-mistake`].filter(Boolean).join(' ');
  const isLogin = autocomplete === 'username' || type === 'email';
  return markup`<div class="field">
<label for="${name}">${label}${optional && markup` <span class="hint">(optional)</span>`}</label>
${hint !== undefined && markup`<p class="hint" id="${name}-hint">${hint}</p>`}
${mistake && markup`<p class="mistake" id="${name}-mistake">${mistake.text}</p>`}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${type === 'password' ? '' : value}"
${look !== undefined && markup` class="${look}"`}${inputMode !== undefined && markup` inputmode="${inputMode}"`}
${isLogin && markup` autocapitalize="none" spellcheck="false"`}${!optional && markup` aria-required="true"`}
${described !== '' && markup` aria-describedby="${described}"`}${mistake && markup` aria-invalid="true"`}
${focus && mistakes.length === 0 && markup` autofocus`}></div>`;
}

/**
 * A code that was sent, or that an authenticator app shows.
 *
 * @param {Part} hint
 * @param {readonly Mistake[]} mistakes
 */
export const codeField = (hint, mistakes) =>
  field(
    {
      name: 'code',
      label: 'Code',
      autocomplete: 'one-time-code',
      inputMode: 'numeric',
      look: 'code',
      focus: true,
      hint,
    },
    mistakes,
  );

/**
 * @param {import('../../records.js').PasswordPolicy} policy
 * @param {string} label
 * @param {readonly Mistake[]} mistakes
 */
export const newPasswordField = (policy, label, mistakes) =>
  field(
    { name: 'password', label, type: 'password', autocomplete: 'new-password', hint: policyText(policy) },
    mistakes,
  );

/** @param {import('../../records.js').PasswordPolicy} policy */
function policyText(policy) {
  const kinds = [
    policy.RequireUppercase && 'an upper-case letter',
    policy.RequireLowercase && 'a lower-case letter',
    policy.RequireNumbers && 'a number',
    policy.RequireSymbols && 'a symbol',
  ].filter((kind) => kind !== false);
  const last = kinds.pop();
  const needed = kinds.length > 0 ? `${kinds.join(', ')} and ${last}` : last;
  return `At least ${policy.MinimumLength} characters${needed === undefined ? '' : `, with ${needed}`}.`;
}

/**
 * The label and the kind of field for an attribute of a user.
 *
 * @type {Record<string, [label: string, autocomplete: string, type?: string]>}
 */
const ATTRIBUTES = {
  address: ['Address', 'street-address'],
  birthdate: ['Date of birth', 'bday', 'date'],
  email: ['E-mail address', 'email', 'email'],
  family_name: ['Family name', 'family-name'],
  gender: ['Gender', 'sex'],
  given_name: ['Given name', 'given-name'],
  locale: ['Language', 'language'],
  middle_name: ['Middle name', 'additional-name'],
  name: ['Name', 'name'],
  nickname: ['Nickname', 'nickname'],
  phone_number: ['Phone number', 'tel', 'tel'],
  picture: ['Address of a picture', 'photo', 'url'],
  preferred_username: ['Preferred username', 'nickname'],
  profile: ['Address of a profile page', 'url', 'url'],
  updated_at: ['Time of the last change', 'off'],
  website: ['Website', 'url', 'url'],
  zoneinfo: ['Time zone', 'off'],
};

/**
 * @param {string} attribute
 * @returns {string}
 */
export const attributeLabel = (attribute) =>
  (Object.hasOwn(ATTRIBUTES, attribute) ? ATTRIBUTES[attribute]?.[0] : undefined) ?? attribute.replace('custom:', '');

/** @param {string} attribute */
export const attributeFieldName = (attribute) => `attribute.${attribute}`;

/**
 * @param {string} attribute
 * @param {string} value
 * @param {readonly Mistake[]} mistakes
 * @param {boolean} [optional]
 */
export function attributeField(attribute, value, mistakes, optional = false) {
  const known = Object.hasOwn(ATTRIBUTES, attribute) ? ATTRIBUTES[attribute] : undefined;
  const [label, autocomplete, type = 'text'] = known ?? [attributeLabel(attribute), 'off'];
  const name = attributeFieldName(attribute);
  const hint = attribute === 'phone_number' ? 'With the country code, such as +15555550123.' : undefined;
  return field({ name, label, type, autocomplete, value, optional, ...(hint !== undefined && { hint }) }, mistakes);
}

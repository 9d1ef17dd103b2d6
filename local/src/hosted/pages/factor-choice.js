/** A choice among second factors. */
import { markup } from './markup.js';
import { sent } from './visit.js';

/** @type {Record<string, string>} */
const NAMES = {
  SMS_MFA: 'Text message',
  SOFTWARE_TOKEN_MFA: 'Authenticator app',
  EMAIL_OTP: 'E-mail',
};

export const NO_CHOICE = [{ text: 'Choose one of them.', field: 'factor' }];

/**
 * @param {import('./visit.js').Visit} visit
 * @param {string} legend
 * @param {string[]} names
 * @param {readonly import('./screen.js').Mistake[]} mistakes
 * @param {string} [more] the one that needs the further fields below
 */
export const choiceField = (visit, legend, names, mistakes, more) => markup`<fieldset class="choices">
<legend>${legend}</legend>
${mistakes.some(({ field }) => field === 'factor') && markup`<p class="mistake">${NO_CHOICE[0]?.text}</p>`}
${names.map(
  (name, index) => markup`<label class="choice"><input type="radio" name="factor" value="${name}"
${index === 0 && markup` id="factor"`}${name === more && markup` data-more`}
${sent(visit, 'factor') === name && markup` checked`}><span>${NAMES[name] ?? name}</span></label>`,
)}
</fieldset>`;

/** @param {string | undefined} list JSON */
export const namesIn = (list) => /** @type {string[]} */ (JSON.parse(list ?? '[]'));

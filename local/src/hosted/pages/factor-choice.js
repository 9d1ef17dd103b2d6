/** A choice among second factors. */
import { markup } from './markup.js';

/** @typedef {import('./screen.js').Mistake} Mistake */

/** @type {Record<string, string>} */
const NAMES = {
  SMS_MFA: 'Text message',
  SOFTWARE_TOKEN_MFA: 'Authenticator app',
  EMAIL_OTP: 'E-mail',
};

export const NO_CHOICE = [{ text: 'Choose one of them.', field: 'factor' }];

/**
 * @param {string} legend
 * @param {string[]} names
 * @param {readonly Mistake[]} mistakes
 */
export const choiceField = (legend, names, mistakes) => markup`<fieldset class="choices">
<legend>${legend}</legend>
${mistakes.some(({ field: name }) => name === 'factor') && markup`<p class="mistake">Choose one of them.</p>`}
${names.map(
  (name, index) => markup`<label class="choice"><input type="radio" name="factor" value="${name}"
${index === 0 && markup` id="factor"`}><span>${NAMES[name] ?? name}</span></label>`,
)}
</fieldset>`;

/** @param {string | undefined} list JSON */
export const namesIn = (list) => /** @type {string[]} */ (JSON.parse(list ?? '[]'));

/**
 * @typedef {import('./answers.js').UserPoolAnswers} UserPoolAnswers
 * @typedef {import('./answers.js').SignInMethod} SignInMethod
 */

/**
 * What is required and verified with each method unless somebody decides otherwise. Who may sign in with either an e-mail address or a
 * phone number has only one of them, so neither is required.
 *
 * @type {Record<SignInMethod, Pick<UserPoolAnswers, 'requiredAttributes' | 'autoVerifiedAttributes'>>}
 */
const attributes = {
  USERNAME: { requiredAttributes: ['email'], autoVerifiedAttributes: ['email'] },
  EMAIL: { requiredAttributes: ['email'], autoVerifiedAttributes: ['email'] },
  PHONE_NUMBER: { requiredAttributes: ['phone_number'], autoVerifiedAttributes: ['phone_number'] },
  EMAIL_AND_PHONE_NUMBER: { requiredAttributes: [], autoVerifiedAttributes: ['email', 'phone_number'] },
};

/**
 * @param {SignInMethod} signInMethod
 * @returns {Pick<UserPoolAnswers, 'signInMethod' | 'requiredAttributes' | 'autoVerifiedAttributes'>}
 */
export const withSignIn = (signInMethod) => ({
  signInMethod,
  requiredAttributes: [...attributes[signInMethod].requiredAttributes],
  autoVerifiedAttributes: [...attributes[signInMethod].autoVerifiedAttributes],
});

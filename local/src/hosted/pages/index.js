/** The addresses of the pages. */
import { sendAddPasskey, showAddPasskey } from './add-passkey.js';
import { sendConfirm, showConfirm } from './confirm-user.js';
import { showError } from './error.js';
import { sendForgotPassword, sendReset, showForgotPassword, showReset } from './forgot-password.js';
import { sendLogin, showLogin } from './login.js';
import { sendNewPassword, showNewPassword } from './new-password.js';
import { PASSKEY_SCRIPT } from './passkey-script.js';
import { sendPasskey, showPasskey } from './passkey.js';
import { SCRIPT_PATH, STYLE_PATH } from './screen.js';
import { sendSecondFactor, showSecondFactor } from './second-factor.js';
import { sendSignUp, showSignUp } from './sign-up.js';
import { STYLE } from './style.js';

/** @type {Record<string, Partial<Record<'GET' | 'POST', import('../form.js').HostedHandler>>>} */
export const pageRoutes = {
  '/login': { GET: showLogin, POST: sendLogin },
  '/signup': { GET: showSignUp, POST: sendSignUp },
  '/confirmUser': { GET: showConfirm, POST: sendConfirm },
  '/forgotPassword': { GET: showForgotPassword, POST: sendForgotPassword },
  '/confirmForgotPassword': { GET: showReset, POST: sendReset },
  '/newPassword': { GET: showNewPassword, POST: sendNewPassword },
  '/mfa': { GET: showSecondFactor, POST: sendSecondFactor },
  '/passkey': { GET: showPasskey, POST: sendPasskey },
  '/passkeys/add': { GET: showAddPasskey, POST: sendAddPasskey },
  '/error': { GET: showError },
};

/**
 * A file that the pages load. It is not a request to the hosted UI, so the journal and the faults leave it out.
 *
 * @param {string} path
 * @returns {Response | undefined}
 */
export function pageFile(path) {
  if (path === STYLE_PATH) return file(STYLE, 'text/css');
  return path === SCRIPT_PATH ? file(PASSKEY_SCRIPT, 'text/javascript') : undefined;
}

/**
 * @param {string} text
 * @param {string} type
 */
const file = (text, type) =>
  new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-cache',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
  });

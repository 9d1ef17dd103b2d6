/** The frame of all pages, and the headers that protect them. */
import { withCookies } from '../cookies.js';
import { MAILBOX_PATH } from './mailbox-hint.js';
import { markup } from './markup.js';

export const STYLE_PATH = '/hosted-ui/style.css';
export const SCRIPT_PATH = '/hosted-ui/passkey.js';

const MARK = markup`<svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"
aria-hidden="true"><circle cx="7.2" cy="10" r="4.2"/><path d="M11.4 10H18M15.2 10v3"/></svg>`;

/**
 * @typedef {import('./markup.js').Part} Part
 */

/** @typedef {{ text: string, field?: string }} Mistake `field` is the name of the field to correct */

/**
 * @typedef {object} Screen
 * @property {string} title
 * @property {Part} [lead] a sentence below the title
 * @property {Part} content
 * @property {readonly Mistake[]} [mistakes]
 * @property {string} [notice]
 * @property {number} [status]
 * @property {boolean} [script] whether the page needs the script for passkeys
 * @property {string | undefined} [returnsTo] the address of the application, to which a form of this page may lead
 * @property {string} [stranger] whose part this page plays, if it is not the sign-in page's own
 * @property {string | undefined} [setCookie]
 */

/**
 * @param {Screen} screen
 * @returns {Response}
 */
export function screenReply({ status = 200, script = false, returnsTo, setCookie, ...screen }) {
  const response = new Response(String(page({ ...screen, script })), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy(returnsTo, script),
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
  });
  return withCookies(response, setCookie === undefined ? [] : [setCookie]);
}

/** @param {Screen} screen */
function page({ title, lead, content, mistakes = [], notice, script, stranger }) {
  const said = mistakes.length > 0 ? `Problem: ${title}` : title;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${said} – ${stranger ?? 'Local Cognito'}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLE_PATH}">
${script && markup`<script src="${SCRIPT_PATH}" defer></script>`}
</head>
<body>
<header class="top">
<p>${MARK}${stranger ?? 'Local Cognito'}</p>
<a href="${MAILBOX_PATH}" target="_blank" rel="noopener">Mailbox<span aria-hidden="true"> ↗</span></a>
</header>
<main>
<div class="sheet">
<div class="heading">
<h1>${title}</h1>
${lead !== undefined && markup`<p class="lead">${lead}</p>`}
</div>
${mistakes.length > 0 && problem(mistakes)}
${notice !== undefined && markup`<p class="notice" role="status">${notice}</p>`}
${content}
</div>
</main>
<footer class="foot">
<p>This page is a stand-in for development: it comes from the local Cognito on your machine, not from AWS. Do not use
real passwords.</p>
</footer>
</body>
</html>
`;
}

/**
 * What must be corrected. It has the focus when the page appears, so that screen readers read it first.
 *
 * @param {readonly Mistake[]} mistakes
 */
function problem(mistakes) {
  const items = mistakes.map(({ text, field }) =>
    field === undefined ? markup`<li>${text}</li>` : markup`<li><a href="#${field}">${text}</a></li>`,
  );
  return markup`<div class="problem" role="alert" tabindex="-1" autofocus id="problem"><ul>${items}</ul></div>`;
}

/**
 * No inline scripts or styles, no frames. Browsers apply `form-action` also to the redirects after a form, so it names
 * the application.
 *
 * @param {string | undefined} returnsTo
 * @param {boolean} script
 */
function policy(returnsTo, script) {
  const goals = returnsTo === undefined ? "'self'" : `'self' ${sourceOf(returnsTo)}`;
  return [
    "default-src 'none'",
    "style-src 'self'",
    ...(script ? ["script-src 'self'"] : []),
    'img-src data:',
    `form-action ${goals}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * An address as a source of the policy. IPv6 addresses and the schemes of applications have no origin there.
 *
 * @param {string} address
 */
function sourceOf(address) {
  const { protocol, hostname, origin } = new URL(address);
  return /^https?:$/.test(protocol) && !hostname.startsWith('[') ? origin : protocol;
}
